import type { Clock } from '../clock.js'
import { BotgenError } from '../errors.js'
import type { StateStorage } from '../storage/index.js'
import type { Limit } from './handler.js'

/** How often somebody else may take a token between our look and ours before that is no coincidence. */
const mostAttempts = 100

/** Token buckets that refill evenly, kept in the state storage; an idle one vanishes when it would be full again. */
export class RateLimiter {
  readonly #state: StateStorage
  readonly #prefix: string
  readonly #clock: Clock

  /** @param namespace - what the keys begin with */
  constructor(state: StateStorage, namespace: string, clock: Clock) {
    this.#state = state
    this.#prefix = `${namespace}/limit/`
    this.#clock = clock
  }

  /**
   * Takes a token out of the bucket `name`, or returns in how many milliseconds there will be one.
   *
   * A bucket is one number: when it will be full. Each token puts that off by the time that one token takes to refill.
   */
  async take(name: string, { rate, period }: Limit): Promise<number | undefined> {
    const key = this.#prefix + name
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const stored = await this.#state.get(key)
      const now = this.#clock.now()
      const fullAt = Math.max(typeof stored?.value === 'number' ? stored.value : 0, now) + period / rate
      const wait = fullAt - now - period
      // Sums of fractions miss a whole millisecond by less than that.
      if (wait > 0.5) return wait
      const ttl = Math.ceil(fullAt - now)
      const version = await this.#state.set(key, fullAt, { ttl, ifVersion: stored?.version ?? 0 })
      if (version !== undefined) return undefined
    }
    throw new BotgenError(`The state storage took none of ${mostAttempts} changes of ${key}. Does its ifVersion work?`)
  }
}
