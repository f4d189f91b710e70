import { entryId, type EntryPredicate, type SessionEntry } from './entry.js'
import type { Tenure } from './tenure.js'
import type { Unwanted } from './unanswered-writes.js'

interface InLine {
  readonly key: string
  /** Carries it out, while somebody tries to. */
  attempt?: Promise<void> | undefined
}

/** Entries to write. */
export interface WaitingWrite extends InLine {
  readonly does: 'write'
  /** None: the session's opening waits. */
  entries: readonly SessionEntry[]
  readonly tenure: Tenure
  /** Tells who holds an update back for it that the wait is over. */
  readonly settle: () => void
}

/** A period to close, with everything in it. */
export interface WaitingClose extends InLine {
  readonly does: 'close'
  readonly tenure: Tenure
}

/** Entries to take back: they were dropped before the storage got to writing them. */
export interface WaitingRemoval extends InLine {
  readonly does: 'remove'
  /** Without those that were recorded again since. */
  readonly unwanted: Unwanted
}

/** What a storage is to do that failed before, or that must come after such. */
export type Waiting = WaitingWrite | WaitingClose | WaitingRemoval

/** What waits for the storage: in order within each key. */
export class WaitingLine {
  readonly #byKey = new Map<string, Waiting[]>()
  /** Those of all keys, the oldest first. */
  readonly #inOrder = new Set<Waiting>()
  readonly #closes = new Set<WaitingClose>()
  #entryCount = 0

  get isEmpty(): boolean {
    return this.#byKey.size === 0
  }

  get entryCount(): number {
    return this.#entryCount
  }

  has(key: string): boolean {
    return this.#byKey.has(key)
  }

  includes(item: Waiting): boolean {
    return this.#inOrder.has(item)
  }

  keys(): readonly string[] {
    return [...this.#byKey.keys()]
  }

  lines(): Iterable<readonly [string, readonly Waiting[]]> {
    return this.#byKey
  }

  first(key: string): Waiting | undefined {
    return this.#byKey.get(key)?.[0]
  }

  /** The entries of `key` that are to be written. */
  entries(key: string): readonly SessionEntry[] {
    return this.#of(key).flatMap((item) => (item.does === 'write' ? item.entries : []))
  }

  /** What is to be taken back from `key`. */
  removals(key: string): readonly Unwanted[] {
    return this.#of(key).flatMap((item) => (item.does === 'remove' ? item.unwanted : []))
  }

  closes(): Iterable<WaitingClose> {
    return this.#closes
  }

  /** The last closing of `key` that waits. */
  closeOf(key: string): WaitingClose | undefined {
    if (this.#closes.size === 0) return undefined
    return this.#of(key).findLast((item) => item.does === 'close')
  }

  push(item: Waiting): void {
    const line = this.#byKey.get(item.key)
    if (line === undefined) this.#byKey.set(item.key, [item])
    else line.push(item)
    this.#inOrder.add(item)
    if (item.does === 'write') this.#entryCount += item.entries.length
    else if (item.does === 'close') this.#closes.add(item)
  }

  /** Takes an item out, where it still is in the line. */
  leave(item: Waiting): void {
    const line = this.#byKey.get(item.key)
    if (line === undefined || !this.#inOrder.delete(item)) return
    line.splice(line.indexOf(item), 1)
    if (line.length === 0) this.#byKey.delete(item.key)
    if (item.does === 'close') this.#closes.delete(item)
    if (item.does !== 'write') return
    this.#entryCount -= item.entries.length
    item.settle()
  }

  /** Behind the others: a key that the storage never takes must not keep them waiting. */
  moveBehind(key: string): void {
    const line = this.#byKey.get(key)
    if (line === undefined) return
    this.#byKey.delete(key)
    this.#byKey.set(key, line)
  }

  /** Gives up the entries of `key` that match. */
  drop(key: string, predicate: EntryPredicate): void {
    for (const item of [...this.#of(key)]) {
      if (item.does !== 'write' || item.entries.length === 0) continue
      const kept = item.entries.filter((entry) => !predicate(entry))
      this.#keep(item, kept)
    }
  }

  /** Gives up what is to be written in a period, and its opening. */
  dropPeriod(key: string, tenure: Tenure): void {
    for (const item of [...this.#of(key)]) if (item.does === 'write' && item.tenure === tenure) this.leave(item)
  }

  /** Gives up the oldest entry, and returns it. */
  dropOldest(): SessionEntry | undefined {
    for (const item of this.#inOrder) {
      if (item.does !== 'write') continue
      const [oldest, ...others] = item.entries
      if (oldest === undefined) continue
      this.#keep(item, others)
      return oldest
    }
    return undefined
  }

  /** These are recorded again: they are not to be taken back. */
  wantAgain(key: string, entries: readonly SessionEntry[]): void {
    for (const unwanted of this.removals(key)) for (const entry of entries) unwanted.delete(entryId(entry))
  }

  #keep(item: WaitingWrite, entries: readonly SessionEntry[]): void {
    this.#entryCount -= item.entries.length - entries.length
    item.entries = entries
    if (entries.length === 0) this.leave(item)
  }

  #of(key: string): readonly Waiting[] {
    return this.#byKey.get(key) ?? []
  }
}
