import type { EntryId, EntryPredicate, SessionEntry, StoredSession } from '@botgen/runtime'
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Database } from '../database/database.js'
import { SqlStorageError } from '../database/errors.js'
import type { Tables } from '../database/tables.js'
import { keyOf } from '../keys.js'
import { asciiOf, columnText, textOf } from '../text.js'
import { groupsOf, parts } from './rows.js'

/** Comes after every character of a key. */
const end = '\x7f'

/** Message ids of one statement. */
const idsAtOnce = 1000

interface Found {
  readonly sessionId: number
  readonly entry: SessionEntry
}

/** What is asked about sessions and their entries, and what drops them. */
export class Sessions {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async list(key: string): Promise<readonly SessionEntry[]> {
    return (await this.#found(key)).map(({ entry }) => entry)
  }

  async count(key: string): Promise<number> {
    const { tables } = this.#database
    const column = keyOf(key)
    const { count } = await this.#database.run('count entries', (db) =>
      db
        .selectFrom(`${tables.session} as session`)
        .innerJoin(`${tables.entry} as entry`, 'entry.session_id', 'session.id')
        .select((eb) => eb.fn.countAll<number | string>().as('count'))
        .where('session.session_key', '=', column)
        .executeTakeFirstOrThrow(),
    )
    return Number(count)
  }

