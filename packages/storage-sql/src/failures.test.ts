import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Kysely, sql } from 'kysely'
import { SqlStorageError } from './database/errors.js'
import type { Tables } from './database/tables.js'
import { SqlStorage } from './sql-storage.js'
import { databases, describeOn, postgresKysely, postgresUrl, randomName } from './testing/databases.js'
import { Tunnel } from './testing/tunnel.js'

const key = '1/c1/'
const entry = (messageId: number) => ({ messageId, chatId: 2, kind: 'text', direction: 'incoming', date: 3 }) as const

/** A server that is spoken to as if it were a database. */
async function listening(onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createServer(onConnection).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port

describe('a database that cannot be reached', () => {
  it.each(['postgres', 'mysql'] as const)(
    'S15 %s that refuses fails at once, without the password',
    async (protocol) => {
      const server = await listening(() => {})
      const port = portOf(server)
      server.close()
      await once(server, 'close')
      const error: unknown = await SqlStorage[protocol](`${protocol}://me:hunter2@127.0.0.1:${port}/db`).catch(
        (failure: unknown) => failure,
      )
      expect(error).toBeInstanceOf(SqlStorageError)
      expect(error).toMatchObject({ code: 'ECONNREFUSED', message: expect.stringContaining('The database failed to') })
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('hunter2')
    },
  )

  it.each(['postgres', 'mysql'] as const)('S15 %s that never answers fails in bounded time', async (protocol) => {
    const sockets: Socket[] = []
    const server = await listening((socket) => void sockets.push(socket))
    const url = `${protocol}://me:hunter2@127.0.0.1:${portOf(server)}/db`
    await expect(SqlStorage[protocol](url, { timeout: 200 })).rejects.toThrow(SqlStorageError)
    for (const socket of sockets) socket.destroy()
    server.close()
  })

  it('S15 SQLite without its folder fails with a message', async () => {
    await expect(SqlStorage.sqlite('/nowhere/at/all/bot.sqlite')).rejects.toThrow(/The database failed to/)
  })
})

await describeOn(databases.postgres, () =>
  describe('PostgreSQL that fails meanwhile', () => {
    let schema: string
    let storage: SqlStorage
    let admin: Kysely<Tables>

    const named = (name: string): string => {
      const url = new URL(postgresUrl)
      url.searchParams.set('application_name', name)
      return url.href
    }
    const terminate = () =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${schema}`.execute(admin)

    beforeEach(async () => {
      schema = randomName()
      admin = postgresKysely()
      storage = await SqlStorage.postgres(named(schema), { schema, timeout: 1000 })
    })
    afterEach(async () => {
      await storage.close()
      await sql`drop schema ${sql.id(schema)} cascade`.execute(admin)
      await admin.destroy()
    })

    it('S15 goes on after its idle connections were ended', async () => {
      await storage.add(key, entry(1))
      await terminate()
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const failed = await Promise.resolve(storage.add(key, entry(2))).then(
          () => false,
          () => true,
        )
        if (!failed) break
      }
      expect(await storage.count(key)).toBe(2)
    })

    it('S15 rejects a call whose connection is ended, stores nothing of it, and goes on', async () => {
      const epoch = await storage.openSession(key)
      await admin.transaction().execute(async (lock) => {
        // Holds the row of the session, so that the call is in the middle of its transaction.
        await lock
          .withSchema(schema)
          .selectFrom('botgen_session' as 'session')
          .select('id')
          .forUpdate()
          .execute()
        const call = storage.addIfOpen(key, epoch, [entry(1)]).catch((failure: unknown) => failure)
        await waitsForLock()
        await terminate()
        expect(await call).toBeInstanceOf(SqlStorageError)
        expect(await call).toMatchObject({ code: '57P01' })
      })
      expect(await storage.list(key)).toEqual([])
      expect(await storage.addIfOpen(key, epoch, [entry(1)])).toBe(true)
      expect(await storage.list(key)).toEqual([entry(1)])
    })

    it('S15 rejects a call that waits too long for a lock, and goes on', async () => {
      const epoch = await storage.openSession(key)
      await admin.transaction().execute(async (lock) => {
        await lock
          .withSchema(schema)
          .selectFrom('botgen_session' as 'session')
          .select('id')
          .forUpdate()
          .execute()
        await expect(storage.addIfOpen(key, epoch, [entry(1)])).rejects.toThrow(SqlStorageError)
      })
      expect(await storage.addIfOpen(key, epoch, [entry(2)])).toBe(true)
      expect(await storage.list(key)).toEqual([entry(2)])
    })

    it('S15 rejects calls that get no connection, in bounded time', async () => {
      const { default: pg } = await import('pg')
      const { Kysely: Instance, PostgresDialect } = await import('kysely')
      const pool = new pg.Pool({ connectionString: postgresUrl, max: 1 })
      const kysely = new Instance<Tables>({ dialect: new PostgresDialect({ pool }) })
      const waiting = await SqlStorage.open({ kysely, schema, timeout: 200 })
      const taken = await pool.connect()
      await expect(waiting.list(key)).rejects.toMatchObject({ code: 'TIMEOUT' })
      await expect(waiting.add(key, entry(1))).rejects.toThrow('The database did not append to sessions within 200 ms.')
      taken.release()
      // What nobody waits for any more is not done later.
      expect(await waiting.list(key)).toEqual([])
      await waiting.close()
      await kysely.destroy()
    })

    async function waitsForLock(): Promise<void> {
      for (;;) {
        const { rows } =
          await sql`select 1 from pg_stat_activity where application_name = ${schema} and wait_event_type = 'Lock'`.execute(
            admin,
          )
        if (rows.length > 0) return
      }
    }
  }),
)

for (const database of [databases.postgres, databases.mariadb]) {
  await describeOn(database, () => {
    it(`S15 a connection to ${database.name} that no longer answers fails in bounded time and is not used again`, async () => {
      const place = await database.place()
      const [protocol, url, options] = place.target
      const tunnel = new Tunnel(url, protocol === 'postgres' ? 5432 : 3306)
      const storage = await SqlStorage[protocol](await tunnel.open(url), { ...options, timeout: 300 })
      try {
        await storage.add(key, entry(1))
        tunnel.loseAll()
        await expect(storage.add(key, entry(2))).rejects.toThrow(SqlStorageError)
        // It is thrown away when its own time is over, a second later.
        const isBack = (): Promise<boolean> =>
          storage.add(key, entry(3)).then(
            () => true,
            () => false,
          )
        for (let attempt = 0; attempt < 20; attempt += 1) if (await isBack()) break
        expect(await storage.list(key)).toContainEqual(entry(3))
      } finally {
        await storage.close()
        await tunnel.close()
        await place.drop()
      }
    })
  })
}
