import assert from 'node:assert/strict'
import type { SessionStorage } from '@botgen/runtime'
import { assertAllOrNone, assertEntries, plain } from './expectations.js'
import { type Declare, together } from './rig.js'
import { entries, entry, key, otherKey, unusual } from './samples.js'
import { having, type StorageWith } from './session-subject.js'

type OpeningStorage = StorageWith<'openSession' | 'addIfOpen' | 'openKeys'>

/** What is promised of sessions that the storage knows to be open. */
export function openingTests(declare: Declare<SessionStorage>): void {
  const test = having(declare, 'openSession', 'addIfOpen', 'openKeys')

  test('S31 openSession returns one epoch while the session is open', async ({ instances }) => {
    const [storage, other] = await instances()
    const epoch = await storage.openSession(key)
    assert.ok(Number.isSafeInteger(epoch), `the epoch ${epoch} is not a whole number`)
    await storage.addIfOpen(key, epoch, [entry(1)])
    await storage.openSession(otherKey)
    for (const each of [storage, other]) assert.equal(await each.openSession(key), epoch)
    await assertEntries(storage, key, [entry(1)])
  })

  test('S31 openSession returns one epoch to all who open at once', async ({ instances }) => {
    const both = await instances()
    for (let round = 0; round < 5; round += 1) {
      const openings = Array.from({ length: 10 }, () => both.map((storage) => storage.openSession(key)))
      const epochs = new Set(await together(openings.flat()))
      assert.equal(epochs.size, 1, `one session has the epochs ${[...epochs].join(', ')}`)
      await both[1].clear(key)
    }
  })

  test('S28 openSession never returns an epoch of a session that is closed', async ({ instances }) => {
    const [storage, other] = await instances()
    const epochs = []
    for (let round = 0; round < 6; round += 1) {
      const opener = round % 2 === 0 ? storage : other
      const epoch = await opener.openSession(key)
      if (round % 3 === 0) await opener.addIfOpen(key, epoch, [entry(1)])
      epochs.push(epoch)
      await storage.clear(key)
    }
    assert.equal(new Set(epochs).size, 6, `these epochs were given out: ${epochs.join(', ')}`)
  })

  test('S28 opens anew without the entries of the time before', async ({ storage }) => {
    await storage.addIfOpen(key, await storage.openSession(key), entries(3))
    await storage.clear(key)
    await storage.openSession(key)
    await assertEntries(storage, key, [])
  })

  test('S31 openSession keeps what was added before it', async ({ storage }) => {
    await storage.add(key, entry(1))
    await storage.openSession(key)
    await assertEntries(storage, key, [entry(1)])
  })

  test('S27 stays open when its last entry is removed', async ({ storage }) => {
    const epoch = await storage.openSession(key)
    await storage.addIfOpen(key, epoch, [entry(1)])
    await storage.remove(key, () => true)
    assert.deepEqual(plain(await storage.openKeys(key)), [{ key, epoch }])
    assert.equal(await storage.addIfOpen(key, epoch, [entry(2)]), true)
  })

  test('S30 add opens nothing', async ({ storage }) => {
    await storage.add(key, entry(1))
    assert.deepEqual(plain(await storage.openKeys(key)), [])
  })

  addIfOpenTests(test)
}

function addIfOpenTests(test: Declare<OpeningStorage>): void {
  test('S30 addIfOpen appends to an open session and says so', async ({ instances }) => {
    const [storage, other] = await instances()
    const epoch = await storage.openSession(key)
    assert.equal(await storage.addIfOpen(key, epoch, unusual), true)
    assert.equal(await storage.addIfOpen(key, epoch, []), true)
    assert.equal(await other.addIfOpen(key, epoch, entries(1000, 100)), true)
    await assertEntries(storage, key, [...unusual, ...entries(1000, 100)])
  })

  test('S28 addIfOpen stores nothing for a session that was never opened', async ({ storage }) => {
    const epoch = await storage.openSession(otherKey)
    for (const each of [epoch, 0, 1]) assert.equal(await storage.addIfOpen(key, each, [entry(1)]), false)
    assert.equal(await storage.addIfOpen(key, epoch, []), false)
    await assertEntries(storage, key, [])
    assert.deepEqual(plain(await storage.openKeys(key)), [])
  })

  test('S28 addIfOpen stores nothing for an epoch that is over', async ({ instances }) => {
    const [storage, other] = await instances()
    const over = await storage.openSession(key)
    await other.clear(key)
    assert.equal(await storage.addIfOpen(key, over, [entry(1)]), false, 'the session is closed')
    await assertEntries(storage, key, [])

    const epoch = await storage.openSession(key)
    assert.equal(await storage.addIfOpen(key, over, [entry(1)]), false, 'the session was opened anew')
    await assertEntries(storage, key, [])
    assert.equal(await storage.addIfOpen(key, epoch, [entry(2)]), true)
    await assertEntries(storage, key, [entry(2)])
  })

  test('S28 addIfOpen stores nothing for an epoch that has not come', async ({ storage }) => {
    const epoch = await storage.openSession(key)
    assert.equal(await storage.addIfOpen(key, epoch + 1, [entry(1)]), false)
    await assertEntries(storage, key, [])
  })

  test('S30 addIfOpen shows all of its entries or none', async ({ instances }) => {
    const [storage, other] = await instances()
    const epoch = await storage.openSession(key)
    await assertAllOrNone(other, key, entries(50), () => storage.addIfOpen(key, epoch, entries(50)))
    await assertEntries(storage, key, entries(50))
  })

  test('S28 addIfOpen that meets a close leaves nothing, also when the session is opened anew', async ({
    instances,
  }) => {
    const [storage, other] = await instances()
    for (let round = 0; round < 20; round += 1) {
      const epoch = await storage.openSession(key)
      const late = async (first: number): Promise<void> => {
        for (const each of entries(4, first)) await storage.addIfOpen(key, epoch, [each])
      }
      const reopen = async (): Promise<void> => {
        await other.clear(key)
        if (round % 2 === 0) await other.openSession(key)
      }
      await together([late(1), late(11), reopen(), late(21)])
      await assertEntries(storage, key, [])
      await storage.clear(key)
    }
  })

  test('S15 addIfOpen takes a batch again whose answer was lost', async ({ storage }) => {
    const epoch = await storage.openSession(key)
    for (let attempt = 0; attempt < 3; attempt += 1) {
      assert.equal(await storage.addIfOpen(key, epoch, entries(3)), true)
    }
    const listed = await storage.list(key)
    assert.deepEqual([...new Set(listed.map(({ messageId }) => messageId))].sort(), [1, 2, 3])
  })
}
