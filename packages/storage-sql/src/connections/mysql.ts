import { CompiledQuery, MysqlDialect } from 'kysely'
import { assertUrl, driver } from './driver.js'

/** @param timeout milliseconds for a connection and for each lock that is waited for */
export async function mysqlDialect(url: string, timeout: number): Promise<MysqlDialect> {
  assertUrl(url, ['mysql:', 'mariadb:'])
  const { default: mysql } = await driver('mysql2', () => import('mysql2'))
  const pool = mysql.createPool({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    connectTimeout: timeout,
    enableKeepAlive: true,
  })
  return new MysqlDialect({
    pool,
    onCreateConnection: async (connection) => {
      const seconds = Math.max(1, Math.floor(timeout / 1000))
      await connection.executeQuery(CompiledQuery.raw(`set session innodb_lock_wait_timeout = ${seconds}`))
    },
  })
}
