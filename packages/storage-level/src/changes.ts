import { numberKey, openKey } from './keys.js'
import type { Memory, OpenRecord } from './memory.js'
import type { Change, Pair } from './store.js'

/** What a batch has read before its steps run. */
export interface Found {
  readonly values: ReadonlyMap<string, string | undefined>
  /** By the beginning of their keys. */
  readonly pairs: ReadonlyMap<string, readonly Pair[]>
}

/** The database as the steps of one batch see it, one after another: each finds what those before it have changed. */
export class Changes {
  readonly #found: Found
  readonly #memory: Memory
  /** When the batch began (Unix time in milliseconds). */
  readonly now: number
  readonly #all: Change[] = []
  readonly #last = new Map<string, string | undefined>()
  /** How many of all are taken in there: most batches only append, and never ask. */
  #indexed = 0
  readonly #epochs = new Map<string, number | undefined>()

  constructor(found: Found, memory: Memory, now: number) {
    this.#found = found
    this.#memory = memory
    this.now = now
  }

  /** In the order in which they were made. */
  get all(): readonly Change[] {
    return this.#all
  }

  /** The sessions that were opened, with their epochs, and those that were closed, with none. */
  get epochs(): ReadonlyMap<string, number | undefined> {
    return this.#epochs
  }

  /** @param key one that the step has asked for */
  get(key: string): string | undefined {
    for (const changed of [this.#lastOfKeys(), this.#found.values]) if (changed.has(key)) return changed.get(key)
    throw new RangeError(`'${key}' was not asked for.`)
  }

  /** What begins with `prefix`, for which the step has asked. */
  pairs(prefix: string): readonly Pair[] {
    const pairs = new Map(this.#found.pairs.get(prefix))
    for (const [key, value] of this.#lastOfKeys()) {
      if (!key.startsWith(prefix)) continue
      if (value === undefined) pairs.delete(key)
      else pairs.set(key, value)
    }
    return [...pairs]
  }

  /**
   * That of the session if it is open. Needs not be asked for.
   *
   * @param before the session as it was in memory when the batch began
   */
  epochOf(session: string, before = this.#memory.session(session)): number | undefined {
    return this.#epochs.has(session) ? this.#epochs.get(session) : before?.epoch
  }

  put(key: string, value: string): void {
    this.#all.push([key, value])
  }

  delete(key: string): void {
    this.#all.push([key, undefined])
  }

  putOpen(session: string, record: OpenRecord): void {
    this.put(openKey(session), JSON.stringify(record))
    this.#epochs.set(session, record.epoch)
  }

  deleteOpen(session: string): void {
    this.delete(openKey(session))
    this.#epochs.set(session, undefined)
  }

  /** A number that none was before. */
  newNumber(): number {
    const number = this.#memory.nextNumber()
    this.put(numberKey, String(number))
    return number
  }

  #lastOfKeys(): ReadonlyMap<string, string | undefined> {
    for (; this.#indexed < this.#all.length; this.#indexed += 1) {
      const change = this.#all[this.#indexed]
      if (change !== undefined) this.#last.set(...change)
    }
    return this.#last
  }
}
