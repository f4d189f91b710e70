import { readdir } from 'node:fs/promises'
import { ClassicLevel } from 'classic-level'
import { corrupted, explain } from './errors.js'
import type { Durability } from './options.js'

/** The keys from `gte` up to, not including, `lt`. */
export interface Range {
  readonly gte: string
  readonly lt: string
  /** Begins with the last one. */
  readonly reverse?: boolean
}

export type Pair = readonly [key: string, value: string]

/** What is to be under a key; `undefined` deletes what was. */
export type Change = readonly [key: string, value: string | undefined]

export interface StoreOptions {
  readonly durability: Durability
  /** Called when the database was opened, also when it was opened anew, before anything else is read or written. */
  readonly onOpen: (level: ClassicLevel) => Promise<void>
}

/** How the keys go on that begin with `prefix`, which ends in U+0000. */
export function under(prefix: string): Range {
  return { gte: prefix, lt: `${prefix.slice(0, -1)}\u0001` }
}

/**
 * The database in a folder. Everything that fails does so with a `LevelStorageError`.
 *
 * After a write that failed nobody knows how much of it is in the log, and a record behind half a record would be lost
 * with the next crash: so the database is opened anew before the next write, which begins a new log.
 */
export class Store {
  readonly folder: string
  readonly #options: StoreOptions
  #level: ClassicLevel | undefined
  #isSound = true
  #mending: Promise<void> | undefined
  readonly #reads = new Set<Promise<unknown>>()

  private constructor(folder: string, options: StoreOptions) {
    this.folder = folder
    this.#options = options
  }

  /** Opens the database, made where there is none. */
  static async open(folder: string, options: StoreOptions): Promise<Store> {
    const store = new Store(folder, options)
    await store.#open()
    return store
  }

  getMany(keys: readonly string[]): Promise<(string | undefined)[]> {
    return this.#read((level) => level.getMany([...keys]))
  }

  /** In the order of their keys; all of one moment. */
  pairs(range: Range): Promise<Pair[]> {
    return this.#read((level) => level.iterator(range).all())
  }

  keys(range: Range, limit = -1): Promise<string[]> {
    return this.#read((level) => level.keys({ ...range, limit }).all())
  }

  /** Writes all or none. One call at a time. */
  async write(changes: readonly Change[]): Promise<void> {
    try {
      const level = await this.#sound()
      // Costs less than an array of operations.
      const batch = level.batch()
      for (const [key, value] of changes) {
        if (value === undefined) batch.del(key)
        else batch.put(key, value)
      }
      await batch.write({ sync: this.#options.durability === 'power' })
    } catch (error) {
      this.#isSound = false
      throw explain(error, this.folder)
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#mending])
    await this.#letGo()
  }

  async #read<T>(from: (level: ClassicLevel) => Promise<T>): Promise<T> {
    try {
      // A write that failed spoils no reads; only where it could not be opened anew is there nothing to read from.
      const level = this.#level !== undefined && this.#mending === undefined ? this.#level : await this.#sound()
      const reading = from(level)
      this.#reads.add(reading)
      try {
        return await reading
      } finally {
        this.#reads.delete(reading)
      }
    } catch (error) {
      throw explain(error, this.folder)
    }
  }

  /** The database, opened anew where that is needed. */
  async #sound(): Promise<ClassicLevel> {
    if (!this.#isSound || this.#mending !== undefined) {
      this.#mending ??= this.#mend().finally(() => (this.#mending = undefined))
      await this.#mending
    }
    if (this.#level === undefined) throw new Error('the database is not open')
    return this.#level
  }

  async #mend(): Promise<void> {
    await this.#letGo()
    await this.#open()
    this.#isSound = true
  }

  async #open(): Promise<void> {
    try {
      await assertListed(this.folder)
      const level = new ClassicLevel(this.folder)
      await level.open()
      try {
        await this.#options.onOpen(level)
      } catch (error) {
        await level.close()
        throw error
      }
      this.#level = level
    } catch (error) {
      throw explain(error, this.folder)
    }
  }

  async #letGo(): Promise<void> {
    const level = this.#level
    this.#level = undefined
    await Promise.allSettled(this.#reads)
    await level?.close()
  }
}

/** A database without the file that says what belongs to it would be taken for a new one, and its other files deleted. */
async function assertListed(folder: string): Promise<void> {
  const names = await readdir(folder)
  if (names.includes('CURRENT')) return
  const left = names.find((name) => /^(MANIFEST-\d+|\d+\.(ldb|sst|log))$/.test(name))
  if (left !== undefined) throw corrupted(folder, `${left} is there, but the file CURRENT is missing`)
}
