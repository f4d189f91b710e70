import { randomInt } from 'node:crypto'
import type { SetStateOptions, StateStorage, StateValue } from '@botgen/runtime'
import type { Insertable } from 'kysely'
import type { Database } from '../database/database.js'
import { SqlStorageError } from '../database/errors.js'
import { insertNew } from '../database/flavor.js'
import type { StateTable } from '../database/tables.js'
import { keyOf } from '../keys.js'
import { jsonOf } from '../text.js'

/** Values of all processes. */
export class SqlState implements StateStorage {
  readonly #database: Database
  readonly #onWrite: () => void

  /** @param onWrite called after each value that is set */
  constructor(database: Database, onWrite: () => void) {
    this.#database = database
    this.#onWrite = onWrite
  }

  async get(key: string): Promise<StateValue | undefined> {
    const { tables, time } = this.#database
    const column = keyOf(key)
    const row = await this.#database.run('get a value', (db) =>
      db
        .selectFrom(tables.state)
        .select(['content', 'version'])
        .where('state_key', '=', column)
        .where('gone_at', '>', time.now)
        .executeTakeFirst(),
    )
    return row && { value: valueOf(row.content), version: Number(row.version) }
  }

  async set(key: string, value: unknown, { ttl = Infinity, ifVersion }: SetStateOptions = {}) {
    const set: Setting = {
      state_key: keyOf(key),
      content: jsonOf(value ?? null),
      // Of what is drawn from 2^48 numbers none comes back while somebody waits to compare it, also after a delete.
      version: randomInt(1, 2 ** 48 - 1),
      ttl,
    }
    const isSet = await this.#set(set, ifVersion)
    if (isSet) this.#onWrite()
    return isSet ? set.version : undefined
  }

  async delete(key: string): Promise<void> {
    const { tables } = this.#database
    const column = keyOf(key)
    await this.#database.write('delete a value', (db) =>
      db.deleteFrom(tables.state).where('state_key', '=', column).execute(),
    )
  }

  #set(set: Setting, ifVersion: number | undefined): Promise<boolean> {
    if (ifVersion === undefined) return this.#overwrite(set)
    if (ifVersion === 0) return this.#create(set)
    return Number.isSafeInteger(ifVersion) ? this.#swap(set, ifVersion) : Promise.resolve(false)
  }

  async #overwrite({ state_key, ttl, ...columns }: Setting): Promise<boolean> {
    const { tables, time, flavor } = this.#database
    await this.#database.write('set a value', (db) => {
      const set = { ...columns, gone_at: time.after(ttl) }
      const insert = db.insertInto(tables.state).values({ state_key, ...set })
      return (
        flavor === 'mysql'
          ? insert.onDuplicateKeyUpdate(set)
          : insert.onConflict((conflict) => conflict.column('state_key').doUpdateSet(set))
      ).execute()
    })
    return true
  }

  /** One statement either finds a value that is gone or none at all; whoever comes first has set it. */
  #create({ state_key, ttl, ...columns }: Setting): Promise<boolean> {
    const { tables, time, flavor } = this.#database
    return this.#database.write('set a value', async (db) => {
      const set = { ...columns, gone_at: time.after(ttl) }
      const { numUpdatedRows } = await db
        .updateTable(tables.state)
        .set(set)
        .where('state_key', '=', state_key)
        .where('gone_at', '<=', time.now)
        .executeTakeFirst()
      if (numUpdatedRows > 0n) return true
      const insert = db.insertInto(tables.state).values({ state_key, ...set })
      const { numInsertedOrUpdatedRows } = await insertNew(flavor, insert).executeTakeFirst()
      return Number(numInsertedOrUpdatedRows) > 0
    })
  }

  #swap({ state_key, ttl, ...columns }: Setting, version: number): Promise<boolean> {
    const { tables, time } = this.#database
    return this.#database.write('set a value', async (db) => {
      const { numUpdatedRows } = await db
        .updateTable(tables.state)
        .set({ ...columns, gone_at: time.after(ttl) })
        .where('state_key', '=', state_key)
        .where('version', '=', version)
        .where('gone_at', '>', time.now)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    })
  }
}

interface Setting extends Omit<Insertable<StateTable>, 'gone_at'> {
  /** Milliseconds. */
  readonly ttl: number
}

function valueOf(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    throw new SqlStorageError('A value in the database is no JSON: was it changed by hand?')
  }
}
