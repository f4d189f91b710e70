import type { Clock } from '../clock.js'
import { firstRetryDelay } from './storage-calls.js'

const longestRetryDelay = 30_000

/** Calls for the next try of what has failed, after pauses that grow. */
export class RetryTimer {
  readonly #clock: Clock
  readonly #retry: () => void
  #delay = firstRetryDelay
  #cancel: (() => void) | undefined
  #at = 0
  #isStopped = false

  constructor(clock: Clock, retry: () => void) {
    this.#clock = clock
    this.#retry = retry
  }

  /** When the next try is due, in Unix milliseconds; nothing where none is. */
  get at(): number | undefined {
    return this.#cancel && this.#at
  }

  get isStopped(): boolean {
    return this.#isStopped
  }

  /** Sets it for the first try. */
  start(): void {
    this.#delay = firstRetryDelay
    this.next()
  }

  /** Sets it for the try after the last one. */
  next(): void {
    this.#cancel?.()
    if (this.#isStopped) return
    this.#at = this.#clock.now() + this.#delay
    this.#cancel = this.#clock.after(this.#delay, this.#retry, { background: true })
    this.#delay = Math.min(this.#delay * 2, longestRetryDelay)
  }

  /** The next try is being made. */
  clear(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  /** There are no more tries. */
  stop(): void {
    this.#isStopped = true
    this.#cancel?.()
  }
}
