import assert from 'node:assert/strict'
import type { SessionStorage } from '@botgen/runtime'
import { assertAmong, assertEntries, plain } from './expectations.js'
import { type Declare, together } from './rig.js'
import { entries, entry, key, otherKey } from './samples.js'

/** What is promised of calls that are under way at once. */
export function raceTests(test: Declare<SessionStorage>): void {
  test('S30 keeps each of 1000 entries that are added at once', async ({ storage }) => {
    await together(entries(1000).map((each) => storage.add(key, each)))
    await assertEntries(storage, key, entries(1000))
  })

  test('S30 keeps entries that two processes add at once under two keys', async ({ instances }) => {
    const both = await instances()
    await together(
      entries(100).flatMap((each) => [
        ...both.map((storage, process) => storage.add(key, { ...each, chatId: process + 1 })),
        both[each.messageId % 2 === 0 ? 0 : 1].add(otherKey, each),
      ]),
    )
    for (const storage of both) {
      await assertEntries(
        storage,
        key,
        entries(100).flatMap((each) => both.map((_, process) => ({ ...each, chatId: process + 1 }))),
      )
      await assertEntries(storage, otherKey, entries(100))
    }
  })

  test('S23 keeps what is added while others are removed', async ({ instances }) => {
    const [storage, other] = await instances()
    for (const each of entries(20)) await storage.add(key, each)
    await together([
      storage.remove(key, ({ messageId }) => messageId <= 20),
      ...entries(50, 21).map((each, position) => (position % 2 === 0 ? storage : other).add(key, each)),
    ])
    await assertEntries(storage, key, entries(50, 21))
  })

  test('S23 removes what several predicates match at once, and nothing else', async ({ instances }) => {
    const [storage, other] = await instances()
    for (const each of entries(20)) await storage.add(key, each)
    await together([
      storage.remove(key, ({ messageId }) => messageId % 2 === 0),
      other.remove(key, ({ messageId }) => messageId % 3 === 0),
    ])
    await assertEntries(
      storage,
      key,
      entries(20).filter(({ messageId }) => messageId % 2 !== 0 && messageId % 3 !== 0),
    )
  })

  test('S23 leaves whole entries or none when adds and a clear meet', async ({ instances }) => {
    const [storage, other] = await instances()
    const before = entries(5)
    for (let round = 0; round < 10; round += 1) {
      for (const each of before) await storage.add(key, each)
      await together([
        ...entries(10, 100).map((each) => storage.add(key, each)),
        other.clear(key),
        ...entries(10, 200).map((each) => other.add(key, each)),
      ])
      const left = await storage.list(key)
      assertAmong(left, [...entries(10, 100), ...entries(10, 200)])
      await storage.clear(key)
      assert.deepEqual(plain(await other.list(key)), [])
    }
  })

  test('S23 leaves other keys alone while one is cleared', async ({ storage }) => {
    await together([
      ...entries(20).map((each) => storage.add(otherKey, each)),
      storage.clear(key),
      storage.add(key, entry(1)),
      storage.clear(key),
    ])
    await assertEntries(storage, otherKey, entries(20))
  })
}
