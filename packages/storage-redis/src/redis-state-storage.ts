import type { SetStateOptions, StateStorage, StateValue } from '@botgen/runtime'
import type { Keys } from './keys.js'
import { duration, type ResolvedOptions } from './options.js'
import * as scripts from './scripts/state.js'
import type { Server } from './server.js'

/** Values of a bot in Redis, which lets them go when their time is over. */
export class RedisStateStorage implements StateStorage {
  readonly #server: Server
  readonly #keys: Keys
  readonly #clock: ResolvedOptions['clock']

  /** @internal `RedisStorage` has one. */
  constructor(server: Server, keys: Keys, { clock }: ResolvedOptions) {
    this.#server = server
    this.#keys = keys
    this.#clock = clock
  }

  async get(key: string): Promise<StateValue | undefined> {
    const found = await this.#server.run(scripts.get, [this.#keys.ofState(key).value], [this.#now()])
    if (found === null) return undefined
    // The script answers nothing else.
    const [version, json] = found as readonly [string, string]
    return { value: JSON.parse(json) as unknown, version: Number(version) }
  }

  /** @throws TypeError for a value that JSON has no word for, such as `undefined` */
  async set(key: string, value: unknown, { ttl, ifVersion }: SetStateOptions = {}): Promise<number | undefined> {
    const json = JSON.stringify(value) as string | undefined
    if (json === undefined)
      throw new TypeError(
        `The value of the state '${key}' is no JSON data; give null, text, numbers, lists or objects.`,
      )
    const { value: redisKey, last } = this.#keys.ofState(key)
    const limit = ttl === undefined ? '' : duration(ttl)
    const args = [this.#now(), json, limit, ifVersion === undefined ? '' : String(ifVersion)]
    const version = await this.#server.run(scripts.set, [redisKey, last], args)
    return version === null ? undefined : Number(version)
  }

  async delete(key: string): Promise<void> {
    await this.#server.run(scripts.remove, [this.#keys.ofState(key).value])
  }

  #now(): string {
    return this.#clock === undefined ? '' : String(this.#clock.now())
  }
}
