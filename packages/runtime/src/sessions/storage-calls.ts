import { type Clock, sleep } from '../clock.js'
import type { Awaitable } from '../storage/index.js'
import { answerInTime } from './answers.js'

export const firstRetryDelay = 100

export interface StorageCallsOptions {
  readonly clock: Clock
  /** Hears of the first error of an incident. */
  readonly report: (error: unknown) => void
  /** Whether to ask again after a failure; called each time the storage has failed. */
  readonly hold: () => boolean
  /** The storage answers again. */
  readonly recovered: () => void
}

/** While the storage fails it is asked again at least this often, in milliseconds. */
const longestPause = 1000

/**
 * Calls that updates wait for, of one storage. It fails by an error, or by not answering in time; what it fails with is
 * reported once until it answers again. Until then it is asked one thing at a time, with pauses: not every update is to
 * wait for a storage that hangs.
 */
export class StorageCalls {
  readonly #options: StorageCallsOptions
  #isFailing = false
  /** While it fails: when it may be asked again. */
  #nextAt = 0
  #pause = firstRetryDelay

  constructor(options: StorageCallsOptions) {
    this.#options = options
  }

  /** True from a failure until an answer. */
  get isFailing(): boolean {
    return this.#isFailing
  }

  /** While the storage fails: when it may be asked again, in Unix milliseconds; infinite while it is being asked. */
  get nextAt(): number {
    return this.#nextAt
  }

  /** The storage has answered something else: what it fails with next is another incident. */
  recovered(): void {
    this.#isFailing = false
  }

  /** What the storage answers, however often it must be asked; `undefined` where it fails and nothing is held for it. */
  async insist<T>(call: () => Awaitable<T>): Promise<T | undefined> {
    const { clock, hold } = this.#options
    for (;;) {
      const answered = await this.attempt(call)
      if (answered !== undefined) return answered.answer
      if (!hold()) return undefined
      await sleep(clock, this.#untilNext())
      // Nothing may be held for it any more.
      if (!hold()) return undefined
    }
  }

  /** What the storage answers, asked once if it may be asked now; `undefined` where it fails. Never rejects. */
  async attempt<T>(call: () => Awaitable<T>): Promise<{ readonly answer: T } | undefined> {
    const { clock } = this.#options
    if (this.#isFailing) {
      if (clock.now() < this.#nextAt) return undefined
      // Until this one is answered.
      this.#nextAt = Number.POSITIVE_INFINITY
    }
    try {
      const answer = await answerInTime(clock, Promise.resolve(call()))
      const wasFailing = this.#isFailing
      this.#isFailing = false
      if (wasFailing) this.#options.recovered()
      return { answer }
    } catch (error) {
      this.#failed(error)
      return undefined
    }
  }

  #failed(error: unknown): void {
    if (!this.#isFailing) {
      this.#pause = firstRetryDelay
      this.#options.report(error)
    }
    this.#isFailing = true
    this.#nextAt = this.#options.clock.now() + this.#pause
    this.#pause = Math.min(this.#pause * 2, longestPause)
  }

  #untilNext(): number {
    const left = this.#nextAt - this.#options.clock.now()
    // Another call is under way.
    return left === Number.POSITIVE_INFINITY ? firstRetryDelay : left
  }
}
