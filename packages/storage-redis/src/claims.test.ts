import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { TestClock } from '@botgen/testing'
import type { UpdateClaim } from '@botgen/runtime'
import { RedisStorage } from './index.js'
import { sharedServer } from './testing/shared-server.js'

const server = await sharedServer()
const { url = '', prefix = '' } = server ?? {}
const withServer = server === undefined ? describe.skip : describe
if (server !== undefined) afterAll(() => server.cleanUp())

const lease = 10_000
const day = 24 * 3_600_000

withServer('claims of updates', () => {
  let clock: TestClock
  let one: RedisStorage
  let other: RedisStorage
  let count = 0
  beforeEach(async () => {
    clock = new TestClock()
    count += 1
    const options = { url, prefix: `${prefix}${count}:`, clock }
    one = await RedisStorage.connect(options)
    other = await RedisStorage.connect(options)
  })
  afterEach(async () => {
    await one.close()
    await other.close()
  })

  const claim = (updateId: number, owner: string, lane?: string): UpdateClaim => ({
    namespace: '1',
    updateId,
    owner,
    ...(lane !== undefined && { lane }),
  })
  const asks = (storage: RedisStorage, ...wanted: Parameters<typeof claim>) =>
    storage.claimUpdate(claim(...wanted), lease)

  it('S37 grants an update to one owner, and again to the same', async () => {
    expect(await asks(one, 1, 'a')).toBe('granted')
    expect(await asks(other, 1, 'b')).toBe('waiting')
    expect(await asks(other, 1, 'a')).toBe('granted')
    expect(await asks(other, 2, 'b')).toBe('granted')
  })

  it('S37 grants one of 20 that ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, owner) => asks(owner % 2 === 0 ? one : other, 1, `owner ${owner}`)),
    )
    expect(answers.filter((answer) => answer === 'granted')).toHaveLength(1)
  })

  it('S37 answers for a handled update that it was, for a day at least', async () => {
    await asks(one, 1, 'a')
    await one.finishUpdate(claim(1, 'a'), 'handled')
    for (const passed of [0, day - 1]) {
      clock.advance(passed)
      expect(await asks(other, 1, 'b')).toBe('handled')
      expect(await asks(one, 1, 'a')).toBe('handled')
    }
    for (const near of [0, 2, 4096, 4097]) expect(await asks(one, near, 'a')).toBe('granted')
    const kept = await one.claimUpdate({ ...claim(1, 'b'), namespace: '2' }, lease)
    expect(kept).toBe('granted')
  })

  it('S37 lets a failed update be claimed again at once', async () => {
    await asks(one, 1, 'a', 'lane')
    await one.finishUpdate(claim(1, 'a', 'lane'), 'failed')
    expect(await asks(other, 1, 'b', 'lane')).toBe('granted')
  })

  it('S37 lets another have an update whose lease is over, and not before', async () => {
    await asks(one, 1, 'a')
    clock.advance(lease - 1)
    expect(await asks(other, 1, 'b')).toBe('waiting')
    clock.advance(1)
    expect(await asks(other, 1, 'b')).toBe('granted')
    expect(await asks(one, 1, 'a')).toBe('waiting')
  })

  it('S37 extends the lease of who asks again', async () => {
    await asks(one, 1, 'a', 'lane')
    clock.advance(lease - 1)
    expect(await asks(one, 1, 'a', 'lane')).toBe('granted')
    clock.advance(lease - 1)
    expect(await asks(other, 1, 'b', 'lane')).toBe('waiting')
  })

  it('S37 of an update that is another one’s by now, handled holds and failed changes nothing', async () => {
    await asks(one, 1, 'a', 'lane')
    clock.advance(lease)
    expect(await asks(other, 1, 'b', 'lane')).toBe('granted')
    await one.finishUpdate(claim(1, 'a', 'lane'), 'failed')
    expect(await asks(one, 1, 'a', 'lane')).toBe('waiting')
    await one.finishUpdate(claim(1, 'a', 'lane'), 'handled')
    expect(await asks(one, 1, 'c', 'lane')).toBe('handled')
    // It is at work still.
    expect(await asks(one, 2, 'c', 'lane')).toBe('waiting')
    await other.finishUpdate(claim(1, 'b', 'lane'), 'handled')
    expect(await asks(one, 2, 'c', 'lane')).toBe('granted')
  })

  it('S14 grants the updates of a lane one at a time, the lowest of those that ask first', async () => {
    expect(await asks(one, 5, 'a', 'lane')).toBe('granted')
    expect(await asks(other, 7, 'b', 'lane')).toBe('waiting')
    expect(await asks(one, 6, 'a', 'lane')).toBe('waiting')
    expect(await asks(one, 8, 'a', 'another')).toBe('granted')
    expect(await asks(one, 9, 'a')).toBe('granted')
    await one.finishUpdate(claim(5, 'a', 'lane'), 'handled')
    expect(await asks(other, 7, 'b', 'lane')).toBe('waiting')
    expect(await asks(one, 6, 'a', 'lane')).toBe('granted')
    await one.finishUpdate(claim(6, 'a', 'lane'), 'handled')
    expect(await asks(other, 7, 'b', 'lane')).toBe('granted')
  })

  it('S14 lets a granted update go on when a lower one asks', async () => {
    await asks(one, 5, 'a', 'lane')
    expect(await asks(other, 4, 'b', 'lane')).toBe('waiting')
    expect(await asks(one, 5, 'a', 'lane')).toBe('granted')
  })

  it('S14 waits for a lower one only while that one’s lease runs', async () => {
    await asks(one, 5, 'a', 'lane')
    await asks(one, 6, 'dies', 'lane')
    await one.finishUpdate(claim(5, 'a', 'lane'), 'handled')
    expect(await asks(other, 7, 'b', 'lane')).toBe('waiting')
    clock.advance(lease)
    expect(await asks(other, 7, 'b', 'lane')).toBe('granted')
  })

  it('S14 goes on behind a waiting update that another has handled', async () => {
    await asks(one, 5, 'a', 'lane')
    await asks(other, 6, 'b', 'lane')
    await one.finishUpdate(claim(6, 'c', 'lane'), 'handled')
    await one.finishUpdate(claim(5, 'a', 'lane'), 'handled')
    expect(await asks(one, 7, 'a', 'lane')).toBe('granted')
  })

  it('S37 keeps namespaces and lanes apart, whatever they hold', async () => {
    const names = ['a', 'a,', '["a","b"]', '{a}', '}', '{', '"', '\\', '1', ' ', '*', '%s']
    for (const namespace of names) {
      for (const lane of names) {
        expect(await one.claimUpdate({ namespace, updateId: names.indexOf(lane), lane, owner: lane }, lease)).toBe(
          'granted',
        )
      }
    }
  })

  it('S37 goes by the server’s time where no clock is given, and Redis forgets claims', async () => {
    const real = await RedisStorage.connect({ url, prefix: `${prefix}real:` })
    try {
      expect(await real.claimUpdate(claim(1, 'a', 'lane'), 150)).toBe('granted')
      expect(await real.claimUpdate(claim(1, 'b', 'lane'), 150)).toBe('waiting')
      let answer = 'waiting'
      while (answer === 'waiting') answer = await real.claimUpdate(claim(1, 'b', 'lane'), 150)
      await real.finishUpdate(claim(1, 'b', 'lane'), 'handled')
      expect(await real.claimUpdate(claim(2, 'c', 'lane'), 150)).toBe('granted')
      const times = await server?.timesToLive(`${prefix}real:`)
      expect(times).not.toHaveLength(0)
      expect(times?.filter((time) => time < 0)).toEqual([])
    } finally {
      await real.close()
    }
  })
})
