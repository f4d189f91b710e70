import { describe, expect, it } from '@jest/globals'
import { broken, startFaulty } from '../../test/faulty-storage.js'
import { tableOf } from '../../test/harness.js'
import { idsOf } from '../../test/sessions.js'
import { pause, until } from '../../test/waiting.js'
import { StorageFailure } from '../index.js'

describe('a storage that fails while an entry is recorded', () => {
  it.each([
    ['rejects', broken],
    ['throws at once', { throws: new Error('disk full') }],
  ])('S15 that %s stops no handler, and the entry waits', async (_name, fault) => {
    const { chat, errors, says, faulty, open, stored } = await startFaulty({
      table: tableOf({ hello: (update) => update.context().reply('hello') }),
    })
    const session = open()
    faulty.failNext('add', fault)
    await says('/hello')
    expect(chat.history().map(({ text }) => text)).toEqual(['/hello', 'hello'])
    expect(await stored()).toEqual([])
    expect(await idsOf(session)).toEqual([1])
    expect(errors).toMatchObject([
      { error: { message: expect.stringContaining('disk full') as unknown }, context: { stage: 'recording' } },
    ])
    expect(errors[0]?.error).toBeInstanceOf(StorageFailure)
  })

  it('S15 that never answers has failed after five seconds; the handler then goes on', async () => {
    const { server, alice, chat, errors, faulty, timers, open } = await startFaulty({
      table: tableOf({ hello: (update) => update.context().reply('hello') }),
    })
    const session = open()
    faulty.failNext('add', { hangs: true })
    alice.sends(chat, '/hello')
    await timers.set(5000)
    server.clock.advance(4999)
    await pause()
    expect(chat.history()).toHaveLength(1)
    server.clock.advance(1)
    await server.settled()
    expect(chat.history().map(({ text }) => text)).toEqual(['/hello', 'hello'])
    expect(await idsOf(session)).toEqual([1])
    expect(errors).toMatchObject([{ error: { message: expect.stringContaining('5000 ms') as unknown } }])
  })

  it('S15 is tried again with growing pauses, up to half a minute', async () => {
    const { faulty, timers, open, stored, track, writes, retryAfter } = await startFaulty()
    const session = open()
    faulty.failNext('add', broken, Number.POSITIVE_INFINITY)
    await track(session, 1)
    for (const delay of [100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000]) await retryAfter(delay)
    expect(writes()).toBe(12)
    faulty.clearFaults()
    await retryAfter(30_000)
    expect(await stored()).toEqual([1])
    expect(timers.running()).not.toContain(30_000)
  })

  it('S15 nothing but the retry asks it meanwhile', async () => {
    const { faulty, open, track, writes, retryAfter } = await startFaulty()
    const session = open()
    faulty.failNext('add', broken)
    await track(session, 1, 2, 3)
    expect(writes()).toBe(1)
    await retryAfter(100)
    expect(writes()).toBe(4)
  })

  it('S15 is reported once an incident, and again when it fails a second time', async () => {
    const { errors, faulty, open, stored, track, retryAfter } = await startFaulty()
    const session = open()
    faulty.failNext('add', broken, 3)
    await track(session, 1, 2)
    await retryAfter(100)
    await retryAfter(200)
    expect(errors).toHaveLength(1)
    await retryAfter(400)
    faulty.failNext('add', { rejects: new Error('disk full again') })
    await track(session, 3)
    expect(errors.map(({ error }) => ((error as Error).cause as Error).message)).toEqual([
      'disk full',
      'disk full again',
    ])
    await retryAfter(100)
    expect(await stored()).toEqual([1, 2, 3])
  })

  it('S15 is reported once although many writes fail together', async () => {
    const { errors, says, faulty, open } = await startFaulty()
    const sessions = ['a', 'b', 'c'].map((qualifier) => open(qualifier))
    faulty.failNext('add', broken, 3)
    await says('hello')
    expect(errors).toHaveLength(1)
    expect(await Promise.all(sessions.map((session) => session.count()))).toEqual([1, 1, 1])
  })

  it('S15 gets the entries in their order', async () => {
    const { faulty, open, track, retryAfter } = await startFaulty()
    const session = open()
    faulty.failNext('add', broken, 2)
    await track(session, 5, 3, 4)
    await retryAfter(100)
    await track(session, 1)
    await retryAfter(200)
    const given = faulty.calls.filter(({ method }) => method === 'add').map(({ arguments: [, entry] }) => entry)
    expect(given.slice(-4)).toMatchObject([{ messageId: 5 }, { messageId: 3 }, { messageId: 4 }, { messageId: 1 }])
  })

  it('S15 that refuses one session’s entries takes those of the others', async () => {
    const { errors, faulty, open, keyOf, stored, track, retryAfter } = await startFaulty()
    const [bad, good] = [open('bad'), open('good')]
    faulty.failNext(
      ({ method, arguments: [key] }) => method === 'add' && key === keyOf('bad'),
      broken,
      Number.POSITIVE_INFINITY,
    )
    await track(bad, 1)
    await track(good, 2)
    await retryAfter(100)
    await retryAfter(200)
    expect(await stored('good')).toEqual([2])
    await track(good, 3)
    expect(await stored('good')).toEqual([2, 3])
    expect(await idsOf(bad)).toEqual([1])
    expect(errors).toHaveLength(1)
  })

  it('S15 with maxEntries is reported once too, and stops no handler when it never answers', async () => {
    const { server, errors, faulty, timers, open, stored, track, retryAfter } = await startFaulty({
      sessions: { maxEntries: 2 },
    })
    const session = open()
    faulty.failNext('*', broken, Number.POSITIVE_INFINITY)
    await track(session, 1, 2, 3)
    expect(errors).toHaveLength(1)
    faulty.clearFaults()
    await retryAfter(100)
    await track(session, 4)
    expect(await stored()).toHaveLength(2)

    faulty.failNext('count', { hangs: true })
    let isRecorded = false
    void track(session, 5).then(() => (isRecorded = true))
    await timers.set(5000)
    server.clock.advance(5000)
    await until(() => isRecorded)
  })
})
