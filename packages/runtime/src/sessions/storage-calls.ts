import { type Clock, sleep } from '../clock.js'
import type { Awaitable } from '../storage/index.js'
import { answerInTime } from './answers.js'

export const firstRetryDelay = 100
export const longestRetryDelay = 30_000

export interface StorageCallsOptions {
  readonly clock: Clock
  /** Hears of the first error of an incident. */
  readonly report: (error: unknown) => void
  /** Whether to ask again after a failure; called each time the storage has failed. */
  readonly hold: () => boolean
}

/**
 * Calls that updates wait for, of one storage. It fails by an error, or by not answering in time; what it fails with is
 * reported once until it answers again.
 */
export class StorageCalls {
  readonly #options: StorageCallsOptions
  #isFailing = false

  constructor(options: StorageCallsOptions) {
    this.#options = options
  }

  /** True from a failure until an answer. */
  get isFailing(): boolean {
    return this.#isFailing
  }

  /** What the storage answers, however often it must be asked; `undefined` where it fails and nothing is held for it. */
  async insist<T>(call: () => Awaitable<T>): Promise<T | undefined> {
    for (let delay = firstRetryDelay; ; delay = Math.min(delay * 2, longestRetryDelay)) {
      const answered = await this.attempt(call)
      if (answered !== undefined) return answered.answer
      if (!this.#options.hold()) return undefined
      await sleep(this.#options.clock, delay)
    }
  }

  /** What the storage answers, asked once; `undefined` where it fails. Never rejects. */
  async attempt<T>(call: () => Awaitable<T>): Promise<{ readonly answer: T } | undefined> {
    try {
      const answer = await answerInTime(this.#options.clock, Promise.resolve(call()))
      this.#isFailing = false
      return { answer }
    } catch (error) {
      if (!this.#isFailing) this.#options.report(error)
      this.#isFailing = true
      return undefined
    }
  }
}
