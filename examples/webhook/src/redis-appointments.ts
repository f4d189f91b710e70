import { type Appointments, hours } from './appointments.js'

const key = 'appointments'

/** What is asked of Redis. */
interface Client {
  hKeys(key: string): Promise<readonly string[]>
  hSetNX(key: string, field: string, value: string): Promise<number>
}

export class RedisAppointments implements Appointments {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  async free(): Promise<readonly number[]> {
    const booked = await this.#client.hKeys(key)
    return hours.filter((hour) => !booked.includes(String(hour)))
  }

  async book(hour: number, user: number): Promise<boolean> {
    if (!hours.includes(hour)) return false
    return (await this.#client.hSetNX(key, String(hour), String(user))) === 1
  }
}
