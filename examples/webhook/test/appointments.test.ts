import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestBot } from '@botgen/testing'
import { type Appointments, hours } from '../src/appointments.js'
import { createBot } from '../src/bot.js'

/** What RedisAppointments is in main.ts. */
class MemoryAppointments implements Appointments {
  readonly #booked = new Map<number, number>()

  free(): Promise<readonly number[]> {
    return Promise.resolve(hours.filter((hour) => !this.#booked.has(hour)))
  }

  book(hour: number, user: number): Promise<boolean> {
    const isFree = !this.#booked.has(hour)
    if (isFree) this.#booked.set(hour, user)
    return Promise.resolve(isFree)
  }
}

test('an hour is booked by one of two', async () => {
  const appointments = new MemoryAppointments()
  await using bot = await createTestBot(({ telegraf, options }) => createBot(telegraf, appointments, options))
  const alice = bot.chatWith('Alice')
  const bob = bot.chatWith('Bob')
  await alice.says('/book')
  await bob.says('/book')

  await alice.presses('10:00')
  await bob.presses('10:00')

  assert.deepEqual(alice.shows(), ['See you at 10:00, Alice.'])
  assert.deepEqual(bob.shows(), ['/book', 'When will you come?'])
})
