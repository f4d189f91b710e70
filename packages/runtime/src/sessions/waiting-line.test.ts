import { describe, expect, it } from '@jest/globals'
import { broken, startFaulty } from '../../test/faulty-storage.js'
import { idsOf } from '../../test/sessions.js'
import { gate, pause } from '../../test/waiting.js'
import { EntriesDroppedError } from '../index.js'

describe('entries that wait for the storage', () => {
  it('S15 are in messages and count', async () => {
    const { faulty, open, track } = await startFaulty()
    const session = open()
    await track(session, 1)
    faulty.failNext('add', broken, Number.POSITIVE_INFINITY)
    await track(session, 2, 3)
    expect(await idsOf(session)).toEqual([1, 2, 3])
    expect(await session.count()).toBe(3)
  })

  it('S15 are deleted by clear, and do not come back with the storage', async () => {
    const { server, chat, says, faulty, timers, open, stored } = await startFaulty()
    const session = open()
    await says('one')
    faulty.failNext('add', broken, Number.POSITIVE_INFINITY)
    await says('two')
    await session.chat.sendMessage('three')
    expect(await session.clear()).toMatchObject({ removed: 3, deleted: 3 })
    expect(chat.history()).toEqual([])
    expect(await session.count()).toBe(0)
    faulty.clearFaults()
    await timers.set(100)
    server.clock.advance(100)
    await pause()
    expect(await stored()).toEqual([])
  })

  it('S15 are dropped by forget, and only those that match', async () => {
    const { faulty, open, stored, track, retryAfter } = await startFaulty()
    const session = open()
    faulty.failNext('add', broken, Number.POSITIVE_INFINITY)
    await track(session, 1, 2, 3)
    expect(await session.forget(({ messageId }) => messageId === 2)).toBe(1)
    faulty.clearFaults()
    await retryAfter(100)
    expect(await stored()).toEqual([1, 3])
  })

  it('S15 are dropped by forget although they are on their way', async () => {
    const { faulty, open, track, retryAfter } = await startFaulty()
    const session = open()
    faulty.failNext('add', broken)
    await track(session, 1)
    const slow = gate()
    faulty.failNext('add', { hold: slow.promise })
    await retryAfter(100)
    expect(await session.forget()).toBe(1)
    slow.open()
    await pause()
    expect(await idsOf(session)).toEqual([])
  })

  it('S28 are dropped by close, and nothing comes back', async () => {
    const { server, faulty, timers, open, stored, track } = await startFaulty()
    const session = open()
    faulty.failNext('add', broken, Number.POSITIVE_INFINITY)
    await track(session, 1, 2)
    await session.close()
    faulty.clearFaults()
    await timers.set(100)
    server.clock.advance(100)
    await pause()
    expect(await stored()).toEqual([])
    expect(await idsOf(open())).toEqual([])
  })

  it('S28 do not come back when the storage answers at last, after close', async () => {
    const { server, faulty, timers, open, stored, track } = await startFaulty()
    const session = open()
    const slow = gate()
    faulty.failNext('add', { hold: slow.promise })
    const tracking = track(session, 1)
    await timers.set(5000)
    server.clock.advance(5000)
    await tracking
    await session.close()
    slow.open()
    await pause()
    expect(await stored()).toEqual([])
    expect(await idsOf(open())).toEqual([])
  })

  it('S28 do not come back when close was quicker than their write', async () => {
    const { server, faulty, timers, open, stored, track } = await startFaulty()
    const session = open()
    const slow = gate()
    faulty.failNext('add', { hold: slow.promise })
    void track(session, 1)
    const closing = session.close()
    await timers.set(10_000)
    // The write gives up first, and is still on its way.
    server.clock.advance(10_000)
    await closing
    slow.open()
    await pause()
    expect(await stored()).toEqual([])
  })

  it('S15 are ten thousand at most: the oldest is dropped and reported', async () => {
    const { errors, faulty, open, track, retryAfter } = await startFaulty()
    const [one, other] = [open('one'), open('other')]
    faulty.failNext('add', broken, Number.POSITIVE_INFINITY)
    await track(one, 1)
    await track(other, 2)
    await track(one, ...Array.from({ length: 9998 }, (_, index) => index + 3))
    expect(errors).toHaveLength(1)
    await track(one, 10_001)
    await track(one, 10_002)
    expect([await one.count(), await other.count()]).toEqual([10_000, 0])
    await retryAfter(100)
    const dropped = errors.slice(1).map(({ error }) => error as EntriesDroppedError)
    expect(dropped[0]).toBeInstanceOf(EntriesDroppedError)
    expect(dropped.map(({ entries }) => entries.map(({ messageId }) => messageId))).toEqual([[1, 2]])
  })
})
