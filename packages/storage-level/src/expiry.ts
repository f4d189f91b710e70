import type { Changes } from './changes.js'
import { expiredRange, expiringKey, expiryKey } from './keys.js'
import type { Store } from './store.js'
import { parsed } from './values.js'
import type { Step, Writer } from './writer.js'

/** Something that is stored until a time comes. */
export interface Expiring {
  /** Unix time in milliseconds; what has none stays. */
  readonly goneAt?: number
}

/** What is stored under `key`, for which the step has asked, unless its time is over. */
export function current<T extends Expiring>(changes: Changes, key: string): T | undefined {
  return alive(changes.get(key), changes.now)
}

export function alive<T extends Expiring>(stored: string | undefined, now: number): T | undefined {
  if (stored === undefined) return undefined
  const record = parsed<T>(stored)
  return record.goneAt === undefined || record.goneAt > now ? record : undefined
}

/** Stores `record`, or nothing, under `key`, for which the step has asked, and notes when to drop it. */
export function replace<T extends Expiring>(changes: Changes, key: string, record: T | undefined): void {
  const before = changes.get(key)
  const goneAt = before === undefined ? undefined : parsed<Expiring>(before).goneAt
  if (goneAt !== undefined) changes.delete(expiryKey(goneAt, key))
  if (record === undefined) {
    if (before !== undefined) changes.delete(key)
    return
  }
  changes.put(key, JSON.stringify(record))
  if (record.goneAt !== undefined) changes.put(expiryKey(record.goneAt, key), '')
}

/** In milliseconds. */
const sweepInterval = 60_000
/** Bounds the work that callers wait for behind it. */
const mostAtOnce = 500

/** Drops what is over, once a minute while there is work; idle databases grow no further. */
export class Sweeper {
  readonly #store: Store
  readonly #writer: Writer
  #dueAt = Number.NEGATIVE_INFINITY
  #sweeping: Promise<void> | undefined
  #isStopped = false

  constructor(store: Store, writer: Writer) {
    this.#store = store
    this.#writer = writer
  }

  /** Begins to sweep if it is time. */
  tick(now: number): void {
    if (this.#isStopped || now < this.#dueAt || this.#sweeping !== undefined) return
    this.#dueAt = now + sweepInterval
    // A database that fails tells those who wait for it; what is over is dropped the next time.
    this.#sweeping = this.#sweep(now).then(
      () => (this.#sweeping = undefined),
      () => (this.#sweeping = undefined),
    )
  }

  /** Ends with the part that is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#sweeping
  }

  async #sweep(now: number): Promise<void> {
    while (!this.#isStopped) {
      const over = await this.#store.keys(expiredRange(now), mostAtOnce)
      if (over.length > 0) await this.#writer.write(drop(over))
      if (over.length < mostAtOnce) return
    }
  }
}

function drop(expiries: readonly string[]): Step<void> {
  return {
    keys: expiries,
    run(changes) {
      for (const expiry of expiries) {
        // What was set anew meanwhile has another time.
        if (changes.get(expiry) === undefined) continue
        changes.delete(expiry)
        changes.delete(expiringKey(expiry))
      }
    },
  }
}
