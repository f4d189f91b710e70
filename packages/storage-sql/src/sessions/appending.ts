import type { SessionEntry } from '@botgen/runtime'
import { sql } from 'kysely'
import { Batches } from '../batches.js'
import type { Database } from '../database/database.js'
import { keyOf } from '../keys.js'
import { columnText } from '../text.js'
import { AppendingAtOnce } from './appending-at-once.js'
import { insertEntries } from './entries.js'
import { type AppendIfOpen, type FoundSession, epochsOf, isFoundIn, openSessions } from './open-sessions.js'
import { type EntryRow, rowOf } from './rows.js'

interface Append {
  readonly key: string
  readonly rows: readonly EntryRow[]
}

/** An epoch that no session has. */
const none = 0

/**
 * Appends entries. Calls that come while a transaction is under way share the next one.
 *
 * Who appends to a session, closes it or drops entries of it holds the lock of its row, so that entries are never left
 * without their session, nor get into another.
 */
export class Appending {
  readonly #database: Database
  readonly #atOnce: AppendingAtOnce
  readonly #appends = new Batches<Append, undefined>((jobs) => this.#append(jobs))
  readonly #appendsIfOpen = new Batches<AppendIfOpen, boolean>((jobs) => this.#appendIfOpen(jobs))

  constructor(database: Database) {
    this.#database = database
    this.#atOnce = new AppendingAtOnce(database)
  }

  async add(key: string, entries: readonly SessionEntry[]): Promise<void> {
    const job = { key: keyOf(key), rows: entries.map(rowOf) }
    if (entries.length > 0) await this.#appends.add(job)
  }

  async addIfOpen(key: string, epoch: number, entries: readonly SessionEntry[]): Promise<boolean> {
    return this.#appendsIfOpen.add({ key: keyOf(key), epoch, rows: entries.map(rowOf) })
  }

  /** Waits for the calls that are under way. Never rejects. */
  async settled(): Promise<void> {
    await Promise.all([this.#appends.settled(), this.#appendsIfOpen.settled()])
  }

  #append(jobs: readonly Append[]): Promise<undefined[]> {
    const { tables, time, flavor } = this.#database
    // Sorted, so that transactions that meet take their locks in one order.
    const keys = [...new Set(jobs.map(({ key }) => key))].sort()
    return this.#database.transaction('append to sessions', async (db) => {
      const active_at = time.now
      const insert = db
        .insertInto(tables.session)
        .values(keys.map((session_key) => ({ session_key, is_open: 0, active_at })))
      await (flavor === 'mysql'
        ? insert.onDuplicateKeyUpdate({ active_at })
        : insert.onConflict((conflict) => conflict.column('session_key').doUpdateSet({ active_at }))
      ).execute()
      const found = await db
        .selectFrom(tables.session)
        .select(['id', 'session_key'])
        .where('session_key', 'in', keys)
        .execute()
      const ids = new Map(found.map(({ id, session_key }) => [columnText(session_key), Number(id)]))
      await insertEntries(
        this.#database,
        db,
        jobs.flatMap(({ key, rows }) => rows.map((row) => ({ session_id: ids.get(key) ?? 0, ...row }))),
      )
      return jobs.map(() => undefined)
    })
  }

  async #appendIfOpen(jobs: readonly AppendIfOpen[]): Promise<boolean[]> {
    // No session has another epoch, and databases do not take every number.
    const possible = jobs.filter(({ epoch }) => Number.isSafeInteger(epoch))
    const found = await (this.#database.flavor === 'postgres'
      ? this.#atOnce.append(possible)
      : this.#appendInSteps(possible))
    return jobs.map(isFoundIn(found))
  }

  #appendInSteps(jobs: readonly AppendIfOpen[]): Promise<readonly FoundSession[]> {
    return this.#database.transaction('append to open sessions', async (db) => {
      const found = await openSessions(
        this.#database,
        db,
        sql`id in (${sql.join([...epochsOf(jobs), none])})`,
      ).execute()
      const appended = jobs
        .filter(isFoundIn(found))
        .flatMap(({ epoch, rows }) => rows.map((row) => ({ session_id: epoch, ...row })))
      await insertEntries(this.#database, db, appended)
      return found
    })
  }
}
