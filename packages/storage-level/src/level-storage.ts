import type {
  ClaimAnswer,
  EntryId,
  EntryPredicate,
  SessionEntry,
  SessionStorage,
  StateStorage,
  StoredSession,
  UpdateClaim,
} from '@botgen/runtime'
import { AppendStep } from './append-step.js'
import type { Database } from './database.js'
import { LevelStorageError } from './errors.js'
import { entriesPrefix } from './keys.js'
import { LevelState } from './level-state.js'
import { assertOptions, type LevelStorageOptions } from './options.js'
import { acquire, type Lease } from './places.js'
import * as steps from './session-steps.js'
import { under } from './store.js'
import { entryOf } from './stored-entry.js'
import { claim as claiming, noteHandled } from './update-steps.js'

/**
 * Sessions, states and handled updates in a folder, for one process.
 *
 * What is written is on disk when its call resolves; each call counts as a whole or not at all. Storages that one
 * process opens on one folder share it. All methods reject with a `LevelStorageError` where the folder fails.
 *
 * @example
 * const storage = await LevelStorage.open('./data/sessions')
 * const bot = botgen(telegraf, table, { sessions: { storage, state: storage.state } })
 */
export class LevelStorage implements Required<SessionStorage> {
  /** Closed with this storage. */
  readonly state: StateStorage
  readonly #lease: Lease
  #closing: Promise<void> | undefined

  private constructor(lease: Lease) {
    this.#lease = lease
    this.state = new LevelState((work) => this.#use(work))
  }

  /**
   * Opens the storage in a folder, which is made where there is none.
   *
   * @throws (rejects with) LevelStorageError if the folder cannot be used; its `problem` and message say why
   * @throws (rejects with) RangeError if an option is none of those that there are
   */
  static async open(path: string, options: LevelStorageOptions = {}): Promise<LevelStorage> {
    if (typeof path !== 'string' || path === '') throw new RangeError('LevelStorage.open() takes the path of a folder.')
    assertOptions(options)
    return new LevelStorage(await acquire(path, options))
  }

  /** The folder, as an absolute path without links. */
  get folder(): string {
    return this.#lease.folder
  }

  add(key: string, entry: SessionEntry): Promise<void> {
    return this.addMany(key, [entry])
  }

  async addMany(key: string, entries: readonly SessionEntry[]): Promise<void> {
    await this.#use((database) => database.write(new AppendStep(key, entries)))
  }

  list(key: string): Promise<readonly SessionEntry[]> {
    return this.#use((database) => database.all(under(entriesPrefix(key)), entryOf))
  }

  count(key: string): Promise<number> {
    return this.#use(async (database) => (await database.keys(under(entriesPrefix(key)))).length)
  }

  remove(key: string, predicate: EntryPredicate): Promise<number> {
    return this.#use((database) => database.write(steps.remove(key, predicate)))
  }

  removeIds(key: string, ids: readonly EntryId[]): Promise<void> {
    return this.#use((database) => database.write(steps.removeIds(key, ids)))
  }

  clear(key: string): Promise<void> {
    return this.#use((database) => database.write(steps.clear(key)))
  }

  openSession(key: string): Promise<number> {
    return this.#use((database) => database.write(steps.open(key)))
  }

  addIfOpen(key: string, epoch: number, entries: readonly SessionEntry[]): Promise<boolean> {
    return this.#use((database) => database.write(new AppendStep(key, entries, epoch)))
  }

  /** Answers from memory. */
  openKeys(chat: string): Promise<readonly StoredSession[]> {
    return this.#use((database) => Promise.resolve(database.memory.openSessions(chat)))
  }

  closeIfIdle(key: string, epoch: number, idleSince: number): Promise<boolean> {
    return this.#use((database) => database.write(steps.closeIfIdle(key, epoch, idleSince)))
  }

  claimUpdate(claim: UpdateClaim, lease: number): Promise<ClaimAnswer> {
    return this.#use((database) => database.write(claiming(database.claims, claim, lease)))
  }

  finishUpdate(claim: UpdateClaim, outcome: 'handled' | 'failed'): Promise<void> {
    return this.#use(async (database) => {
      if (outcome === 'failed') {
        database.claims.end(claim)
        return
      }
      await database.write(noteHandled(claim))
      database.claims.endHandled(claim)
    })
  }

  /** Waits for what is being written, and lets go of the folder. May be called again. */
  close(): Promise<void> {
    this.#closing ??= this.#lease.release()
    return this.#closing
  }

  #use<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const { folder, database } = this.#lease
    if (this.#closing !== undefined) {
      return Promise.reject(
        new LevelStorageError('closed', folder, 'is closed. Open it again with LevelStorage.open().'),
      )
    }
    try {
      return work(database)
    } catch (error) {
      // Thrown by what encodes its arguments.
      const reason = error as Error
      return Promise.reject(reason)
    }
  }
}
