import type { SessionEntry } from '@botgen/runtime'
import type { Insertable, Kysely } from 'kysely'
import { Batches } from '../batches.js'
import type { Database } from '../database/database.js'
import { insertNew } from '../database/flavor.js'
import type { EntryTable, Tables } from '../database/tables.js'
import { keyOf } from '../keys.js'
import { columnText } from '../text.js'
import { type EntryRow, parts, rowOf } from './rows.js'

interface Append {
  readonly key: string
  readonly rows: readonly EntryRow[]
}

interface AppendIfOpen extends Append {
  readonly epoch: number
}

/** Rows of one statement: SQLite takes 32 766 values, PostgreSQL 65 535. */
const rowsAtOnce = 1000

/**
 * Appends entries. Calls that come while a transaction is under way share the next one.
 *
 * Who appends to a session, closes it or drops entries of it holds the lock of its row, so that entries are never left
 * without their session, nor get into another.
 */
export class Appending {
  readonly #database: Database
  readonly #appends = new Batches<Append, undefined>((jobs) => this.#append(jobs))
  readonly #appendsIfOpen = new Batches<AppendIfOpen, boolean>((jobs) => this.#appendIfOpen(jobs))

  constructor(database: Database) {
    this.#database = database
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
      await this.#insert(
        db,
        jobs.flatMap(({ key, rows }) => rows.map((row) => ({ session_id: ids.get(key) ?? 0, ...row }))),
      )
      return jobs.map(() => undefined)
    })
  }

  #appendIfOpen(jobs: readonly AppendIfOpen[]): Promise<boolean[]> {
    const { tables, time } = this.#database
    const epochs = [...new Set(jobs.map(({ epoch }) => epoch))].filter(Number.isSafeInteger)
    return this.#database.transaction('append to open sessions', async (db) => {
      const found = await this.#database
        .locking(
          db
            .selectFrom(tables.session)
            .select(['id', 'session_key'])
            .where('id', 'in', [...epochs, none])
            .where('is_open', '=', 1)
            .orderBy('id'),
        )
        .execute()
      const open = new Map(found.map(({ id, session_key }) => [Number(id), columnText(session_key)]))
      const isOpen = ({ key, epoch }: AppendIfOpen): boolean => open.get(epoch) === key
      const appending = jobs.filter((job) => job.rows.length > 0 && isOpen(job))
      if (appending.length > 0) {
        await db
          .updateTable(tables.session)
          .set({ active_at: time.now })
          .where(
            'id',
            'in',
            appending.map(({ epoch }) => epoch),
          )
          .execute()
        await this.#insert(
          db,
          appending.flatMap(({ epoch, rows }) => rows.map((row) => ({ session_id: epoch, ...row }))),
        )
      }
      return jobs.map(isOpen)
    })
  }

  async #insert(db: Kysely<Tables>, rows: readonly Insertable<EntryTable>[]): Promise<void> {
    const { tables, flavor } = this.#database
    for (const part of parts(rows, rowsAtOnce)) {
      await insertNew(flavor, db.insertInto(tables.entry).values(part)).execute()
    }
  }
}

/** An epoch that no session has. */
const none = 0
