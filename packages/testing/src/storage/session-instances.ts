import assert from 'node:assert/strict'
import type { SessionStorage } from '@botgen/runtime'
import { assertEntries, plain } from './expectations.js'
import { type Declare, together } from './rig.js'
import { entries, entry, hostileKeys, key, otherKey, unusual } from './samples.js'
import { having } from './session-subject.js'

/** What is promised of two instances on the same data. */
export function peerTests(test: Declare<SessionStorage>): void {
  test('S31 shows what another process has added, removed and cleared', async ({ storage, peer }) => {
    const other = await peer()
    for (const each of unusual) await storage.add(key, each)
    await assertEntries(other, key, unusual)
    await other.remove(key, ({ messageId }) => messageId > 3)
    const left = unusual.filter(({ messageId }) => messageId <= 3)
    await assertEntries(storage, key, left)
    await assertEntries(await peer(), key, left)
    await storage.clear(key)
    await assertEntries(other, key, [])
  })

  test('S31 goes on when another process lets go of the data', async ({ storage, peer }) => {
    const other = await peer()
    await other.add(key, entry(1))
    await storage.add(key, entry(2))
    await assertEntries(other, key, [entry(1), entry(2)])
  })
}

/** What is promised of data that outlives its process. */
export function restartTests(test: Declare<SessionStorage>): void {
  test('S31 has its entries after a restart', async ({ storage, reopen }) => {
    for (const each of unusual) await storage.add(key, each)
    for (const each of hostileKeys) await storage.add(each, entry(1))
    await storage.add(otherKey, entry(1))
    await storage.clear(otherKey)
    const later = await reopen()
    await assertEntries(later, key, unusual)
    for (const each of hostileKeys) await assertEntries(later, each, [entry(1)])
    await assertEntries(later, otherKey, [])
  })

  test('S31 has after a restart what was being added when it was closed', async ({ storage, reopen }) => {
    await together(entries(100).map((each) => storage.add(key, each)))
    await assertEntries(await reopen(), key, entries(100))
  })
}

/** What is promised of open sessions that outlive their process. */
export function openRestartTests(declare: Declare<SessionStorage>): void {
  const test = having(declare, 'openSession', 'addIfOpen', 'openKeys')

  test('S31 has its open sessions after a restart, in their epochs', async ({ storage, reopen }) => {
    const epoch = await storage.openSession(key)
    const empty = await storage.openSession('1/c-1/')
    await storage.addIfOpen(key, epoch, entries(2))
    const later = await reopen()
    assert.deepEqual(plain(await later.openKeys(key)), [{ key, epoch }])
    assert.deepEqual(plain(await later.openKeys('1/c-1/')), [{ key: '1/c-1/', epoch: empty }])
    assert.equal(await later.openSession(key), epoch)
    assert.equal(await later.addIfOpen(key, epoch, [entry(3)]), true)
    await assertEntries(later, key, entries(3))
  })

  test('S28 keeps a closed session closed after a restart, and its epoch over', async ({ storage, reopen }) => {
    const over = [await storage.openSession(key)]
    await storage.clear(key)
    over.push(await storage.openSession(key))
    await storage.clear(key)
    const later = await reopen()
    assert.deepEqual(plain(await later.openKeys(key)), [])
    for (const epoch of over) assert.equal(await later.addIfOpen(key, epoch, [entry(1)]), false)
    const next = await later.openSession(key)
    assert.ok(!over.includes(next), `the epoch ${next} had been there before`)
    await assertEntries(later, key, [])
  })
}