  async remove(key: string, predicate: EntryPredicate): Promise<number> {
    const chosen = (await this.#found(key)).filter(({ entry }) => predicate(entry))
    const [first] = chosen
    if (first === undefined) return 0
    const ids = chosen.map(({ entry }) => entry)
    // Only of the session that was listed, should another have been opened meanwhile.
    return this.#drop(key, ids, first.sessionId)
  }

  async removeIds(key: string, ids: readonly EntryId[]): Promise<void> {
    if (ids.length > 0) await this.#drop(key, ids)
  }

  async clear(key: string): Promise<void> {
    const { tables } = this.#database
    const column = keyOf(key)
    await this.#database.transaction('clear a session', async (db) => {
      const row = await this.#database
        .locking(db.selectFrom(tables.session).select('id').where('session_key', '=', column))
        .executeTakeFirst()
      if (row !== undefined) await this.#dropSession(db, Number(row.id))
    })
  }

  async open(key: string): Promise<number> {
    const { tables, time, flavor } = this.#database
    const column = keyOf(key)
    const id = await this.#database.write('open a session', async (db) => {
      const opened = { is_open: 1, active_at: time.now }
      const insert = db.insertInto(tables.session).values({ session_key: column, ...opened })
      if (flavor !== 'mysql') {
        const upsert = insert.onConflict((conflict) => conflict.column('session_key').doUpdateSet(opened))
        return (await upsert.returning('id').executeTakeFirstOrThrow()).id
      }
      // What LAST_INSERT_ID is told is what the driver calls the id of the inserted row.
      const upsert = insert.onDuplicateKeyUpdate((eb) => ({
        id: eb.fn('last_insert_id', [eb.ref('id')]),
        ...opened,
      }))
      return (await upsert.executeTakeFirstOrThrow()).insertId
    })
    return Number(id)
  }

  async openKeys(chat: string): Promise<readonly StoredSession[]> {
    const { tables } = this.#database
    const first = asciiOf(chat)
    const rows = await this.#database.run('list open sessions', (db) =>
      db
        .selectFrom(tables.session)
        .select(['id', 'session_key'])
        .where('session_key', '>=', first)
        .where('session_key', '<', first + end)
        .where('is_open', '=', 1)
        .execute(),
    )
    return rows.map(({ id, session_key }) => ({ key: textOf(session_key), epoch: Number(id) }))
  }

  async closeIfIdle(key: string, epoch: number, idleSince: number): Promise<boolean> {
    const { tables } = this.#database
    const column = keyOf(key)
    if (!Number.isSafeInteger(epoch)) return false
    return this.#database.transaction('close a session', async (db) => {
      const row = await this.#database
        .locking(
          db
            .selectFrom(tables.session)
            .select('session_key')
            .where('id', '=', epoch)
            .where('is_open', '=', 1)
            // Infinity: whenever it was used.
            .$if(idleSince < Infinity, (query) => query.where('active_at', '<', Math.ceil(idleSince))),
        )
        .executeTakeFirst()
      if (row === undefined || columnText(row.session_key) !== column) return false
      if (idleSince < Infinity && (await this.#hasEntrySince(db, epoch, Math.ceil(idleSince)))) return false
      await this.#dropSession(db, epoch)
      return true
    })
  }

  async #found(key: string): Promise<readonly Found[]> {
    const { tables } = this.#database
    const column = keyOf(key)
    const rows = await this.#database.run('list entries', (db) =>
      db
        .selectFrom(`${tables.session} as session`)
        .innerJoin(`${tables.entry} as entry`, 'entry.session_id', 'session.id')
        .select(['entry.session_id', 'entry.content'])
        .where('session.session_key', '=', column)
        .execute(),
    )
    return rows.map(({ session_id, content }) => ({ sessionId: Number(session_id), entry: entryOf(content) }))
  }

  /** The row of the session is locked, so none is on its way. */
  async #hasEntrySince(db: Kysely<Tables>, id: number, time: number): Promise<boolean> {
    const { tables } = this.#database
    const newer = await db
      .selectFrom(tables.entry)
      .select('added_at')
      .where('session_id', '=', id)
      .where('added_at', '>=', time)
      .limit(1)
      .execute()
    return newer.length > 0
  }

  /** Drops entries, of this session where one is named, and a session that is not open and has none left. */
  async #drop(key: string, ids: readonly EntryId[], sessionId?: number): Promise<number> {
    const { tables } = this.#database
    const column = keyOf(key)
    const groups = groupsOf(ids)
    return this.#database.transaction('remove entries', async (db) => {
      const session = await this.#database
        .locking(db.selectFrom(tables.session).select(['id', 'is_open']).where('session_key', '=', column))
        .executeTakeFirst()
      const id = Number(session?.id)
      if (session === undefined || (sessionId !== undefined && id !== sessionId)) return 0
      let removed = 0
      for (const { connection, chat_id, messages } of groups) {
        for (const part of parts(messages, idsAtOnce)) {
          const isChosen = (eb: ExpressionBuilder<Tables, 'entry'>) =>
            eb.and({ session_id: id, connection, chat_id }).and('message_id', 'in', part)
          // Appending to a session makes it active, whatever becomes of the entry.
          if (session.is_open === 1) {
            const newest = db
              .selectFrom(tables.entry)
              .select((eb) => eb.fn.max<number>('added_at').as('newest'))
              .where(isChosen)
            await db
              .updateTable(tables.session)
              .set({ active_at: sql<number>`(${newest})` })
              .where('id', '=', id)
              .where('active_at', '<', sql<number>`(${newest})`)
              .execute()
          }
          const { numDeletedRows } = await db.deleteFrom(tables.entry).where(isChosen).executeTakeFirst()
          removed += Number(numDeletedRows)
        }
      }
      if (session.is_open === 0) await this.#dropIfEmpty(db, id)
      return removed
    })
  }

  async #dropIfEmpty(db: Kysely<Tables>, id: number): Promise<void> {
    const { tables } = this.#database
    const left = await db.selectFrom(tables.entry).select('chat_id').where('session_id', '=', id).limit(1).execute()
    if (left.length === 0) await db.deleteFrom(tables.session).where('id', '=', id).execute()
  }

  /** The row of the session is locked. */
  async #dropSession(db: Kysely<Tables>, id: number): Promise<void> {
    const { tables } = this.#database
    await db.deleteFrom(tables.entry).where('session_id', '=', id).execute()
    await db.deleteFrom(tables.session).where('id', '=', id).execute()
  }
}

function entryOf(content: string): SessionEntry {
  try {
    // As `rowOf` wrote it.
    return JSON.parse(content) as SessionEntry
  } catch {
    throw new SqlStorageError('An entry in the database is no JSON: was it changed by hand?')
  }
}
