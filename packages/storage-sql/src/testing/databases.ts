import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from '@jest/globals'
import { CompiledQuery, type Dialect, Kysely, MysqlDialect, PostgresDialect } from 'kysely'
import mysql from 'mysql2'
import pg from 'pg'
import { sqliteDialect } from '../connections/sqlite.js'
import type { Tables } from '../database/tables.js'
import type { SqlStorageOptions } from '../options.js'
import { SqlStorage } from '../sql-storage.js'

/** A place for tables that nobody else uses. */
export interface TestPlace {
  /** One pool of connections for all storages and the test, in the schema of the tables. */
  readonly db: Kysely<Tables>
  readonly schema?: string
  /** What another process opens the same tables by. */
  readonly target: ProcessTarget
  open(options?: SqlStorageOptions): Promise<SqlStorage>
  drop(): Promise<void>
}

/** The arguments of `SqlStorage.postgres`, `mysql` and `sqlite`. */
export type ProcessTarget = readonly ['postgres' | 'mysql' | 'sqlite', string, SqlStorageOptions]

export interface TestDatabase {
  readonly name: string
  /** Whether it answers. SQLite always does. */
  isThere(): Promise<boolean>
  /** @param log told of each statement; then all storages share one connection or pool */
  place(log?: (query: CompiledQuery) => void): Promise<TestPlace>
}

export const randomName = (): string => `botgen_test_${randomBytes(6).toString('hex')}`

export const postgresUrl = process.env.DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/test'
const mysqlUrl = process.env.MARIADB_URL ?? 'mysql://root@127.0.0.1:3306'

type Log = (query: CompiledQuery) => void

function kyselyOf(dialect: Dialect, log: Log = () => {}): Kysely<Tables> {
  return new Kysely<Tables>({ dialect, log: ({ query }) => log(query) })
}

export function postgresKysely(log?: Log): Kysely<Tables> {
  // What these tests write need not outlive a loss of power.
  const pool = new pg.Pool({ connectionString: postgresUrl, options: '-c synchronous_commit=off' })
  return kyselyOf(new PostgresDialect({ pool }), log)
}

const mysqlKysely = (url: string, log?: Log): Kysely<Tables> =>
  kyselyOf(new MysqlDialect({ pool: mysql.createPool(url) }), log)

const execute = (db: Kysely<Tables>, statement: string): Promise<unknown> =>
  db.executeQuery(CompiledQuery.raw(statement))

const answers = async (db: Kysely<Tables>): Promise<boolean> => {
  try {
    await execute(db, 'select 1')
    return true
  } catch {
    return false
  } finally {
    await db.destroy()
  }
}

const postgres = {
  name: 'PostgreSQL',
  isThere: () => answers(postgresKysely()),
  place: (log?: Log) => {
    const [schema, kysely] = [randomName(), postgresKysely(log)]
    return Promise.resolve({
      db: kysely.withSchema(schema),
      schema,
      target: ['postgres', postgresUrl, { schema }],
      open: (options?: SqlStorageOptions) => SqlStorage.open({ kysely, schema, ...options }),
      drop: async () => {
        await execute(kysely, `drop schema if exists ${schema} cascade`)
        await kysely.destroy()
      },
    })
  },
} satisfies TestDatabase

const mariadb: TestDatabase = {
  name: 'MariaDB',
  isThere: () => answers(mysqlKysely(mysqlUrl)),
  place: async (log) => {
    const [name, server, url] = [randomName(), mysqlKysely(mysqlUrl), new URL(mysqlUrl)]
    await execute(server, `create database ${name}`)
    await server.destroy()
    url.pathname = `/${name}`
    const kysely = mysqlKysely(url.href, log)
    return {
      db: kysely,
      target: ['mysql', url.href, {}],
      open: (options) => SqlStorage.open({ kysely, ...options }),
      drop: async () => {
        await execute(kysely, `drop database ${name}`)
        await kysely.destroy()
      },
    }
  },
}

const sqlite: TestDatabase = {
  name: 'SQLite',
  isThere: () => Promise.resolve(true),
  place: async (log) => {
    const folder = await mkdtemp(join(tmpdir(), 'botgen-sql-'))
    const file = join(folder, 'bot.sqlite')
    const db = kyselyOf(await sqliteDialect(file), log)
    return {
      db,
      target: ['sqlite', file, {}],
      // A connection each, as processes have: there is no pool of them.
      open: (options) =>
        log === undefined ? SqlStorage.sqlite(file, options) : SqlStorage.open({ kysely: db, ...options }),
      drop: async () => {
        await db.destroy()
        await rm(folder, { recursive: true })
      },
    }
  },
}

export const databases = { postgres, mariadb, sqlite } as const

/**
 * Declares the tests of a database. One that does not answer is passed over with a line that says so, and fails where all
 * must be there (`CI`).
 */
export async function describeOn(database: TestDatabase, declare: () => void): Promise<void> {
  if (await database.isThere()) {
    declare()
    return
  }
  const line = `NO TESTS ON ${database.name.toUpperCase()}: it does not answer.`
  if (process.env.CI === 'true') throw new Error(line)
  describe.skip(line, () => it('is passed over', () => {}))
  process.stderr.write(`${line}\n`)
}
