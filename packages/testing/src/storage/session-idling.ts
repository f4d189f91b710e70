import assert from 'node:assert/strict'
import type { SessionStorage } from '@botgen/runtime'
import { assertEntries, plain } from './expectations.js'
import { type Declare, type Rig, type StorageTime, together } from './rig.js'
import { entries, entry, key, otherKey } from './samples.js'
import { having, type StorageWith } from './session-subject.js'

type IdlingStorage = StorageWith<'openSession' | 'addIfOpen' | 'openKeys' | 'closeIfIdle'>

/** Long enough to tell two times apart, also where the clock is that of a server. */
const step = 200

/** Lets time pass and returns a time between before and now. */
async function pass(time: StorageTime): Promise<number> {
  await time.advance(step / 2)
  const between = time.now()
  await time.advance(step / 2)
  return between
}

/** What is promised of sessions that expire. */
export function idlingTests(declare: Declare<SessionStorage>): void {
  const test = having(declare, 'openSession', 'addIfOpen', 'openKeys', 'closeIfIdle')

  test('S29 closeIfIdle closes a session that was idle, with its entries, and no other', async ({
    instances,
    time,
  }) => {
    const [storage, other] = await instances()
    const epoch = await storage.openSession(key)
    await storage.addIfOpen(key, epoch, entries(3))
    await storage.addIfOpen(otherKey, await storage.openSession(otherKey), entries(3))
    const idleSince = await pass(time)

    assert.equal(await other.closeIfIdle(key, epoch, idleSince), true)

    await assertEntries(storage, key, [])
    assert.deepEqual(plain(await storage.openKeys(key)), [])
    assert.equal(await storage.addIfOpen(key, epoch, [entry(4)]), false)
    assert.notEqual(await storage.openSession(key), epoch)
    await assertEntries(storage, key, [])
    await assertEntries(storage, otherKey, entries(3))
    assert.equal((await storage.openKeys(otherKey)).length, 1)
  })

  test('S29 closeIfIdle closes a session without entries', async ({ storage, time }) => {
    const epoch = await storage.openSession(key)
    const idleSince = await pass(time)
    assert.equal(await storage.closeIfIdle(key, epoch, idleSince), true)
    assert.deepEqual(plain(await storage.openKeys(key)), [])
  })

  test('S28 closeIfIdle closes a session in its epoch, whenever it was used, since Infinity', async ({ storage }) => {
    const over = await storage.openSession(key)
    await storage.addIfOpen(key, over, entries(3))
    assert.equal(await storage.closeIfIdle(key, over, Infinity), true)
    await assertEntries(storage, key, [])
    assert.deepEqual(plain(await storage.openKeys(key)), [])

    const epoch = await storage.openSession(key)
    await storage.addIfOpen(key, epoch, [entry(4)])
    assert.equal(await storage.closeIfIdle(key, over, Infinity), false)
    await assertEntries(storage, key, [entry(4)])
    assert.deepEqual(plain(await storage.openKeys(key)), [{ key, epoch }])
  })

  test('S29 closeIfIdle leaves a session that was opened since', async ({ storage, time }) => {
    const idleSince = time.now() - step
    const epoch = await storage.openSession(key)
    await assertStays({ storage, epoch, idleSince })
  })

  test('S29 closeIfIdle leaves a session that another process has opened since', async ({ instances, time }) => {
    const [storage, other] = await instances()
    const epoch = await storage.openSession(key)
    const idleSince = await pass(time)
    await other.openSession(key)
    await assertStays({ storage, epoch, idleSince })
  })

  test('S29 closeIfIdle leaves a session that was appended to since', async ({ instances, time }) => {
    const [storage, other] = await instances()
    const epoch = await storage.openSession(key)
    const idleSince = await pass(time)
    await other.addIfOpen(key, epoch, [entry(1)])
    await assertStays({ storage, epoch, idleSince }, [entry(1)])
  })

  test('S29 closeIfIdle counts add as appending', async ({ storage, time }) => {
    const epoch = await storage.openSession(key)
    const idleSince = await pass(time)
    await storage.add(key, entry(1))
    await assertStays({ storage, epoch, idleSince }, [entry(1)])
  })

  test('S28 closeIfIdle leaves what is open in another epoch, or not open', async ({ storage, time }) => {
    const over = await storage.openSession(key)
    await storage.clear(key)
    const epoch = await storage.openSession(key)
    await storage.add(otherKey, entry(1))
    const idleSince = await pass(time)
    assert.equal(await storage.closeIfIdle(key, over, idleSince), false)
    assert.equal(await storage.closeIfIdle(otherKey, over, idleSince), false)
    assert.deepEqual(plain(await storage.openKeys(key)), [{ key, epoch }])
    await assertEntries(storage, otherKey, [entry(1)])
  })

  test('S29 closeIfIdle that meets an append either closes or lets it in', raceWithAppend)
}

async function raceWithAppend({ instances, time }: Rig<IdlingStorage>): Promise<void> {
  const [storage, other] = await instances()
  // None begins as another: `openKeys` finds whatever begins with what it is asked for.
  const keys = Array.from({ length: 20 }, (_, position) => `${key}${position}/`)
  const epochs = await together(keys.map((each) => storage.openSession(each)))
  const idleSince = await pass(time)
  await together(
    keys.map(async (each, position) => {
      const epoch = epochs[position] ?? 0
      const close = () => other.closeIfIdle(each, epoch, idleSince)
      const append = () => storage.addIfOpen(each, epoch, [entry(1)])
      const [isClosed, isAdded] =
        position % 2 === 0 ? await together([close(), append()]) : [...(await together([append(), close()]))].reverse()
      assert.equal(isClosed, !isAdded, `closed: ${isClosed}, added: ${isAdded}`)
      await assertEntries(storage, each, isAdded === true ? [entry(1)] : [])
      assert.equal((await storage.openKeys(each)).length > 0, isAdded)
    }),
  )
}

interface Active {
  readonly storage: IdlingStorage
  readonly epoch: number
  readonly idleSince: number
}

async function assertStays({ storage, epoch, idleSince }: Active, kept: readonly ReturnType<typeof entry>[] = []) {
  assert.equal(await storage.closeIfIdle(key, epoch, idleSince), false)
  await assertEntries(storage, key, kept)
  assert.deepEqual(plain(await storage.openKeys(key)), [{ key, epoch }])
  assert.equal(await storage.addIfOpen(key, epoch, []), true)
}
