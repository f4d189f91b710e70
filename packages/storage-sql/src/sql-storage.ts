import { setTimeout as wait } from 'node:timers/promises'
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
import { Kysely, sql } from 'kysely'
import { mysqlDialect } from './connections/mysql.js'
import { postgresDialect } from './connections/postgres.js'
import { sqliteDialect } from './connections/sqlite.js'
import { Database } from './database/database.js'
import { SqlStorageError } from './database/errors.js'
import { flavorOf } from './database/flavor.js'
import { type Tables, tableNames } from './database/tables.js'
import { databaseTime } from './database/time.js'
import { assertMigrated, migrate } from './migrations/migrate.js'
import type { SqlStorageConnection, SqlStorageOptions } from './options.js'
import { Appending } from './sessions/appending.js'
import { Sessions } from './sessions/sessions.js'
import { SqlState } from './state/state.js'
import { Sweeping } from './sweeping.js'
import { Claims } from './updates/claims.js'

const defaultTimeout = 5000

/**
 * Keeps sessions, handled updates and state in a database that all processes of a bot share.
 *
 * @example
 * const storage = await SqlStorage.postgres(process.env.DATABASE_URL)
 * botgen(bot, table, { sessions: { storage, state: storage.state } })
 */
export class SqlStorage implements SessionStorage {
  /** Pending inputs, wizard steps and rate limits, in the same database. */
  readonly state: StateStorage
  readonly #appending: Appending
  readonly #sessions: Sessions
  readonly #claims: Claims
  readonly #sweeping: Sweeping
  readonly #letGo: () => Promise<void>
  readonly #timeout: number
  #closed: Promise<void> | undefined

  private constructor(database: Database, options: SqlStorageOptions, letGo: () => Promise<void>) {
    this.#appending = new Appending(database)
    this.#sessions = new Sessions(database)
    this.#claims = new Claims(database)
    this.#sweeping = new Sweeping(database, options.clock ?? Date)
    this.state = new SqlState(database, () => this.#sweeping.remind())
    this.#letGo = letGo
    this.#timeout = options.timeout ?? defaultTimeout
  }

  /**
   * Makes or updates the tables, unless told otherwise, and returns the storage.
   *
   * @throws SqlStorageError where the database cannot be used, or its tables are those of another version
   */
  static async open(options: SqlStorageConnection & SqlStorageOptions): Promise<SqlStorage> {
    const { prefix = 'botgen_', schema, timeout = defaultTimeout, clock } = options
    const tables = tableNames(prefix)
    const isOwn = 'dialect' in options
    const given: Kysely<Tables> = isOwn ? new Kysely<Tables>({ dialect: options.dialect }) : options.kysely
    // Plugins of the user's, such as one for camel case, would rename what is told here.
    const plain = given.withoutPlugins()
    const letGo = async (): Promise<void> => {
      if (isOwn) await given.destroy()
    }
    try {
      const flavor = flavorOf(plain)
      if (schema !== undefined && flavor !== 'postgres') throw new SqlStorageError('Only PostgreSQL has schemas.')
      const db = schema === undefined ? plain : plain.withSchema(schema)
      const database = new Database({ db, flavor, tables, time: databaseTime(flavor, clock), timeout })
      if (flavor === 'mysql') await assertBackslashes(database)
      await (options.migrate === false ? assertMigrated(database) : migrate({ database, db: plain, prefix, schema }))
      return new SqlStorage(database, options, letGo)
    } catch (error) {
      await letGo().catch(() => undefined)
      throw error
    }
  }

  /**
   * Opens a storage in PostgreSQL, with a pool of its own. Needs `pg`.
   *
   * @param url as in `postgres://user:password@host:5432/database`
   * @throws SqlStorageError as `open` does
   */
  static async postgres(url: string, options: SqlStorageOptions = {}): Promise<SqlStorage> {
    return SqlStorage.open({ ...options, dialect: await postgresDialect(url, options.timeout ?? defaultTimeout) })
  }

  /**
   * Opens a storage in MySQL or MariaDB, with a pool of its own. Needs `mysql2`.
   *
   * @param url as in `mysql://user:password@host:3306/database`
   * @throws SqlStorageError as `open` does
   */
  static async mysql(url: string, options: SqlStorageOptions = {}): Promise<SqlStorage> {
    return SqlStorage.open({ ...options, dialect: await mysqlDialect(url, options.timeout ?? defaultTimeout) })
  }

  /**
   * Opens a storage in a file of SQLite. Needs `libsql`.
   *
   * @throws SqlStorageError as `open` does
   */
  static async sqlite(file: string, options: SqlStorageOptions = {}): Promise<SqlStorage> {
    return SqlStorage.open({ ...options, dialect: await sqliteDialect(file) })
  }

  add(key: string, entry: SessionEntry): Promise<void> {
    return this.#appending.add(key, [entry])
  }

  addMany(key: string, entries: readonly SessionEntry[]): Promise<void> {
    return this.#appending.add(key, entries)
  }

  list(key: string): Promise<readonly SessionEntry[]> {
    return this.#sessions.list(key)
  }

  count(key: string): Promise<number> {
    return this.#sessions.count(key)
  }

  remove(key: string, predicate: EntryPredicate): Promise<number> {
    return this.#sessions.remove(key, predicate)
  }

  removeIds(key: string, ids: readonly EntryId[]): Promise<void> {
    return this.#sessions.removeIds(key, ids)
  }

  clear(key: string): Promise<void> {
    return this.#sessions.clear(key)
  }

  openSession(key: string): Promise<number> {
    return this.#sessions.open(key)
  }

  addIfOpen(key: string, epoch: number, entries: readonly SessionEntry[]): Promise<boolean> {
    return this.#appending.addIfOpen(key, epoch, entries)
  }

  openKeys(chat: string): Promise<readonly StoredSession[]> {
    return this.#sessions.openKeys(chat)
  }

  closeIfIdle(key: string, epoch: number, idleSince: number): Promise<boolean> {
    return this.#sessions.closeIfIdle(key, epoch, idleSince)
  }

  claimUpdate(claim: UpdateClaim, lease: number): Promise<ClaimAnswer> {
    return this.#claims.claim(claim, lease)
  }

  async finishUpdate(claim: UpdateClaim, outcome: 'handled' | 'failed'): Promise<void> {
    await this.#claims.finish(claim, outcome)
    this.#sweeping.remind()
  }

  /** Waits for what is being stored and lets go of the connections, except those of a Kysely instance of yours. */
  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    await Promise.all([this.#appending.settled(), this.#sweeping.settled()])
    // Some drivers wait for connections that no longer answer.
    await Promise.race([this.#letGo(), wait(this.#timeout, undefined, { ref: false })])
  }
}

/** @throws SqlStorageError where a backslash in a text stands for itself, which drivers do not reckon with */
async function assertBackslashes(database: Database): Promise<void> {
  const { rows } = await database.run('say how it reads texts', (db) =>
    sql<{ mode: string }>`select @@sql_mode as mode`.execute(db),
  )
  if (rows[0]?.mode.includes('NO_BACKSLASH_ESCAPES') !== true) return
  throw new SqlStorageError(
    'The sql_mode of the server has NO_BACKSLASH_ESCAPES, with which the driver cannot quote texts safely: take it out for these connections.',
  )
}
