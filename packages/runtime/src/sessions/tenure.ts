/** One open period of a session. What began in it is recorded in it or not at all: a closed session cannot come back. */
export class Tenure {
  /** `closing`: nothing new begins, what is under way is still recorded. `ended`: nothing is recorded any more. */
  state: 'open' | 'closing' | 'ended' = 'open'
  /** In a storage that knows which sessions are open: this period's number, once it has answered. */
  epoch: number | undefined
  /** Settles, without rejecting, once work may begin: an earlier period is closed, and the storage knows of this one. */
  ready: Promise<unknown> | undefined
  #underWay: Set<Promise<unknown>> | undefined

  /** Sends and writes that have begun and not ended. */
  get underWay(): readonly Promise<unknown>[] {
    return this.#underWay === undefined ? [] : [...this.#underWay]
  }

  /** Counts `work` as under way until it settles, and returns it. */
  follow<T>(work: Promise<T>): Promise<T> {
    const underWay = (this.#underWay ??= new Set())
    underWay.add(work)
    const leave = (): void => {
      underWay.delete(work)
      if (underWay.size === 0 && this.#underWay === underWay) this.#underWay = undefined
    }
    work.then(leave, leave)
    return work
  }
}
