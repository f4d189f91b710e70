import {
  type InsertQueryBuilder,
  type InsertResult,
  type Kysely,
  MysqlAdapter,
  PostgresAdapter,
  SqliteAdapter,
} from 'kysely'
import { SqlStorageError } from './errors.js'
import type { Tables } from './tables.js'

/** What databases differ in. */
export type Flavor = 'postgres' | 'mysql' | 'sqlite'

/** @throws SqlStorageError for a dialect of another database */
export function flavorOf<DB>(db: Kysely<DB>): Flavor {
  const { adapter } = db.getExecutor()
  if (adapter instanceof PostgresAdapter) return 'postgres'
  if (adapter instanceof MysqlAdapter) return 'mysql'
  if (adapter instanceof SqliteAdapter) return 'sqlite'
  throw new SqlStorageError(
    'The dialect is none of PostgreSQL, MySQL, MariaDB or SQLite as this kysely has them: pass one of those, made with the kysely that @botgen/storage-sql uses.',
  )
}

/**
 * Begins a transaction whose statements each see what is committed. SQLite has one writer at a time, which a transaction
 * must be from its start: one that becomes it later may find that it cannot.
 */
export const beginnings: Readonly<Record<Flavor, readonly string[]>> = {
  postgres: ['start transaction isolation level read committed'],
  mysql: ['set transaction isolation level read committed', 'start transaction'],
  sqlite: ['begin immediate'],
}

/** What casts to 64 bits. */
export const integers: Readonly<Record<Flavor, string>> = { postgres: 'bigint', mysql: 'signed', sqlite: 'integer' }

/** Inserts only rows that are not there yet. */
export function insertNew<Name extends keyof Tables>(
  flavor: Flavor,
  query: InsertQueryBuilder<Tables, Name, InsertResult>,
): InsertQueryBuilder<Tables, Name, InsertResult> {
  return flavor === 'mysql' ? query.ignore() : query.onConflict((conflict) => conflict.doNothing())
}
