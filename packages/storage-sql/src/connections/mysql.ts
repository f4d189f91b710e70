import { MysqlDialect, type MysqlPoolConnection } from 'kysely'
import type { PoolConnection } from 'mysql2'
import { codeOf } from '../database/errors.js'
import { assertUrl, driver } from './driver.js'

/** @param timeout milliseconds for a connection, for each lock that is waited for, and for each statement */
export async function mysqlDialect(url: string, timeout: number): Promise<MysqlDialect> {
  assertUrl(url, ['mysql:', 'mariadb:'])
  const { default: mysql } = await driver('mysql2', () => import('mysql2'))
  const pool = mysql.createPool({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    connectTimeout: timeout,
    enableKeepAlive: true,
  })
  const seconds = Math.max(1, Math.floor(timeout / 1000))
  // Comes before the first statement; should it fail, that one tells.
  pool.on('connection', (connection) => connection.query(`set session innodb_lock_wait_timeout = ${seconds}`, () => {}))
  return new MysqlDialect({
    pool: {
      getConnection: (callback) => {
        pool.getConnection((error, connection) => {
          // Without a connection the callback looks at the error only.
          callback(error, error === null ? guarded(connection, timeout + 1000) : (undefined as never))
        })
      },
      end: (callback) => pool.end(callback),
    },
  })
}

/** A connection that is thrown away once it has not answered: what it still waits for would keep the next user waiting. */
function guarded(connection: PoolConnection, timeout: number): MysqlPoolConnection {
  let isUnanswered = false
  const query = (
    sql: string,
    values: readonly unknown[],
    callback: (error: unknown, result?: unknown) => void,
  ): void => {
    if (isUnanswered) {
      callback(new Error('The connection no longer answers'))
      return
    }
    connection.query({ sql, values: [...values], timeout }, (error, result) => {
      if (codeOf(error) === 'PROTOCOL_SEQUENCE_TIMEOUT') isUnanswered = true
      callback(error, result)
    })
  }
  return {
    // The other form, without a callback, is for streams, and no statement here is one.
    query: query as unknown as MysqlPoolConnection['query'],
    release: () => (isUnanswered ? connection.destroy() : connection.release()),
  }
}
