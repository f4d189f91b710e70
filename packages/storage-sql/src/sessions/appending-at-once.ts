import { CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely'
import { prepared } from '../connections/prepared.js'
import type { Database } from '../database/database.js'
import type { Tables } from '../database/tables.js'
import { distinct, firstStays, type NewEntry } from './entries.js'
import { type AppendIfOpen, epochsOf, type FoundSession, openSessions } from './open-sessions.js'

interface KeyedEntry extends NewEntry {
  readonly session_key: string
}

const columns = {
  session_id: 'bigint',
  session_key: 'text',
  connection: 'text',
  chat_id: 'bigint',
  message_id: 'bigint',
  content: 'text',
} as const satisfies Record<keyof KeyedEntry, string>

const names = Object.keys(columns) as (keyof KeyedEntry)[]

/** What a parameter stands for while the statement is made. */
class Slot {
  constructor(readonly of: keyof KeyedEntry | 'epochs' | 'now') {}
}

/**
 * Appends in one statement of PostgreSQL, which commits by itself and has the same text for any number of entries. It is
 * what sessions are recorded with: it waits for one answer of the server, and is made once.
 *
 * Rows that another transaction holds are looked at anew once it lets go, so a session that was closed meanwhile is none.
 */
export class AppendingAtOnce {
  readonly #database: Database
  #statement: CompiledQuery<FoundSession> | undefined

  constructor(database: Database) {
    this.#database = database
  }

  /** Appends to the sessions that are open, and returns those. */
  append(jobs: readonly AppendIfOpen[]): Promise<readonly FoundSession[]> {
    const entries = distinct(
      jobs.flatMap(({ key, epoch, rows }) => rows.map((row) => ({ session_id: epoch, session_key: key, ...row }))),
    )
    const valueOf = ({ of }: Slot): unknown => {
      if (of === 'epochs') return epochsOf(jobs)
      return of === 'now'
        ? this.#database.time.clock?.now()
        : entries.map((entry) => `${separator}${entry[of]}`).join('')
    }
    return this.#database.run('append to open sessions', async (db) => {
      this.#statement ??= this.#made(db)
      const { sql: text, parameters } = this.#statement
      const values = parameters.map((each) => (each instanceof Slot ? valueOf(each) : each))
      return (await db.executeQuery<FoundSession>(CompiledQuery.raw(text + prepared, values))).rows
    })
  }

  #made(db: Kysely<Tables>): CompiledQuery<FoundSession> {
    const { tables, time, flavor } = this.#database
    const now = time.clock === undefined ? time.now : sql<number>`cast(${new Slot('now')} as bigint)`
    return db
      .with('opened', (part) =>
        openSessions(this.#database, part, sql`id = any(cast(${new Slot('epochs')} as bigint[]))`),
      )
      .with('stored', (part) =>
        firstStays(
          flavor,
          part
            .insertInto(tables.entry)
            .columns(['session_id', 'connection', 'chat_id', 'message_id', 'content', 'added_at'])
            .expression((eb) =>
              eb
                .selectFrom('opened')
                .innerJoin(given, (join) =>
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
                  now.as('added_at'),
                ]),
            ),
        ),
      )
      .selectFrom('opened')
      .select(['id', 'session_key'])
      .compile()
  }
}

/**
 * Stands before each value of a list. No column has it, so that neither side has to quote anything, which would take longer
 * than all the rest.
 */
const separator = '\n'

const array = (name: keyof KeyedEntry): RawBuilder<unknown> =>
  sql`cast((string_to_array(cast(${new Slot(name)} as text), ${sql.lit(separator)}))[2:] as ${sql.raw(columns[name])}[])`

/** The entries as a table. */
const given = sql<KeyedEntry>`unnest(${sql.join(names.map(array))})`.as<'given'>(sql.raw(`given (${names.join(', ')})`))
