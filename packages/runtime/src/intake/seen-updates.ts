const acknowledged = Promise.resolve()

/**
 * The updates that were handled lately or are being handled now, by `update_id`: Telegram delivers at least once, and a
 * redelivered update must be neither recorded nor handled again.
 */
export class SeenUpdates {
  readonly #limit: number
  readonly #running = new Map<number, Promise<void>>()
  readonly #handled = new Set<number>()
  /** The ids in `#handled`, in a ring: taking the oldest from the front of a Set costs a walk over its holes. */
  readonly #ring: number[] = []
  #oldest = 0

  /** @param limit - how many handled updates are remembered */
  constructor(limit = 10_000) {
    this.#limit = limit
  }

  /**
   * Handles the update, unless it was seen: then resolves when its first delivery is done. A failed update counts as
   * not seen, so that Telegram's next delivery is handled. An update without a number, as tests make them, is always new.
   */
  once(updateId: number, handle: () => Promise<void>): Promise<void> {
    if (!Number.isInteger(updateId)) return handle()
    if (this.#handled.has(updateId)) return acknowledged
    const running = this.#running.get(updateId)
    if (running !== undefined) return running
    const handled = handle()
    this.#running.set(updateId, handled)
    handled.then(
      () => {
        this.#running.delete(updateId)
        this.#remember(updateId)
      },
      () => this.#running.delete(updateId),
    )
    return handled
  }

  #remember(updateId: number): void {
    const forgotten = this.#ring[this.#oldest]
    if (forgotten !== undefined) this.#handled.delete(forgotten)
    this.#ring[this.#oldest] = updateId
    this.#oldest = (this.#oldest + 1) % this.#limit
    this.#handled.add(updateId)
  }
}
