import type { ClaimAnswer, UpdateClaim } from '@botgen/runtime'
import { TestClock } from '@botgen/testing'
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { LevelStorage } from './index.js'
import { newFolder, removeFolders } from './testing/folders.js'

const minute = 60_000
const hour = 60 * minute
const lease = minute

let clock: TestClock
let storage: LevelStorage

beforeEach(async () => {
  clock = new TestClock()
  storage = await LevelStorage.open(newFolder(), { clock })
})
afterEach(() => storage.close())
afterAll(removeFolders)

const claim = (updateId: number, more: Partial<UpdateClaim> = {}): UpdateClaim => ({
  namespace: '1/',
  updateId,
  lane: 'c1',
  owner: 'one',
  ...more,
})
const ask = (updateId: number, more?: Partial<UpdateClaim>): Promise<ClaimAnswer> =>
  storage.claimUpdate(claim(updateId, more), lease)

describe('updates that are claimed', () => {
  it('S37 grants an update to one of those who ask at once', async () => {
    const owners = Array.from({ length: 20 }, (_, position) => `owner ${position}`)
    const answers = await Promise.all(owners.map((owner) => ask(1, { owner })))
    expect(answers.filter((answer) => answer === 'granted')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'waiting')).toHaveLength(19)
  })

  it('S37 grants an update anew when its lease is over, unless its owner has asked again', async () => {
    await ask(1)
    clock.advance(lease / 2)
    expect(await ask(1)).toBe('granted')
    clock.advance(lease / 2)
    expect(await ask(1, { owner: 'two' })).toBe('waiting')
    clock.advance(lease / 2)
    expect(await ask(1, { owner: 'two' })).toBe('granted')
    expect(await ask(1)).toBe('waiting')
  })

  it('S14 grants the updates of a lane one at a time, the lower number first', async () => {
    expect(await ask(2)).toBe('granted')
    expect(await ask(4)).toBe('waiting')
    expect(await ask(3, { owner: 'two' })).toBe('waiting')
    await storage.finishUpdate(claim(2), 'handled')
    expect(await ask(4)).toBe('waiting')
    expect(await ask(3, { owner: 'two' })).toBe('granted')
    expect(await ask(1)).toBe('waiting')
    await storage.finishUpdate(claim(3, { owner: 'two' }), 'handled')
    expect(await ask(4)).toBe('waiting')
    expect(await ask(1)).toBe('granted')
  })

  it('S14 forgets one that waits when its lease is over', async () => {
    await ask(1)
    await ask(2, { owner: 'gone' })
    await storage.finishUpdate(claim(1), 'handled')
    expect(await ask(3)).toBe('waiting')
    clock.advance(lease)
    expect(await ask(3)).toBe('granted')
  })

  it('S14 lets other lanes, other bots and updates without a lane alone', async () => {
    await ask(5)
    expect(await ask(6, { lane: 'c2' })).toBe('granted')
    expect(await ask(6, { namespace: '2/' })).toBe('granted')
    expect(await ask(5, { namespace: '3/' })).toBe('granted')
    const { lane: _none, ...unordered } = claim(7)
    expect(await storage.claimUpdate(unordered, lease)).toBe('granted')
    expect(await storage.claimUpdate({ ...unordered, updateId: 8 }, lease)).toBe('granted')
  })

  it('S37 one that failed may be claimed at once, and only its owner can end it', async () => {
    await ask(1)
    await storage.finishUpdate(claim(1, { owner: 'two' }), 'failed')
    expect(await ask(1, { owner: 'two' })).toBe('waiting')
    await storage.finishUpdate(claim(1), 'failed')
    expect(await ask(1, { owner: 'two' })).toBe('granted')
  })

  it('S37 one that was handled late is handled, and who has it now keeps its lane', async () => {
    await ask(1)
    clock.advance(lease)
    expect(await ask(1, { owner: 'two' })).toBe('granted')
    await storage.finishUpdate(claim(1), 'handled')
    expect(await ask(1, { owner: 'three' })).toBe('handled')
    expect(await ask(2)).toBe('waiting')
    await storage.finishUpdate(claim(1, { owner: 'two' }), 'failed')
    expect(await ask(1)).toBe('handled')
    expect(await ask(2)).toBe('granted')
  })

  it('S37 knows what was handled for 24 hours, also after a restart, and not for ever', async () => {
    await storage.finishUpdate(claim(1), 'handled')
    clock.advance(12 * hour)
    await storage.close()
    storage = await LevelStorage.open(storage.folder, { clock })
    clock.advance(12 * hour)
    expect(await ask(1)).toBe('handled')
    clock.advance(6 * 24 * hour)
    expect(await ask(1)).toBe('granted')
  })

  it('S37 leases hold while their process lives, also when the storage is opened anew', async () => {
    await ask(1)
    await storage.close()
    storage = await LevelStorage.open(storage.folder, { clock })
    expect(await ask(1, { owner: 'two' })).toBe('waiting')
    clock.advance(lease)
    expect(await ask(1, { owner: 'two' })).toBe('granted')
  })

  it('S37 keeps namespaces and lanes apart, whatever they hold', async () => {
    const hostile = ['', '1', '1\u0000', '\ud800', '\ud801', '["1"]', '1/', '\u007f0000', '\u0000']
    for (const namespace of hostile) await storage.finishUpdate(claim(1, { namespace }), 'handled')
    for (const namespace of hostile) expect(await ask(11, { namespace })).toBe('granted')
    const inLane = (lane: string, updateId: number) => ask(updateId, { namespace: 'lanes', lane })
    for (const [position, lane] of hostile.entries()) expect(await inLane(lane, position)).toBe('granted')
    for (const [position, lane] of hostile.entries()) expect(await inLane(lane, 100 + position)).toBe('waiting')
  })
})
