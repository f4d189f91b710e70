import type { QueryCreator, RawBuilder, SelectQueryBuilder } from 'kysely'
import type { Database } from '../database/database.js'
import type { Tables } from '../database/tables.js'
import { columnText } from '../text.js'
import type { EntryRow } from './rows.js'

/** Entries for a session if it is open in this epoch. */
export interface AppendIfOpen {
  readonly key: string
  readonly epoch: number
  readonly rows: readonly EntryRow[]
}

/** A session as a statement finds it. */
export interface FoundSession {
  readonly id: number | string
  readonly session_key: string | Uint8Array
}

/** The epochs of calls. */
export function epochsOf(jobs: readonly AppendIfOpen[]): readonly number[] {
  return [...new Set(jobs.map(({ epoch }) => epoch))]
}

/**
 * The sessions that are open in some epochs, locked in one order, so that transactions that meet wait for each other in turn.
 *
 * @param isOneOf the condition for `id`: databases take lists of it in different ways
 */
export function openSessions(
  database: Database,
  db: Pick<QueryCreator<Tables>, 'selectFrom'>,
  isOneOf: RawBuilder<boolean>,
): SelectQueryBuilder<Tables, 'session', FoundSession> {
  return database.locking(
    db
      .selectFrom(database.tables.session)
      .select(['id', 'session_key'])
      .where(isOneOf)
      .where('is_open', '=', 1)
      .orderBy('id'),
  )
}

/** Tells the calls whose session was found. */
export function isFoundIn(found: readonly FoundSession[]): (job: AppendIfOpen) => boolean {
  const keys = new Map(found.map(({ id, session_key }) => [Number(id), columnText(session_key)]))
  return ({ key, epoch }) => keys.get(epoch) === key
}
