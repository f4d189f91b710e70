/**
 * The updates that were handled lately or are being handled now, by `update_id`: Telegram delivers at least once, and a
 * redelivered update must be neither recorded nor handled again.
 */
export class SeenUpdates {
  readonly #limit: number
  /** Insertion order is age; a promise while the update is being handled. */
  readonly #updates = new Map<number, Promise<void> | undefined>()

  constructor(limit = 10_000) {
    this.#limit = limit
  }

  /**
   * Handles the update, unless it was seen: then resolves when its first delivery is done. A failed update counts as
   * not seen, so that Telegram's next delivery is handled.
   */
  once(updateId: number, handle: () => Promise<void>): Promise<void> {
    if (this.#updates.has(updateId)) return this.#updates.get(updateId) ?? Promise.resolve()
    const handled = handle()
    this.#updates.set(updateId, handled)
    handled.then(
      () => this.#updates.set(updateId, undefined),
      () => this.#updates.delete(updateId),
    )
    if (this.#updates.size > this.#limit) this.#dropOldest()
    return handled
  }

  #dropOldest(): void {
    for (const [updateId, running] of this.#updates) {
      if (this.#updates.size <= this.#limit) return
      if (running === undefined) this.#updates.delete(updateId)
    }
  }
}
