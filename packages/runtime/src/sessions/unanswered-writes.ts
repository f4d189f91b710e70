import { entryId, type EntryPredicate, type SessionEntry } from './entry.js'
import type { Tenure } from './tenure.js'

/** Entries that are to leave the storage, by id. */
export type Unwanted = Map<string, SessionEntry>

/** A write that the storage has not answered, though its caller may have given it up: it may be carried out yet. */
export class UnansweredWrite {
  readonly entries: readonly SessionEntry[]
  readonly tenure: Tenure
  #unwanted: Unwanted | undefined

  constructor(entries: readonly SessionEntry[], tenure: Tenure) {
    this.entries = entries
    this.tenure = tenure
  }

  /** What was dropped since the write began: it has to be taken back when the write is carried out. */
  get unwanted(): Unwanted | undefined {
    return this.#unwanted
  }

  /** Its entries without those that were dropped since. */
  get wanted(): readonly SessionEntry[] {
    const unwanted = this.#unwanted
    return unwanted === undefined ? this.entries : this.entries.filter((entry) => !unwanted.has(entryId(entry)))
  }

  /** These are recorded again. */
  wantAgain(entries: readonly SessionEntry[]): void {
    if (this.#unwanted !== undefined) for (const entry of entries) this.#unwanted.delete(entryId(entry))
  }

  drop(predicate: EntryPredicate): void {
    for (const entry of this.entries) if (predicate(entry)) (this.#unwanted ??= new Map()).set(entryId(entry), entry)
  }
}

const none: readonly UnansweredWrite[] = []

/** The writes that the storage has not answered, by key. */
export class UnansweredWrites {
  readonly #byKey = new Map<string, Set<UnansweredWrite>>()

  begin(key: string, entries: readonly SessionEntry[], tenure: Tenure): UnansweredWrite {
    const write = new UnansweredWrite(entries, tenure)
    const writes = this.#byKey.get(key)
    if (writes === undefined) this.#byKey.set(key, new Set([write]))
    else writes.add(write)
    return write
  }

  end(key: string, write: UnansweredWrite): void {
    const writes = this.#byKey.get(key)
    writes?.delete(write)
    if (writes?.size === 0) this.#byKey.delete(key)
  }

  of(key: string): Iterable<UnansweredWrite> {
    return (this.#byKey.size === 0 ? undefined : this.#byKey.get(key)) ?? none
  }

  /** Those whose periods have ended, with their keys. */
  *ended(): Iterable<readonly [string, Tenure]> {
    for (const [key, writes] of this.#byKey) {
      for (const { tenure } of writes) if (tenure.state === 'ended') yield [key, tenure]
    }
  }
}
