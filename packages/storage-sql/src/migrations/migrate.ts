import { setTimeout as wait } from 'node:timers/promises'
import { type Kysely, Migrator, sql } from 'kysely'
import type { Database } from '../database/database.js'
import { failureOf, isMissingTable, isPassing, SqlStorageError } from '../database/errors.js'
import type { Tables } from '../database/tables.js'
import { first } from './0001-first.js'
import type { Layout } from './layout.js'

/** In the order of their names, which stay as they are. */
const migrations: Readonly<Record<string, (db: Kysely<unknown>, layout: Layout) => Promise<void>>> = {
  '0001-first': first,
}

/** How often tables are tried to be made while a file is locked. */
const attempts = 10

export interface Migration {
  readonly database: Database
  /** Without the schema: the migrator adds it to the names that it knows of. */
  readonly db: Kysely<Tables>
  readonly prefix: string
  readonly schema: string | undefined
}

/** Brings the tables up to date. Several processes may do so at once. @throws SqlStorageError for tables of a newer version */
export async function migrate({ database, db, prefix, schema }: Migration): Promise<void> {
  if (await isUpToDate(database)) return
  const { flavor } = database
  const layout: Layout = {
    flavor,
    table: (name) => sql.id(...(schema === undefined ? [] : [schema]), `${prefix}${name}`),
    name: (name) => `${prefix}${name}`,
  }
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: () =>
        Promise.resolve(
          Object.fromEntries(
            Object.entries(migrations).map(([name, up]) => [name, { up: (on: Kysely<unknown>) => up(on, layout) }]),
          ),
        ),
    },
    migrationTableName: `${prefix}migration`,
    migrationLockTableName: `${prefix}migration_lock`,
    ...(schema !== undefined && { migrationTableSchema: schema }),
  })
  for (let attempt = 1; ; attempt += 1) {
    const { error } = await migrator.migrateToLatest()
    // SQLite has no lock for migrations: another process may have been a step ahead, or be at it.
    if (error === undefined || (await isUpToDate(database))) return
    if (!isPassing(error) || attempt === attempts) throw failureOf('make its tables', error)
    await wait(attempt * 20 * (0.5 + Math.random()))
  }
}

/** @throws SqlStorageError unless the tables are those of this version */
export async function assertMigrated(database: Database): Promise<void> {
  if (await isUpToDate(database)) return
  throw new SqlStorageError(
    `The tables ${database.tables.session} and so on are missing or of an older version: open the storage once without \`migrate: false\`, as a step of your deployment.`,
  )
}

/** @throws SqlStorageError for tables of a newer version */
async function isUpToDate(database: Database): Promise<boolean> {
  const done = await database.run('say which version its tables have', (db) =>
    db
      .selectFrom(database.tables.migration)
      .select('name')
      .execute()
      .catch((error: unknown) => {
        if (isMissingTable(error)) return []
        throw error
      }),
  )
  const unknown = done.map(({ name }) => name).filter((name) => !(name in migrations))
  if (unknown.length > 0) {
    throw new SqlStorageError(
      `The tables ${database.tables.session} and so on were changed by a newer version of @botgen/storage-sql (${unknown.join(', ')}): install that version.`,
    )
  }
  return done.length === Object.keys(migrations).length
}
