import type { StoredSession } from '@botgen/runtime'
import type { ClassicLevel } from 'classic-level'
import sortedBtree from 'sorted-btree'
import { LevelStorageError } from './errors.js'
import { chatPrefixOf, formatKey, messageIdOf, numberKey, openedKey, openRange } from './keys.js'
import { type Message, Newest } from './newest.js'
import { type Store, under } from './store.js'
import { parsed } from './values.js'

const format = '1'

/** An open session as it is stored. */
export interface OpenRecord {
  readonly epoch: number
  /** When it was opened (Unix time in milliseconds), or what its entries do not tell: those that are gone, or came twice. */
  readonly activeAt: number
}

export interface OpenSession {
  readonly epoch: number
  /** From the first message on that it gets in this process. */
  newest: Newest | undefined
}

/**
 * What of the database is in memory too: the sessions that are open, in the order of their keys. Most chats have none,
 * and to know that costs no read.
 */
export class Memory {
  readonly #folder: string
  readonly #sessions = new sortedBtree.default<string, OpenSession>()
  /** Those that are to learn what is stored, by the beginning of the keys of what they know. */
  readonly #ignorant = new Map<Newest, string>()
  /** The last epoch or version that was given out. */
  #number = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Takes in what is stored. @throws LevelStorageError if that is not ours */
  async load(level: ClassicLevel): Promise<void> {
    await this.#assertFormat(level)
    this.#number = Math.max(this.#number, Number((await level.get(numberKey)) ?? 0))
    this.#sessions.clear()
    this.#ignorant.clear()
    for await (const [key, value] of level.iterator(openRange)) {
      this.#sessions.set(openedKey(key), { epoch: parsed<OpenRecord>(value).epoch, newest: undefined })
    }
  }

  nextNumber(): number {
    this.#number += 1
    return this.#number
  }

  session(key: string): OpenSession | undefined {
    return this.#sessions.get(key)
  }

  /**
   * Whether the message is for sure neither stored in the session nor was asked about before. To be asked about all that
   * is to be stored.
   *
   * @param key under which it is stored
   */
  isNew(session: OpenSession, message: Message, key: string): boolean {
    if (session.newest === undefined) {
      session.newest = new Newest(message)
      this.#ignorant.set(session.newest, chatPrefixOf(key))
    }
    return session.newest.isNew(message)
  }

  /** Reads what is needed to know better which messages are new. */
  async learn(store: Store): Promise<void> {
    if (this.#ignorant.size === 0) return
    await Promise.all(
      Array.from(this.#ignorant, async ([newest, prefix]) => {
        const [last] = await store.keys({ ...under(prefix), reverse: true }, 1)
        newest.learn(last === undefined ? 0 : messageIdOf(last))
        this.#ignorant.delete(newest)
      }),
    )
  }

  /** Takes in which sessions were opened, with their epochs, and which were closed, with none. */
  written(epochs: ReadonlyMap<string, number | undefined>): void {
    for (const [key, epoch] of epochs) {
      if (epoch === undefined) this.#sessions.delete(key)
      else if (this.#sessions.get(key)?.epoch !== epoch) this.#sessions.set(key, { epoch, newest: undefined })
    }
  }

  /** The open sessions whose keys begin with `chat`. */
  openSessions(chat: string): readonly StoredSession[] {
    const found: StoredSession[] = []
    for (const [key, { epoch }] of this.#sessions.entries(chat)) {
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
}
