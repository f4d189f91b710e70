import assert from 'node:assert/strict'
import type { StateStorage } from '@botgen/runtime'
import type { Declare } from './rig.js'

/** Short enough to wait for, long enough that a slow machine asks before it is over. */
const ttl = 400

/** What is promised of values that are there for a time. */
export function stateTimeTests(test: Declare<StateStorage>): void {
  test('S38 has a value until its time is over', async ({ storage, time }) => {
    await storage.set('short', 1, { ttl })
    await storage.set('long', 2, { ttl: 100 * ttl })
    await storage.set('forever', 3)
    assert.equal((await storage.get('short'))?.value, 1)
    await time.advance(2 * ttl)
    assert.equal(await storage.get('short'), undefined)
    assert.equal((await storage.get('long'))?.value, 2)
    assert.equal((await storage.get('forever'))?.value, 3)
  })

  test('S38 forgets the time of a value that is set anew', async ({ storage, time }) => {
    for (const key of ['forever', 'longer', 'deleted']) await storage.set(key, 1, { ttl })
    await storage.set('forever', 2)
    await storage.set('longer', 2, { ttl: 100 * ttl })
    await storage.delete('deleted')
    await storage.set('deleted', 2)
    await time.advance(2 * ttl)
    for (const key of ['forever', 'longer', 'deleted']) assert.equal((await storage.get(key))?.value, 2)
  })

  test('S38 keeps the time of a value that could not be set', async ({ storage, time }) => {
    const version = await storage.set('short', 1, { ttl })
    await storage.set('forever', 1)
    const ifVersion = (version ?? 0) + 1000
    assert.equal(await storage.set('short', 2, { ifVersion }), undefined)
    assert.equal(await storage.set('forever', 2, { ifVersion, ttl }), undefined)
    await time.advance(2 * ttl)
    assert.equal(await storage.get('short'), undefined)
    assert.equal((await storage.get('forever'))?.value, 1)
  })

  test('S38 has no value, and version 0, once the time is over', async ({ storage, time }) => {
    const version = (await storage.set('k', 1, { ttl })) ?? 0
    await time.advance(2 * ttl)
    assert.equal(await storage.set('k', 2, { ifVersion: version }), undefined)
    const next = await storage.set('k', 3, { ifVersion: 0 })
    assert.ok(next !== undefined && next !== version, `the version ${String(next)} came after ${version}`)
    assert.equal((await storage.get('k'))?.value, 3)
  })
}
