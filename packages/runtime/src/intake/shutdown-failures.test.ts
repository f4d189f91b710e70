import type { StorageFault } from '@botgen/testing'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { message, type ProcessOptions, Processes, watch, webhookResponse } from '../../test/processes.js'
import { until } from '../../test/waiting.js'

const broken = { rejects: new Error('connection lost') }
const always = Number.POSITIVE_INFINITY

let all: Processes

beforeEach(() => {
  all = new Processes()
})

describe('a storage that fails for a moment before a shutdown gives updates back', () => {
  it.each([
    ['it is told of the first', 'finishUpdate'],
    ['it was asked for another', 'claimUpdate'],
  ])('S39 hears of each: %s', async (_what, method) => {
    const [one, other] = [all.start('one'), all.start('other')]
    const updates = [5, 6, 7].map((id) => message(id, '/slow', 1000 + id))
    for (const update of updates) void one.gets(update)
    await until(() => all.handled.length === updates.length)
    one.storage.failNext(method, broken)
    if (method === 'claimUpdate') await one.gets(message(8, '/fast', 1008))
    const closing = one.bot.shutdown({ timeout: '5s' })
    await all.pass(6000)
    expect(await closing).toEqual({ updates: updates.length, entries: 0 })
    const begun = all.handled.length
    for (const update of updates) void other.gets(update)
    await all.pass(1000)
    expect(all.handled.slice(begun)).toEqual(['other 5', 'other 6', 'other 7'])
  })

  it('S39 is asked no more when the time is over', async () => {
    const one = all.start('one')
    await all.isBusy(one, 5)
    one.storage.failNext('finishUpdate', broken, always)
    const closing = one.bot.shutdown({ timeout: '5s' })
    await all.pass(6000)
    await closing
    const asked = one.storage.calls.length
    await all.pass(60_000)
    expect(one.storage.calls).toHaveLength(asked)
  })
})

describe('an update that waits for a storage that fails until a shutdown', () => {
  const hold: ProcessOptions = { sessions: { whileStorageFails: 'hold' } }
  const recorded: ProcessOptions = { acknowledge: 'recorded' }

  it.each<[string, string, ProcessOptions, StorageFault?]>([
    ["to say what is open, under 'hold'", 'openKeys', hold],
    ["to say what is open, under 'hold' without claims", 'openKeys', { ...hold, claimUpdates: false }],
    ["to say what is open, under 'hold' and 'recorded'", 'openKeys', { ...hold, ...recorded }],
    ["to say what was handled, under 'hold' and 'recorded'", 'claimUpdate', { ...hold, ...recorded }],
    ["to open a session, under 'hold'", 'openSession', hold],
    ["to answer whether it was handled, under 'recorded'", 'claimUpdate', recorded, { hangs: true }],
  ])('S39 is neither handled nor acknowledged: %s', async (_what, method, options, fault = broken) => {
    const one = all.start('one', options)
    one.storage.failNext(method, fault, always)
    if (method === 'openSession') one.bot.sessions.get({ chatId: 1001 })
    const acknowledged = watch(one.gets(message(5, '/fast')))
    await all.pass(1000)
    const closing = one.bot.shutdown({ timeout: '2s' })
    await all.pass(60_000)
    await closing
    expect(acknowledged.state).toBe('pending')
    expect(all.handled).toEqual([])
  })
})

describe('a webhook that is called after a shutdown', () => {
  it.each<[string, ProcessOptions]>([
    ['shares no updates', { claimUpdates: false }],
    ["shares none, under 'recorded'", { claimUpdates: false, acknowledge: 'recorded' }],
    ["shares none, under 'hold'", { claimUpdates: false, sessions: { whileStorageFails: 'hold' } }],
    ['shares them', {}],
  ])('S39 is answered so that Telegram delivers again: the bot %s', async (_what, options) => {
    const one = all.start('one', options)
    await one.bot.shutdown()
    const response = webhookResponse()
    void one.bot.handleUpdate(message(5, '/fast'), response)
    await until(() => response.writableEnded)
    expect(response.statusCode).toBe(503)
    expect(all.handled).toEqual([])
  })
})
