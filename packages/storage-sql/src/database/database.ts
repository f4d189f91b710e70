import { setTimeout as wait } from 'node:timers/promises'
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import { failureOf, isPassing, SqlStorageError } from './errors.js'
import { beginnings, type Flavor } from './flavor.js'
import type { TableNames, Tables } from './tables.js'
import type { DatabaseTime } from './time.js'

export interface DatabaseParts {
  readonly db: Kysely<Tables>
  readonly flavor: Flavor
  readonly tables: TableNames
  readonly time: DatabaseTime
  /** Milliseconds. */
  readonly timeout: number
}

/** The longest pause before another attempt, in milliseconds. */
const longestPause = 40

/** Runs statements: each call ends in bounded time, deadlocks and locked files are tried again until then. */
export class Database {
  readonly flavor: Flavor
  readonly tables: TableNames
  readonly time: DatabaseTime
  readonly #db: Kysely<Tables>
  readonly #timeout: number

  constructor({ db, flavor, tables, time, timeout }: DatabaseParts) {
    this.#db = db
    this.flavor = flavor
    this.tables = tables
    this.time = time
    this.#timeout = timeout
  }

  /**
   * Runs statements that need not be one step.
   *
   * @param doing what a message about its failure says, after “failed to”
   */
  async run<T>(doing: string, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    const giveUp = new AbortController()
    const late = (): SqlStorageError =>
      new SqlStorageError(`The database did not ${doing} within ${this.#timeout} ms.`, 'TIMEOUT')
    const timer = setTimeout(() => giveUp.abort(late()), this.#timeout)
    try {
      return await Promise.race([this.#attempts(work, giveUp.signal), rejection(giveUp.signal)])
    } catch (error) {
      throw failureOf(doing, error)
    } finally {
      clearTimeout(timer)
    }
  }

  /** Runs statements that write and need not be one step. Who writes to SQLite must have begun as its one writer. */
  write<T>(doing: string, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    return this.flavor === 'sqlite' ? this.transaction(doing, work) : this.run(doing, work)
  }

  /** Runs statements as one step, which has been done for good when the promise resolves. */
  transaction<T>(doing: string, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    return this.run(doing, async (db) => {
      for (const statement of beginnings[this.flavor]) await sql.raw(statement).execute(db)
      try {
        const answer = await work(db)
        await sql`commit`.execute(db)
        return answer
      } catch (error) {
        // A connection that cannot roll back is broken, and the database rolls back what was begun on it.
        await sql`rollback`.execute(db).catch(() => undefined)
        throw error
      }
    })
  }

  /** Locks the rows of a query until the transaction ends. SQLite has one writer, who needs no more. */
  locking<Name extends keyof Tables, Row>(
    query: SelectQueryBuilder<Tables, Name, Row>,
  ): SelectQueryBuilder<Tables, Name, Row> {
    return this.flavor === 'sqlite' ? query : query.forUpdate()
  }

  async #attempts<T>(work: (db: Kysely<Tables>) => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let pause = 2; ; pause = Math.min(pause * 2, longestPause)) {
      try {
        return await this.#db.connection().execute((db) => {
          // It may have come too late to a connection: then nobody waits any more.
          signal.throwIfAborted()
          return work(db)
        })
      } catch (error) {
        if (!isPassing(error) || signal.aborted) throw error
      }
      // Those that met once should not meet again.
      await wait(pause * (0.5 + Math.random()))
    }
  }
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as SqlStorageError), { once: true })
  })
}
