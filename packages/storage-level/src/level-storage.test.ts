import { TestClock } from '@botgen/testing'
import { afterAll, describe, expect, it } from '@jest/globals'
import { ClassicLevel } from 'classic-level'
import fc from 'fast-check'
import { LevelStorage, LevelStorageError } from './index.js'
import { entry } from './testing/entries.js'
import { newFolder, removeFolders } from './testing/folders.js'

afterAll(removeFolders)

/** How many records the database in a folder has, but for those about itself. */
async function stored(folder: string): Promise<number> {
  const level = new ClassicLevel(folder)
  await level.open()
  const keys = await level.keys().all()
  await level.close()
  return keys.filter((key) => !key.startsWith('m')).length
}

const minute = 60_000

describe('level storage', () => {
  it('S1 keeps sessions, states and messages apart, whatever their names hold (property)', async () => {
    const storage = await LevelStorage.open(newFolder())
    const unit = fc.constantFrom(
      'a',
      '/',
      '%',
      '\u0000',
      '\u0001',
      '\u007f',
      '0',
      ' ',
      'é',
      '\ud800',
      '\udc00',
      '\uffff',
    )
    const name = fc.array(unit, { maxLength: 6 }).map((units) => units.join(''))
    let round = 0
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(name, { minLength: 2, maxLength: 6 }), async (names) => {
        round += 1
        const keys = names.map((each) => `${round}:${each}`)
        const entries = keys.map((key, position) => entry(position + 1, { businessConnectionId: key }))
        for (const [position, key] of keys.entries()) {
          await storage.openSession(key)
          await storage.addMany(key, entries)
          await storage.removeIds(key, entries.slice(position, position + 1))
          await storage.state.set(key, key)
        }
        await storage.clear(keys[0] ?? '')
        await storage.state.delete(keys[0] ?? '')
        for (const [position, key] of keys.entries()) {
          const kept = position === 0 ? [] : entries.filter((_, other) => other !== position)
          const byId = (await storage.list(key)).toSorted((one, other) => one.messageId - other.messageId)
          expect(byId).toEqual(kept)
          expect((await storage.state.get(key))?.value).toBe(position === 0 ? undefined : key)
        }
        const open = await storage.openKeys(`${round}:`)
        expect(open.map(({ key }) => key).sort()).toEqual(keys.slice(1).sort())
      }),
      { seed: 20_261_125, numRuns: 40 },
    )
    await storage.close()
  })

  it('S12 a message that is there already stays as it was first told', async () => {
    const storage = await LevelStorage.open(newFolder())
    await storage.addMany('k', [entry(1), entry(1, { direction: 'outgoing' })])
    await storage.add('k', entry(1, { direction: 'outgoing' }))
    expect(await storage.list('k')).toEqual([entry(1)])
    await storage.close()
  })

  it('S15 writes under way when it is closed are done, and calls after that are refused', async () => {
    const storage = await LevelStorage.open(newFolder())
    const adding = Array.from({ length: 3000 }, (_, position) => storage.add('k', entry(position + 1)))
    const listing = storage.list('k')
    await Promise.all([storage.close(), storage.close()])
    await Promise.all([...adding, listing])
    for (const call of [
      () => storage.add('k', entry(1)),
      () => storage.list('k'),
      () => storage.openKeys('k'),
      () => storage.state.get('k'),
      () => storage.state.set('k', 1),
    ]) {
      await expect(call()).rejects.toThrow(LevelStorageError)
      await expect(call()).rejects.toThrow(`The storage ${storage.folder} is closed. Open it again`)
    }
    const again = await LevelStorage.open(storage.folder)
    expect(await again.count('k')).toBe(3000)
    await again.close()
  })

  it('S38 drops what is over: states and updates that were handled', async () => {
    const clock = new TestClock()
    const storage = await LevelStorage.open(newFolder(), { clock })
    const update = { namespace: '1/', lane: 'c1', owner: 'one' }
    for (let number = 0; number < 200; number += 1) {
      void storage.state.set(`limit ${number}`, number, { ttl: 1000 })
      void storage.finishUpdate({ ...update, updateId: number }, 'handled')
    }
    await storage.state.set('kept', 1)
    clock.advance(2 * minute)
    await storage.state.set('long', 1, { ttl: 100 * 60 * minute })
    await storage.close()
    // What ends has a second record, which says when.
    const long = 2
    expect(await stored(storage.folder)).toBe(200 * 2 + 1 + long)

    clock.advance(26 * 60 * minute)
    await (await LevelStorage.open(storage.folder, { clock })).close()
    expect(await stored(storage.folder)).toBe(1 + long)
  })

  it('S30 a predicate that throws takes nothing from the calls that are written with it', async () => {
    const storage = await LevelStorage.open(newFolder())
    const [first, failed, last] = await Promise.allSettled([
      storage.add('k', entry(1)),
      storage.remove('k', () => {
        throw new Error('the predicate failed')
      }),
      storage.add('k', entry(2)),
    ])
    expect([first.status, failed.status, last.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await storage.count('k')).toBe(2)
    await storage.close()
  })
})
