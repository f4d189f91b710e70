import { describe, expect, it } from '@jest/globals'
import { CamelCasePlugin, Kysely, SqliteDialect } from 'kysely'
import { SqlStorageError } from '../database/errors.js'
import { type Tables, tableNames } from '../database/tables.js'
import { SqlStorage } from '../sql-storage.js'
import { databases, describeOn, type TestDatabase, type TestPlace } from '../testing/databases.js'

const { migration, session } = tableNames('botgen_')
const entry = { messageId: 1, chatId: 2, kind: 'text', direction: 'incoming', date: 3 } as const

for (const database of Object.values(databases)) {
  await describeOn(database, () => migrationTests(database))
}

function migrationTests(database: TestDatabase): void {
  const inPlace = async (test: (place: TestPlace) => Promise<void>): Promise<void> => {
    const place = await database.place()
    try {
      await test(place)
    } finally {
      await place.drop()
    }
  }

  describe(`tables on ${database.name}`, () => {
    it('S31 are made by eight that open at once', () =>
      inPlace(async (place) => {
        const storages = await Promise.all(Array.from({ length: 8 }, () => place.open()))
        await Promise.all(storages.map((storage, chatId) => storage.add('k', { ...entry, chatId })))
        expect(await storages[0]!.count('k')).toBe(8)
        for (const storage of storages) await storage.close()
        expect(await place.db.selectFrom(migration).select('name').execute()).toEqual([{ name: '0001-first' }])
      }))

    it('S31 of a newer version are left alone, with an error that says so', () =>
      inPlace(async (place) => {
        await (await place.open()).close()
        const added = { name: '0999-later', timestamp: new Date().toISOString() }
        await place.db.insertInto(migration).values(added).execute()
        for (const migrate of [true, false]) {
          await expect(place.open({ migrate })).rejects.toThrow(/newer version of @botgen\/storage-sql \(0999-later\)/)
        }
      }))

    it('S31 must be there where they are not to be made', () =>
      inPlace(async (place) => {
        await expect(place.open({ migrate: false })).rejects.toThrow(/missing or of an older version/)
        await (await place.open()).close()
        const storage = await place.open({ migrate: false })
        await storage.add('k', entry)
        expect(await storage.list('k')).toEqual([entry])
        await storage.close()
      }))

    it('S1 of another prefix are others', () =>
      inPlace(async (place) => {
        const [one, other] = [await place.open(), await place.open({ prefix: 'Other_' })]
        await one.add('k', entry)
        expect([await one.count('k'), await other.count('k')]).toEqual([1, 0])
        for (const storage of [one, other]) await storage.close()
      }))

    it('S31 keep a session after a migration that was cut short', () =>
      inPlace(async (place) => {
        const storage = await place.open()
        const epoch = await storage.openSession('k')
        await storage.close()
        // As MySQL and MariaDB leave it, who commit each statement by itself.
        await place.db.deleteFrom(migration).execute()
        const again = await place.open()
        expect(await again.openKeys('k')).toEqual([{ key: 'k', epoch }])
        await again.close()
        expect(await place.db.selectFrom(session).select('id').execute()).toHaveLength(1)
      }))
  })
}

describe('what a storage is opened with', () => {
  it.each(['1a', 'a-b', 'a.b', 'a"b', '', 'a b', 'ä', 'x'.repeat(41)])(
    'S31 is refused for the prefix %j',
    async (prefix) => {
      await expect(SqlStorage.sqlite(':memory:', { prefix })).rejects.toThrow(/cannot begin the names of tables/)
    },
  )

  it('S31 is refused for a schema where there are none', async () => {
    await expect(SqlStorage.sqlite(':memory:', { schema: 'bots' })).rejects.toThrow('Only PostgreSQL has schemas.')
  })

  it.each(['https://root:hunter2@host/db', 'root:hunter2@host', 'postgres://root:hunter2@host:port/db'])(
    'S31 is refused for the URL %s, which is not repeated',
    async (url) => {
      const error = await SqlStorage.postgres(url).catch((failure: unknown) => failure)
      expect(error).toBeInstanceOf(SqlStorageError)
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('hunter2')
    },
  )

  it('S31 may be a Kysely instance with plugins, which stays in use', async () => {
    const { default: Libsql } = await import('libsql')
    const kysely = new Kysely<Tables>({
      dialect: new SqliteDialect({ database: new Libsql(':memory:') }),
      plugins: [new CamelCasePlugin()],
    })
    const storage = await SqlStorage.open({ kysely })
    const epoch = await storage.openSession('k')
    expect(await storage.addIfOpen('k', epoch, [entry])).toBe(true)
    await storage.close()
    expect(await (await SqlStorage.open({ kysely })).list('k')).toEqual([entry])
    await kysely.destroy()
  })
})
