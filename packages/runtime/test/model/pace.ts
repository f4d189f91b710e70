import { setImmediate } from 'node:timers/promises'

/** Waits of a length that the seed decides: none, some microtasks, or turns of the event loop. */
export class Pace {
  #state: number
  #waiting = 0

  constructor(seed: number) {
    this.#state = seed
  }

  /** How many wait now. */
  get waiting(): number {
    return this.#waiting
  }

  async wait(): Promise<void> {
    const choice = this.#below(8)
    this.#waiting += 1
    if (choice === 7) await turns(1 + this.#below(3))
    else for (let count = choice; count > 3; count -= 1) await Promise.resolve()
    this.#waiting -= 1
  }

  /** mulberry32 */
  #below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
}

/** Lets the event loop turn. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await setImmediate()
}
