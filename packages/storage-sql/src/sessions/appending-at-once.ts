import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/database.js'
import { distinct, firstStays, type NewEntry } from './entries.js'
import { type AppendIfOpen, type FoundSession, openSessions } from './open-sessions.js'

interface KeyedEntry extends NewEntry {
  readonly session_key: string
}

/**
 * Appends to the sessions that are open, and returns those. One statement of PostgreSQL, which commits by itself and has
 * the same text for any number of entries: what a session is recorded with most waits for one answer of the server.
 *
 * Rows that another transaction holds are looked at anew once it lets go, so a session that was closed meanwhile is none.
 */
export function appendAtOnce(database: Database, jobs: readonly AppendIfOpen[]): Promise<readonly FoundSession[]> {
  const { tables, time, flavor } = database
  const entries = distinct(
    jobs.flatMap(({ key, epoch, rows }) => rows.map((row) => ({ session_id: epoch, session_key: key, ...row }))),
  )
  return database.run('append to open sessions', (db) =>
    db
      .with('opened', (part) => openSessions(database, part, jobs))
      .with('stored', (part) =>
        firstStays(
          flavor,
          part
            .insertInto(tables.entry)
            .columns(['session_id', 'connection', 'chat_id', 'message_id', 'content', 'added_at'])
            .expression((eb) =>
              eb
                .selectFrom('opened')
                .innerJoin(given(entries), (join) =>
                  join
                    .onRef('given.session_id', '=', 'opened.id')
                    .onRef('given.session_key', '=', 'opened.session_key'),
                )
                .select([
                  'given.session_id',
                  'given.connection',
                  'given.chat_id',
                  'given.message_id',
                  'given.content',
                  time.now.as('added_at'),
                ]),
            ),
        ),
      )
      .selectFrom('opened')
      .select(['id', 'session_key'])
      .execute(),
  )
}

/** Entries as a table. */
function given(entries: readonly KeyedEntry[]) {
  const array = (column: keyof KeyedEntry, type: 'bigint' | 'text'): RawBuilder<unknown> =>
    sql`cast(${entries.map((entry) => entry[column])} as ${sql.raw(type)}[])`
  const columns = {
    session_id: 'bigint',
    session_key: 'text',
    connection: 'text',
    chat_id: 'bigint',
    message_id: 'bigint',
    content: 'text',
  } as const satisfies Record<keyof KeyedEntry, string>
  const names = Object.keys(columns) as (keyof KeyedEntry)[]
  const arrays = names.map((name) => array(name, columns[name]))
  return sql<KeyedEntry>`unnest(${sql.join(arrays)})`.as<'given'>(sql.raw(`given (${names.join(', ')})`))
}
