import { beforeEach, describe, expect, it } from '@jest/globals'
import { message, Processes } from '../../test/processes.js'
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
    void one.gets(message(5, '/slow'))
    await until(() => all.handled.includes('one 5'))
    one.storage.failNext('finishUpdate', broken, always)
    const closing = one.bot.shutdown({ timeout: '5s' })
    await all.pass(6000)
    await closing
    const asked = one.storage.calls.length
    await all.pass(60_000)
    expect(one.storage.calls).toHaveLength(asked)
  })
})
