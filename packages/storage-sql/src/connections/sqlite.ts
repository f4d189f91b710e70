import { SqliteDialect, type SqliteStatement } from 'kysely'
import { driver } from './driver.js'

export async function sqliteDialect(file: string): Promise<SqliteDialect> {
  const { default: Libsql } = await driver('libsql', () => import('libsql'))
  return new SqliteDialect({
    database: () => {
      // A locked file is waited for between calls: to wait inside one would stop the process.
      const database = new Libsql(file, { timeout: 0 })
      try {
        database.exec('pragma journal_mode = wal')
        // What is acknowledged survives a loss of power.
        database.exec('pragma synchronous = full')
      } catch (error) {
        database.close()
        throw error
      }
      return Promise.resolve({
        close: () => database.close(),
        prepare: (statement: string) =>
          isTransactional(statement) ? direct(database, statement) : database.prepare(statement),
      })
    },
  })
}

const isTransactional = (statement: string): boolean => /^(?:begin|commit|rollback)\b/.test(statement)

/** A prepared statement of this driver that finds the file locked stays in progress, and its connection could not commit. */
function direct(database: { exec(statement: string): void }, statement: string): SqliteStatement {
  const run = () => {
    database.exec(statement)
    return { changes: 0, lastInsertRowid: 0 }
  }
  return { reader: false, run, all: () => [], iterate: () => [][Symbol.iterator]() }
}
