import assert from 'node:assert/strict'
import type { SessionEntry, SessionStorage } from '@botgen/runtime'
import { assertEntries, assertFails, assertMessages, plain } from './expectations.js'
import type { Declare } from './rig.js'
import { entries, entry, key, otherKey, sameId, unusual } from './samples.js'
import type { SessionStorageSubject } from './session-subject.js'

/** What is promised of one instance that is used by one caller. */
export function entryTests(test: Declare<SessionStorage>, subject: SessionStorageSubject): void {
  test('S30 lists what was added', async ({ storage }) => {
    for (const each of entries(3)) await storage.add(key, each)
    await assertEntries(storage, key, entries(3))
  })

  test('S10 gives entries back as they were, with every field and at the limits of each', async ({ storage }) => {
    for (const each of unusual) await storage.add(key, each)
    await assertEntries(storage, key, unusual)
  })

  test('S30 lists, removes and clears nothing for an unknown key', async ({ storage }) => {
    await storage.clear(key)
    assert.equal(await storage.remove(key, () => true), 0)
    assert.deepEqual(plain(await storage.list(key)), [])
  })

  test('S30 removes what matches and returns how many those were', async ({ storage }) => {
    for (const each of entries(7)) await storage.add(key, each)
    assert.equal(await storage.remove(key, ({ messageId }) => messageId > 3), 4)
    await assertEntries(storage, key, entries(3))
    assert.equal(await storage.remove(key, () => false), 0)
    assert.equal(await storage.remove(key, () => true), 3)
    await assertEntries(storage, key, [])
  })

  test('S27 asks the predicate about each entry, as it was added', async ({ storage }) => {
    for (const each of unusual) await storage.add(key, each)
    const asked: SessionEntry[] = []
    await storage.remove(key, (each) => {
      asked.push(each)
      return false
    })
    const byId = (one: SessionEntry, other: SessionEntry): number => one.messageId - other.messageId
    assert.deepEqual(plain(asked.sort(byId)), plain([...unusual].sort(byId)))
    await assertEntries(storage, key, unusual)
  })

  test('S27 fails with a predicate that fails, and keeps all that it did not choose', async ({ storage }) => {
    for (const each of entries(5)) await storage.add(key, each)
    const failing = ({ messageId }: SessionEntry): boolean => {
      if (messageId === 3) throw new Error('the predicate failed')
      return messageId === 1
    }
    await assertFails(() => storage.remove(key, failing))
    await storage.remove(key, ({ messageId }) => messageId === 1)
    await assertEntries(storage, key, entries(4, 2))
  })

  test('S30 clears and removes under one key only', async ({ storage }) => {
    for (const each of [key, otherKey]) await storage.add(each, entry(1))
    await storage.clear(key)
    await assertEntries(storage, key, [])
    await assertEntries(storage, otherKey, [entry(1)])
    await storage.add(key, entry(1))
    await storage.remove(otherKey, () => true)
    await assertEntries(storage, key, [entry(1)])
    await assertEntries(storage, otherKey, [])
  })

  test('S12 tells messages of other chats and connections apart', async ({ storage }) => {
    for (const each of sameId) await storage.add(key, each)
    await assertEntries(storage, key, sameId)
    await storage.remove(key, ({ businessConnectionId }) => businessConnectionId === 'b1')
    await assertEntries(
      storage,
      key,
      sameId.filter(({ businessConnectionId }) => businessConnectionId !== 'b1'),
    )
  })

  test('S12 takes a message that it has already, unchanged and losing none', async ({ storage }) => {
    for (const each of [...sameId, ...sameId, ...sameId]) await storage.add(key, each)
    await assertMessages(storage, key, sameId)
    await storage.remove(key, () => true)
    await assertEntries(storage, key, [])
  })

  test('S21 lists a snapshot, which later changes leave as it is', async ({ storage }) => {
    for (const each of entries(3)) await storage.add(key, each)
    const before = await storage.list(key)
    await storage.add(key, entry(4))
    await storage.remove(key, ({ messageId }) => messageId === 1)
    await storage.clear(key)
    assert.equal(before.length, 3)
  })

  test('S21 lists an array that is the caller’s own', async ({ storage }) => {
    await storage.add(key, entry(1))
    // Read-only by type; callers in JavaScript can do so all the same.
    const listed = (await storage.list(key)) as SessionEntry[]
    if (!Object.isFrozen(listed)) listed.length = 0
    await assertEntries(storage, key, [entry(1)])
  })

  if (subject.entries === 'shared') {
    test('S30 shares entries with its callers, as was said', () => Promise.resolve())
    return
  }

  test('S30 keeps a copy of an entry', async ({ storage }) => {
    const added = { ...entry(1) }
    await storage.add(key, added)
    Reflect.set(added, 'chatId', 666)
    await assertCopies(storage)
  })

  test('S30 hands out copies of entries', async ({ storage }) => {
    await storage.add(key, entry(1))
    for (const listed of await storage.list(key)) Reflect.set(listed, 'chatId', 666)
    await storage.remove(key, (asked) => {
      Reflect.set(asked, 'chatId', 666)
      return false
    })
    await assertCopies(storage)
  })
}

async function assertCopies(storage: SessionStorage): Promise<void> {
  const advice = "an entry was shared with its caller: copy it, or give the suite `entries: 'shared'`"
  assert.deepEqual(plain(await storage.list(key)), plain([entry(1)]), advice)
}
