import { type EntryPredicate, entryId, type SessionEntry } from '../sessions/entry.js'
import type { SessionStorage } from './session-storage.js'

/** Entries of one session: by message id in the chat that most of them are of, by full id elsewhere. */
class Bucket {
  readonly #homeChatId: number
  readonly #homeConnectionId: string | undefined
  readonly #entries = new Map<number | string, SessionEntry>()

  constructor(first: SessionEntry) {
    this.#homeChatId = first.chatId
    this.#homeConnectionId = first.businessConnectionId
  }

  get size(): number {
    return this.#entries.size
  }

  add(entry: SessionEntry): void {
    const id = this.#idOf(entry)
    if (!this.#entries.has(id)) this.#entries.set(id, entry)
  }

  list(): SessionEntry[] {
    return [...this.#entries.values()]
  }

  remove(predicate: EntryPredicate): number {
    const before = this.#entries.size
    for (const [id, entry] of this.#entries) if (predicate(entry)) this.#entries.delete(id)
    return before - this.#entries.size
  }

  /** A number where it can be one: a string for each entry would cost more memory than the entry's place in the map. */
  #idOf(entry: SessionEntry): number | string {
    const isHome = entry.chatId === this.#homeChatId && entry.businessConnectionId === this.#homeConnectionId
    return isHome ? entry.messageId : entryId(entry)
  }
}

/** Keeps entries in this process; they are gone when it ends. */
export class InMemorySessionStorage implements SessionStorage {
  readonly #buckets = new Map<string, Bucket>()

  add(key: string, entry: SessionEntry): void {
    let bucket = this.#buckets.get(key)
    if (bucket === undefined) {
      bucket = new Bucket(entry)
      this.#buckets.set(key, bucket)
    }
    bucket.add(entry)
  }

  list(key: string): readonly SessionEntry[] {
    return this.#buckets.get(key)?.list() ?? []
  }

  count(key: string): number {
    return this.#buckets.get(key)?.size ?? 0
  }

  remove(key: string, predicate: EntryPredicate): number {
    const bucket = this.#buckets.get(key)
    if (bucket === undefined) return 0
    const removed = bucket.remove(predicate)
    if (bucket.size === 0) this.#buckets.delete(key)
    return removed
  }

  clear(key: string): void {
    this.#buckets.delete(key)
  }
}
