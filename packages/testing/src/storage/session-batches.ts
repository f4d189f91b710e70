import assert from 'node:assert/strict'
import type { SessionStorage } from '@botgen/runtime'
import { assertAllOrNone, assertAmong, assertEntries, assertMessages, different } from './expectations.js'
import { type Declare, together } from './rig.js'
import { entries, entry, key, messageOf, otherKey, sameId, unusual } from './samples.js'
import { having } from './session-subject.js'

export function addManyTests(declare: Declare<SessionStorage>): void {
  const test = having(declare, 'addMany')

  test('S30 addMany appends all, with every field', async ({ storage }) => {
    await storage.add(key, entry(50))
    await storage.addMany(key, unusual)
    await storage.addMany(key, [entry(51)])
    await assertEntries(storage, key, [entry(50), ...unusual, entry(51)])
    await assertEntries(storage, otherKey, [])
  })

  test('S30 addMany takes no entries, and 2000', async ({ storage }) => {
    await storage.addMany(key, [])
    await assertEntries(storage, key, [])
    await storage.addMany(key, entries(2000))
    await assertEntries(storage, key, entries(2000))
  })

  test('S12 addMany takes a message twice', async ({ storage }) => {
    await storage.addMany(key, [...sameId, ...sameId])
    await storage.addMany(key, [...sameId, entry(2)])
    await assertMessages(storage, key, [...sameId, entry(2)])
  })

  test('S30 addMany shows all of its entries or none', async ({ instances }) => {
    const [storage, other] = await instances()
    await assertAllOrNone(other, key, entries(50), () => storage.addMany(key, entries(50)))
    await assertEntries(storage, key, entries(50))
  })

  test('S23 addMany leaves all of its entries or none when it meets a clear', async ({ instances }) => {
    const [storage, other] = await instances()
    for (let round = 0; round < 10; round += 1) {
      await together([storage.addMany(key, entries(20)), other.clear(key), storage.addMany(key, entries(20, 21))])
      const left = await storage.list(key)
      assertAmong(left, entries(40))
      assert.equal(left.filter(({ messageId }) => messageId <= 20).length % 20, 0, 'a part of the first twenty is left')
      assert.equal(left.length % 20, 0, 'a part of the last twenty is left')
      await storage.clear(key)
    }
  })
}

export function removeIdsTests(declare: Declare<SessionStorage>): void {
  const test = having(declare, 'removeIds')

  test('S12 removeIds drops exactly these messages', async ({ storage }) => {
    const all = [...sameId, entry(2), entry(11)]
    for (const dropped of sameId) {
      await storage.clear(key)
      for (const each of all) await storage.add(key, each)
      await storage.removeIds(key, [dropped])
      await assertEntries(
        storage,
        key,
        all.filter((each) => messageOf(each) !== messageOf(dropped)),
      )
    }
  })

  test('S30 removeIds needs no more than the ids, and passes over unknown ones', async ({ storage }) => {
    for (const each of [...entries(4), entry(5, { businessConnectionId: 'b1' })]) await storage.add(key, each)
    await storage.add(otherKey, entry(1))
    await storage.removeIds(key, [
      { chatId: entry(1).chatId, messageId: 1 },
      { chatId: entry(1).chatId, messageId: 99 },
      { chatId: 99, messageId: 2 },
      { businessConnectionId: 'b1', chatId: entry(1).chatId, messageId: 5 },
      { businessConnectionId: 'b1', chatId: entry(1).chatId, messageId: 3 },
    ])
    await assertEntries(storage, key, entries(3, 2))
    await assertEntries(storage, otherKey, [entry(1)])
    await storage.removeIds('unknown', [entry(1)])
    await assertEntries(storage, 'unknown', [])
  })

  test('S30 removeIds takes no ids, and 1000', async ({ storage }) => {
    await together(entries(1001).map((each) => storage.add(key, each)))
    await storage.removeIds(key, [])
    await assertEntries(storage, key, entries(1001))
    await storage.removeIds(key, entries(1000, 2))
    await assertEntries(storage, key, [entry(1)])
  })

  test('S12 removeIds drops each copy of a message', async ({ storage }) => {
    for (const each of [entry(1), entry(1), entry(2)]) await storage.add(key, each)
    await storage.removeIds(key, [entry(1)])
    await assertEntries(storage, key, [entry(2)])
  })

  test('S23 removeIds keeps what is added meanwhile', async ({ instances }) => {
    const [storage, other] = await instances()
    for (const each of entries(20)) await storage.add(key, each)
    await together([storage.removeIds(key, entries(20)), ...entries(50, 21).map((each) => other.add(key, each))])
    await assertEntries(storage, key, entries(50, 21))
  })
}

export function countTests(declare: Declare<SessionStorage>): void {
  const test = having(declare, 'count')

  test('S21 count says how many different messages are listed', async ({ storage }) => {
    assert.equal(await storage.count(key), 0)
    for (const each of [...sameId, ...sameId, entry(2), entry(2)]) {
      await storage.add(key, each)
      assert.equal(await storage.count(key), different(await storage.list(key)).length)
    }
    assert.equal(await storage.count(key), sameId.length + 1)
    assert.equal(await storage.count(otherKey), 0)
    await storage.remove(key, ({ messageId }) => messageId === 2)
    assert.equal(await storage.count(key), sameId.length)
    await storage.clear(key)
    assert.equal(await storage.count(key), 0)
  })

  test('S21 count agrees after 200 adds at once, half of them again', async ({ instances }) => {
    const both = await instances()
    await together(entries(100).flatMap((each) => both.map((storage) => storage.add(key, each))))
    for (const storage of both) assert.equal(await storage.count(key), 100)
  })
}
