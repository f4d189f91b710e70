import type { Clock } from '../clock.js'

/** So many sessions are looked at before updates get their turn again. */
const sliceSize = 1000
const shortestInterval = 1000
const longestInterval = 60_000
/** After so long at most, in milliseconds, is a session asked about again that other processes use. */
const longestDoubt = 3_600_000

export interface ExpiryOptions<S> {
  readonly clock: Clock
  /** Idle time in milliseconds; infinite: sessions never expire. */
  readonly expiresAfter: number
  /** All that is open now. */
  readonly sessions: () => Iterable<S>
  readonly lastActivity: (session: S) => number
  /** Closes a session that has been idle for too long; asks again itself, in the session's turn. Never rejects. */
  readonly expire: (session: S) => Promise<void>
}

/** Looks for idle sessions now and then, in slices, so that it never blocks an update. */
export class ExpirySweep<S> {
  readonly #options: ExpiryOptions<S>
  readonly #interval: number
  #cancel: (() => void) | undefined

  constructor(options: ExpiryOptions<S>) {
    this.#options = options
    this.#interval = Math.min(Math.max(options.expiresAfter / 10, shortestInterval), longestInterval)
  }

  /** Starts sweeping, if it does not sweep already. It stops by itself when nothing is open. */
  arm(): void {
    if (this.#cancel !== undefined || this.#options.expiresAfter === Number.POSITIVE_INFINITY) return
    this.#cancel = this.#options.clock.after(this.#interval, () => this.#sweep(), { background: true })
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  #sweep(): void {
    const sessions = this.#options.sessions()[Symbol.iterator]()
    const isArmed = this.#cancel
    const slice = (): void => {
      for (let count = 0; count < sliceSize; count += 1) {
        const next = sessions.next()
        if (next.done === true) return this.#finish(isArmed)
        if (this.isIdle(next.value)) void this.#options.expire(next.value)
      }
      setImmediate(slice)
    }
    slice()
  }

  /** Whether the session has been idle for too long. A storage that is asked must agree: to the millisecond is not too long. */
  isIdle(session: S): boolean {
    const { clock, expiresAfter, lastActivity } = this.#options
    return clock.now() - lastActivity(session) > expiresAfter
  }

  /**
   * What to take for the last activity of a session that seemed idle and that, as the storage says, another process has
   * used since: it does not say when, so that it is asked again soon, and closes the session within a tenth of its time.
   */
  activityElsewhere(): number {
    const { clock, expiresAfter } = this.#options
    return clock.now() - expiresAfter + Math.min(expiresAfter / 10, longestDoubt)
  }

  #finish(armed: (() => void) | undefined): void {
    if (this.#cancel !== armed) return
    this.#cancel = undefined
    if (this.#options.sessions()[Symbol.iterator]().next().done !== true) this.arm()
  }
}
