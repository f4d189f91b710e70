import { type Keyed, KeyTable } from './key-table.js'
import { RecentNumbers } from './recent-numbers.js'

const acknowledged = Promise.resolve()

/** An update that is being handled. */
class Running implements Keyed<number> {
  readonly key: number
  /** Until it has a promise only its own handler can deliver it again, which must not wait for itself. */
  handled: Promise<void> = acknowledged
  chained: this | undefined

  constructor(updateId: number) {
    this.key = updateId
  }
}

/**
 * The updates that were handled lately or are being handled now, by `update_id`: Telegram delivers at least once, and a
 * redelivered update must be neither recorded nor handled again.
 */
export class SeenUpdates {
  readonly #running = new KeyTable<number, Running>()
  readonly #handled: RecentNumbers

  /** @param limit - how many handled updates are remembered */
  constructor(limit = 10_000) {
    this.#handled = new RecentNumbers(limit)
  }

  /**
   * Handles the update, unless it was seen: then resolves when its first delivery is done. A failed update counts as
   * not seen, so that Telegram's next delivery is handled. An update without a number, as tests make them, is always new.
   */
  once(updateId: number, handle: () => Promise<void>): Promise<void> {
    if (!Number.isInteger(updateId)) return handle()
    if (this.#handled.has(updateId)) return acknowledged
    const first = this.#running.find(updateId)
    if (first !== undefined) return first.handled
    const running = new Running(updateId)
    this.#running.add(running)
    const handled = handle()
    running.handled = handled
    handled.then(
      () => {
        this.#running.remove(running)
        this.#handled.add(updateId)
      },
      () => this.#running.remove(running),
    )
    return handled
  }
}
