import { expect, it } from '@jest/globals'
import type { SqlStorage } from '../sql-storage.js'
import { databases, describeOn, type TestDatabase } from '../testing/databases.js'

const entry = (messageId: number, date = 1) =>
  ({ messageId, chatId: 2, kind: 'text', direction: 'incoming', date }) as const

interface Opened {
  readonly storage: SqlStorage
  readonly epoch: number
  readonly clock: { time: number }
}

for (const database of Object.values(databases)) {
  await describeOn(database, () => appendingTests(database))
}

function appendingTests(database: TestDatabase): void {
  /** The session `k` was opened at 0. */
  const opened = (name: string, test: (opened: Opened) => Promise<void>): void =>
    it(`${name} on ${database.name}`, async () => {
      const place = await database.place()
      const clock = { time: 0, now: () => clock.time }
      const storage = await place.open({ clock })
      try {
        await test({ storage, epoch: await storage.openSession('k'), clock })
      } finally {
        await storage.close()
        await place.drop()
      }
    })

  opened(
    'S29 a session is active to the millisecond at which it was appended to',
    async ({ storage, epoch, clock }) => {
      clock.time = 100
      await storage.addIfOpen('k', epoch, [entry(1)])
      expect(await storage.closeIfIdle('k', epoch, 100)).toBe(false)
      expect(await storage.closeIfIdle('k', epoch, 100.5)).toBe(true)
    },
  )

  opened('S29 a session is as active after its newest entry was dropped', async ({ storage, epoch, clock }) => {
    await storage.addIfOpen('k', epoch, [entry(1)])
    clock.time = 100
    await storage.addIfOpen('k', epoch, [entry(2)])
    await storage.removeIds('k', [entry(2)])
    clock.time = 200
    await storage.removeIds('k', [entry(1)])
    expect(await storage.closeIfIdle('k', epoch, 100)).toBe(false)
    expect(await storage.closeIfIdle('k', epoch, 101)).toBe(true)
  })

  opened('S29 a message that is there already makes a session active', async ({ storage, epoch, clock }) => {
    await storage.addIfOpen('k', epoch, [entry(1)])
    clock.time = 100
    expect(await storage.addIfOpen('k', epoch, [entry(1, 2)])).toBe(true)
    expect(await storage.closeIfIdle('k', epoch, 100)).toBe(false)
    expect(await storage.list('k')).toEqual([entry(1)])
  })

  opened('S12 of a message that calls tell at once the first stays', async ({ storage, epoch }) => {
    const calls = [
      storage.addIfOpen('k', epoch, [entry(1, 1), entry(1, 2)]),
      storage.addIfOpen('k', epoch, [entry(1, 3), entry(2, 1)]),
    ]
    expect(await Promise.all(calls)).toEqual([true, true])
    const dates = (await storage.list('k')).map(({ messageId, date }) => [messageId, date])
    expect(dates.sort()).toEqual([
      [1, 1],
      [2, 1],
    ])
  })

  opened('S28 an epoch is that of its key alone', async ({ storage, epoch }) => {
    const other = await storage.openSession('l')
    const calls = [
      storage.addIfOpen('l', epoch, [entry(1)]),
      storage.addIfOpen('k', epoch, [entry(2)]),
      storage.addIfOpen('l', other, [entry(3)]),
      storage.addIfOpen('k', 0, [entry(4)]),
      storage.addIfOpen('k', 0.5, [entry(5)]),
    ]
    expect(await Promise.all(calls)).toEqual([false, true, true, false, false])
    expect([await storage.list('k'), await storage.list('l')]).toEqual([[entry(2)], [entry(3)]])
  })
}
