import type { StateStorage } from '@botgen/runtime'
import { optionalMethods, sessionStorageSuite, stateStorageSuite } from '@botgen/testing'
import { afterAll, describe, it } from '@jest/globals'
import { tableNames } from '../database/tables.js'
import type { SqlStorage } from '../sql-storage.js'
import type { TestDatabase, TestPlace } from './databases.js'

const runner = { describe, it }
const { session, entry, claim, state } = tableNames('botgen_')

/** Declares the suites of `@botgen/testing`. Tests use one place after another, emptied in between. */
export function conformanceTests(database: TestDatabase): void {
  let place: Promise<TestPlace> | undefined
  const placed = (): Promise<TestPlace> => (place ??= database.place())
  const firsts = new WeakSet<SqlStorage>()
  const storages = new WeakMap<StateStorage, SqlStorage>()

  const open = async (): Promise<SqlStorage> => {
    const storage = await (await placed()).open()
    storages.set(storage.state, storage)
    return storage
  }
  const first = async (): Promise<SqlStorage> => {
    const storage = await open()
    firsts.add(storage)
    return storage
  }
  const dispose = async (storage: SqlStorage): Promise<void> => {
    await storage.close()
    // The first of a test is disposed of last.
    if (!firsts.has(storage)) return
    const { db } = await placed()
    for (const table of [entry, session, claim, state]) await db.deleteFrom(table).execute()
  }
  afterAll(async () => (await place)?.drop())

  sessionStorageSuite(
    `S35 SqlStorage on ${database.name} conforms`,
    { create: first, peer: open, reopen: open, dispose, optional: optionalMethods },
    runner,
  )
  stateStorageSuite(
    `S35 the state of SqlStorage on ${database.name} conforms`,
    {
      create: async () => (await first()).state,
      peer: async () => (await open()).state,
      reopen: async () => (await open()).state,
      dispose: async (of) => {
        const storage = storages.get(of)
        if (storage !== undefined) await dispose(storage)
      },
    },
    runner,
  )
}
