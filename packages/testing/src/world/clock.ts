import type { Clock } from '@botgen/runtime'

interface Sleeper {
  readonly wakeAt: number
  readonly wake: () => void
}

/** 1 January 2030, 00:00 UTC: far from the real time, so that a mix-up of the two shows. */
const START = Date.UTC(2030, 0, 1)

/**
 * Time that passes only when a test says so. Milliseconds throughout; Telegram's dates are its seconds, rounded down.
 * Hand it to `botgen()` as its `clock`, so that bot and server agree on the time.
 */
export class TestClock implements Clock {
  #now: number
  readonly #sleepers = new Set<Sleeper>()

  /** @param start milliseconds since 1970; 1 January 2030 when left out */
  constructor(start = START) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  /** Lets `milliseconds` pass and wakes whoever sleeps until then, each at its own time and in that order. */
  advance(milliseconds: number): void {
    if (!(milliseconds >= 0)) throw new RangeError(`time cannot pass by ${milliseconds} ms: give 0 or more`)
    const end = this.#now + milliseconds
    // Who wakes up may sleep again and be due once more.
    for (let due = this.#dueUntil(end); due.length > 0; due = this.#dueUntil(end)) {
      for (const sleeper of due) {
        if (!this.#sleepers.delete(sleeper)) continue
        this.#now = Math.max(this.#now, sleeper.wakeAt)
        sleeper.wake()
      }
    }
    this.#now = end
  }

  /** Calls back when `advance` has let `milliseconds` pass; what it returns cancels that. */
  after(milliseconds: number, callback: () => void): () => void {
    const sleeper: Sleeper = { wakeAt: this.#now + milliseconds, wake: callback }
    this.#sleepers.add(sleeper)
    return () => void this.#sleepers.delete(sleeper)
  }

  /** Resolves when `advance` has let `milliseconds` pass; at once for 0. */
  sleep(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return Promise.resolve()
    return new Promise((wake) => this.after(milliseconds, wake))
  }

  #dueUntil(end: number): Sleeper[] {
    return [...this.#sleepers].filter(({ wakeAt }) => wakeAt <= end).sort((one, other) => one.wakeAt - other.wakeAt)
  }
}

/** The clock's time as Telegram writes dates. */
export function unixTime(clock: TestClock): number {
  return Math.floor(clock.now() / 1000)
}
