import { type EntryPredicate, entryId, type SessionEntry } from '../sessions/entry.js'
import type { SessionStorage } from './session-storage.js'

/** Entries of one session. */
class Bucket {
  readonly #homeChatId: number
  readonly #homeConnectionId: string | undefined
  /** Those of the chat that most are of, by message id: an array costs half the memory of a map. */
  #home: SessionEntry[] = []
  /** No message id in `#home` is greater: most entries are newer than all, which is told without looking at those. */
  #newestId: number
  /** Those of other chats, by entry id. */
  #others: Map<string, SessionEntry> | undefined

  constructor(first: SessionEntry) {
    this.#homeChatId = first.chatId
    this.#homeConnectionId = first.businessConnectionId
    this.#newestId = first.messageId - 1
  }

  get size(): number {
    return this.#home.length + (this.#others?.size ?? 0)
  }

  add(entry: SessionEntry): void {
    if (entry.chatId !== this.#homeChatId || entry.businessConnectionId !== this.#homeConnectionId) {
      this.#others ??= new Map()
      const id = entryId(entry)
      if (!this.#others.has(id)) this.#others.set(id, entry)
      return
    }
    if (entry.messageId <= this.#newestId) return this.#insert(entry)
    this.#home.push(entry)
    this.#newestId = entry.messageId
  }

  list(): SessionEntry[] {
    return [...this.#home, ...(this.#others?.values() ?? [])]
  }

  remove(predicate: EntryPredicate): number {
    const before = this.size
    // All are asked before any is dropped: a predicate that throws loses nothing.
    const others = [...(this.#others?.values() ?? [])].filter(predicate)
    this.#home = this.#home.filter((entry) => !predicate(entry))
    for (const entry of others) this.#others?.delete(entryId(entry))
    return before - this.size
  }

  /** Into its place by message id, unless it is there already. */
  #insert(entry: SessionEntry): void {
    const index = this.#home.findLastIndex(({ messageId }) => messageId <= entry.messageId)
    if (this.#home[index]?.messageId !== entry.messageId) this.#home.splice(index + 1, 0, entry)
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
