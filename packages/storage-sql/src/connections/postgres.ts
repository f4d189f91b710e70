import { createHash } from 'node:crypto'
import { PostgresDialect, type PostgresPoolClient } from 'kysely'
import { codeOf, messageOf } from '../database/errors.js'
import { assertUrl, driver } from './driver.js'
import { prepared } from './prepared.js'

/** @param timeout milliseconds for a connection and for each statement */
export async function postgresDialect(url: string, timeout: number): Promise<PostgresDialect> {
  assertUrl(url, ['postgres:', 'postgresql:'])
  const { default: pg } = await driver('pg', () => import('pg'))
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: timeout,
    // The server gives up first, so that its connection stays of use, and nothing is stored by a call that has failed.
    statement_timeout: Math.ceil(timeout * 0.75),
    idle_in_transaction_session_timeout: 2 * timeout,
    query_timeout: timeout + 1000,
    keepAlive: true,
  })
  // The server ends connections, idle ones and others; without a listener that would end the process. Whoever uses one
  // hears of it from its next statement.
  pool.on('error', () => {})
  pool.on('connect', (client) => void client.on('error', () => {}))
  return new PostgresDialect({
    pool: { connect: async () => guarded(await pool.connect()), end: () => pool.end() },
  })
}

interface Client {
  query(query: { readonly name?: string; readonly text: string; readonly values: unknown[] }): Promise<unknown>
  release(destroy: boolean): void
}

/** Errors that end the connection, whose end may arrive later than they do. */
const ending = /^(?:57P0[1-5]|25P0[34])$/

/**
 * A client that is thrown away once it has not answered, or is being ended: what it still waits for would keep the next
 * user waiting, or fail for it.
 */
function guarded(client: Client): PostgresPoolClient {
  let isOver = false
  const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    if (isOver) throw new Error('The connection no longer answers')
    try {
      return await client.query({ ...namedIfPrepared(text), text, values: [...values] })
    } catch (error) {
      if (messageOf(error) === 'Query read timeout' || ending.test(codeOf(error) ?? '')) isOver = true
      throw error
    }
  }
  return {
    // The other form, with a cursor, is for streams, and no statement here is one.
    query: query as PostgresPoolClient['query'],
    release: () => client.release(isOver),
  }
}

/** Under a name the server keeps a statement for as long as the connection lasts: another text needs another name. */
function namedIfPrepared(text: string): { readonly name?: string } {
  return text.endsWith(prepared) ? { name: createHash('sha256').update(text).digest('hex').slice(0, 32) } : {}
}
