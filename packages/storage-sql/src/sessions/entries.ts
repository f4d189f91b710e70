import type { InsertQueryBuilder, InsertResult, Kysely } from 'kysely'
import type { Database } from '../database/database.js'
import type { Flavor } from '../database/flavor.js'
import type { Tables } from '../database/tables.js'
import { type EntryRow, parts } from './rows.js'

/** An entry and the session that it is for. */
export interface NewEntry extends EntryRow {
  readonly session_id: number
}

/** Rows of one statement: SQLite takes 32 766 values, PostgreSQL 65 535. */
const rowsAtOnce = 1000

/** Stores entries in sessions whose rows are locked. */
export async function insertEntries(
  { tables, time, flavor }: Database,
  db: Kysely<Tables>,
  entries: readonly NewEntry[],
): Promise<void> {
  const added_at = time.now
  for (const part of parts(distinct(entries), rowsAtOnce)) {
    const rows = part.map((entry) => ({ ...entry, added_at }))
    await firstStays(flavor, db.insertInto(tables.entry).values(rows)).execute()
  }
}

/** The first entry of each message: a statement of PostgreSQL does not meet a row twice. */
export function distinct<Entry extends NewEntry>(entries: readonly Entry[]): readonly Entry[] {
  const firsts = new Map<string, Entry>()
  for (const entry of entries) {
    const message = `${entry.session_id} ${entry.chat_id} ${entry.message_id} ${entry.connection}`
    if (!firsts.has(message)) firsts.set(message, entry)
  }
  return [...firsts.values()]
}

/** Of a message that is there already nothing changes but the time. */
export function firstStays(
  flavor: Flavor,
  insert: InsertQueryBuilder<Tables, 'entry', InsertResult>,
): InsertQueryBuilder<Tables, 'entry', InsertResult> {
  return flavor === 'mysql'
    ? insert.onDuplicateKeyUpdate((eb) => ({ added_at: eb.fn('values', [eb.ref('added_at')]) }))
    : insert.onConflict((conflict) =>
        conflict
          .columns(['session_id', 'connection', 'chat_id', 'message_id'])
          .doUpdateSet((eb) => ({ added_at: eb.ref('excluded.added_at') })),
      )
}
