import type { StoredSession } from '@botgen/runtime'
import type { ClassicLevel } from 'classic-level'
import sortedBtree from 'sorted-btree'
import { LevelStorageError } from './errors.js'
import { formatKey, numberKey, openedKey, openPrefix, openRange } from './keys.js'
import type { Operation } from './store.js'
import { parsed } from './values.js'

const format = '1'

/** An open session as it is stored. */
export interface OpenRecord {
  readonly epoch: number
  /** When it was last opened or appended to (Unix time in milliseconds). */
  readonly activeAt: number
}

/**
 * What of the database is in memory too: the sessions that are open, in the order of their keys. Most chats have none,
 * and to know that costs no read.
 */
export class Memory {
  readonly #folder: string
  readonly #epochs = new sortedBtree.default<string, number>()
  /** The last epoch or version that was given out. */
  #number = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Takes in what is stored. @throws LevelStorageError if that is not ours */
  async load(level: ClassicLevel): Promise<void> {
    await this.#assertFormat(level)
    this.#number = Math.max(this.#number, Number((await level.get(numberKey)) ?? 0))
    this.#epochs.clear()
    for await (const [key, value] of level.iterator(openRange)) this.#open(key, value)
  }

  nextNumber(): number {
    this.#number += 1
    return this.#number
  }

  written(operations: readonly Operation[]): void {
    for (const operation of operations) {
      if (!operation.key.startsWith(openPrefix)) continue
      if (operation.type === 'put') this.#open(operation.key, operation.value)
      else this.#epochs.delete(openedKey(operation.key))
    }
  }

  /** The open sessions whose keys begin with `chat`. */
  openSessions(chat: string): readonly StoredSession[] {
    const found: StoredSession[] = []
    for (const [key, epoch] of this.#epochs.entries(chat)) {
      if (!key.startsWith(chat)) break
      found.push({ key, epoch })
    }
    return found
  }

  async #assertFormat(level: ClassicLevel): Promise<void> {
    const found = await level.get(formatKey)
    if (found === format) return
    if (found !== undefined) {
      throw new LevelStorageError(
        'other format',
        this.#folder,
        `is written in format ${found}, and this version of @botgen/storage-level knows format ${format} only. ` +
          'Install the version that wrote it, or give another folder.',
      )
    }
    const [other] = await level.keys({ limit: 1 }).all()
    if (other !== undefined) {
      throw new LevelStorageError(
        'other format',
        this.#folder,
        'is a database of something other than @botgen/storage-level. Give another folder.',
      )
    }
    await level.put(formatKey, format, { sync: true })
  }

  #open(stored: string, value: string): void {
    this.#epochs.set(openedKey(stored), parsed<OpenRecord>(value).epoch)
  }
}
