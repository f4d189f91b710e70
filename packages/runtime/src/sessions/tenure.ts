import type { SessionEntry } from './entry.js'

/** A send or a write that has begun and not ended. */
export interface Work {
  readonly done: Promise<unknown>
  /** What it records, as far as that is known. */
  readonly entries: readonly SessionEntry[]
}

/** One open period of a session. What began in it is recorded in it or not at all: a closed session cannot come back. */
export class Tenure {
  /** `closing`: nothing new begins, what is under way is still recorded. `ended`: nothing is recorded any more. */
  state: 'open' | 'closing' | 'ended' = 'open'
  /** When this process opened it, or took it up, in Unix milliseconds. */
  readonly openedAt: number
  /** In a storage that knows which sessions are open: this period's number, once it has answered. */
  epoch: number | undefined
  /** Settles, without rejecting, once work may begin: an earlier period is closed, and the storage knows of this one. */
  ready: Promise<unknown> | undefined
  #underWay: Map<Promise<unknown>, readonly SessionEntry[]> | undefined

  constructor(openedAt: number) {
    this.openedAt = openedAt
  }

  /** Sends and writes that have begun and not ended. */
  get underWay(): readonly Work[] {
    return Array.from(this.#underWay ?? [], ([done, entries]) => ({ done, entries }))
  }

  /**
   * Counts `work` as under way until it settles, and returns it.
   *
   * @param entries - what it records; may grow until it settles
   */
  follow<T>(work: Promise<T>, entries: readonly SessionEntry[]): Promise<T> {
    const underWay = (this.#underWay ??= new Map())
    underWay.set(work, entries)
    const leave = (): void => {
      underWay.delete(work)
      if (underWay.size === 0 && this.#underWay === underWay) this.#underWay = undefined
    }
    work.then(leave, leave)
    return work
  }
}
