import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from '@jest/globals'
import { CompiledQuery, Kysely, MysqlDialect, PostgresDialect } from 'kysely'
import mysql from 'mysql2'
import pg from 'pg'
import { sqliteDialect } from '../connections/sqlite.js'
import type { Tables } from '../database/tables.js'
import type { SqlStorageOptions } from '../options.js'
import { SqlStorage } from '../sql-storage.js'

/** A place for tables that nobody else uses. */
export interface TestPlace {
  open(options?: SqlStorageOptions): Promise<SqlStorage>
  /** Connections of the test's own, for the tables as `tableNames('botgen_')` names them. */
  connect(): Promise<Kysely<Tables>>
  drop(): Promise<void>
}

export interface TestDatabase {
  readonly name: string
  /** Whether it answers. SQLite always does. */
  isThere(): Promise<boolean>
  place(): Promise<TestPlace>
}

const randomName = (): string => `botgen_test_${randomBytes(6).toString('hex')}`

export const postgresUrl = process.env['DATABASE_URL'] ?? 'postgres://root@127.0.0.1:5432/test'
export const mysqlUrl = process.env['MARIADB_URL'] ?? 'mysql://root@127.0.0.1:3306'

const postgresKysely = (): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: postgresUrl }) }) })
const mysqlKysely = (url: string): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new MysqlDialect({ pool: mysql.createPool(url) }) })

async function execute(db: Kysely<Tables>, statement: string): Promise<void> {
  try {
    await db.executeQuery(CompiledQuery.raw(statement))
  } finally {
    await db.destroy()
  }
}

const answers = async (db: Kysely<Tables>): Promise<boolean> =>
  execute(db, 'select 1').then(
    () => true,
    () => false,
  )

const postgres: TestDatabase = {
  name: 'PostgreSQL',
  isThere: () => answers(postgresKysely()),
  place: async () => {
    const schema = randomName()
    return {
      open: (options) => SqlStorage.postgres(postgresUrl, { schema, ...options }),
      connect: () => Promise.resolve(postgresKysely().withSchema(schema)),
      drop: () => execute(postgresKysely(), `drop schema if exists ${schema} cascade`),
    }
  },
}

const mariadb: TestDatabase = {
  name: 'MariaDB',
  isThere: () => answers(mysqlKysely(mysqlUrl)),
  place: async () => {
    const name = randomName()
    const url = new URL(mysqlUrl)
    url.pathname = `/${name}`
    await execute(mysqlKysely(mysqlUrl), `create database ${name}`)
    return {
      open: (options) => SqlStorage.mysql(url.href, options),
      connect: () => Promise.resolve(mysqlKysely(url.href)),
      drop: () => execute(mysqlKysely(mysqlUrl), `drop database ${name}`),
    }
  },
}

const sqlite: TestDatabase = {
  name: 'SQLite',
  isThere: () => Promise.resolve(true),
  place: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'botgen-sql-'))
    const file = join(folder, 'bot.sqlite')
    return {
      open: (options) => SqlStorage.sqlite(file, options),
      connect: async () => new Kysely<Tables>({ dialect: await sqliteDialect(file) }),
      drop: () => rm(folder, { recursive: true }),
    }
  },
}

export const databases = { postgres, mariadb, sqlite } as const

/**
 * Declares the tests of a database. One that does not answer is passed over with a line that says so, and fails where all
 * must be there (`CI`).
 */
export async function describeOn(database: TestDatabase, declare: () => void): Promise<void> {
  if (await database.isThere()) return declare()
  const line = `NO TESTS ON ${database.name.toUpperCase()}: it does not answer.`
  if (process.env['CI'] === 'true') throw new Error(line)
  describe.skip(line, () => it('is passed over', () => {}))
  process.stderr.write(`${line}\n`)
}
