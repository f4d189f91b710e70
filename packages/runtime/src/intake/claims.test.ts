import { beforeEach, describe, expect, it } from '@jest/globals'
import { SharedInMemoryStorage } from '@botgen/testing'
import { type BotProcess, claimsOf, message, Processes, watch } from '../../test/processes.js'
import { pause, until } from '../../test/waiting.js'
import { HandlerTimeoutError, type UpdateClaim } from '../index.js'

const minute = 60_000
/** After a crash others wait no longer. */
const lease = 30_000

let all: Processes
let one: BotProcess
let other: BotProcess

beforeEach(() => {
  all = new Processes()
  one = all.start('one')
  other = all.start('other')
})

describe('an update that several processes get', () => {
  it('S37 is handled once, and acknowledged by each when that is done', async () => {
    const first = await all.isBusy(one, 5)
    const second = watch(other.gets(message(5, '/slow')))
    await all.pass(2000)
    expect([first.state, second.state]).toEqual(['pending', 'pending'])
    all.gateOf('one', 5).open()
    await all.pass(2000)
    expect([first.state, second.state]).toEqual(['resolved', 'resolved'])
    expect(all.handled).toEqual(['one 5'])
  })

  it('S37 is handled once when both get it at the same time', async () => {
    const acknowledged = Promise.all(
      [5, 6, 7].flatMap((id) => [one, other].map((each) => each.gets(message(id, '/fast')))),
    )
    const watched = watch(acknowledged)
    await all.pass(10_000)
    expect(watched.state).toBe('resolved')
    expect(all.handled.map((line) => line.split(' ')[1])).toEqual(['5', '6', '7'])
  })

  it('S37 is neither recorded nor handled again once it was handled', async () => {
    await one.gets(message(5, '/fast'))
    const session = other.bot.sessions.get({ chatId: 1001, userId: 1001 })
    await session.count()
    await other.gets(message(5, '/fast'))
    await other.gets(message(6, '/fast'))
    expect(all.handled).toEqual(['one 5', 'other 6'])
    expect((await session.messages()).map(({ messageId }) => messageId)).toEqual([6])
  })

  it('S37 is not handled again after a restart', async () => {
    await one.gets(message(5, '/fast'))
    await one.bot.shutdown()
    all.clock.advance(23 * 60 * minute)
    const restarted = all.start('restarted')
    await restarted.gets(message(5, '/fast'))
    expect(all.handled).toEqual(['one 5'])
  })

  it('S37 costs no claim when it comes again to the process that has handled it', async () => {
    await one.gets(message(5, '/fast'))
    await one.gets(message(5, '/fast'))
    expect(claimsOf(one)).toEqual(['claim 5', 'handled 5'])
  })

  it('S37 is acknowledged only when the storage knows that it was handled', async () => {
    let store = (): void => {}
    one.storage.failNext('finishUpdate', { hold: new Promise<void>((resolve) => (store = resolve)) })
    const acknowledged = watch(one.gets(message(5, '/fast')))
    await until(() => claimsOf(one).includes('handled 5'))
    await pause()
    expect(acknowledged.state).toBe('pending')
    store()
    await until(() => acknowledged.state === 'resolved')
  })

  it('S37 counts as handled when its handler throws, which the error listener hears of', async () => {
    const failing = all.start('failing', { slow: () => Promise.reject(new Error('out of pizza')) })
    all.gateOf('failing', 5).open()
    await failing.gets(message(5, '/slow'))
    await other.gets(message(5, '/slow'))
    expect(failing.errors).toHaveLength(1)
    expect(all.handled).toEqual(['failing 5'])
  })

  it('S37 may be handled elsewhere at once when it could not be handled here', async () => {
    const lost = all.start('lost')
    Object.assign(lost.bot, { botInfo: undefined })
    lost.bot.telegram.getMe = () => Promise.reject(new Error('no network'))
    await expect(lost.gets(message(5, '/fast'))).rejects.toThrow('no network')
    await other.gets(message(5, '/fast'))
    expect(all.handled).toEqual(['other 5'])
  })
})

describe('updates of one chat in several processes', () => {
  it('S14 are handled one at a time, the lowest number first', async () => {
    await all.isBusy(one, 5)
    const [later, next] = [other.gets(message(8, '/fast')), all.start('third').gets(message(7, '/fast'))]
    await all.pass(3000)
    expect(all.handled).toEqual(['one 5'])
    all.gateOf('one', 5).open()
    await all.pass(5000)
    await Promise.all([later, next])
    expect(all.handled).toEqual(['one 5', 'third 7', 'other 8'])
  })

  it('S14 keep no other chat waiting', async () => {
    await all.isBusy(one, 5)
    await other.gets(message(6, '/fast', 1002))
    expect(all.handled).toEqual(['one 5', 'other 6'])
  })

  it('S14 keep their order in the process that waits, too', async () => {
    await all.isBusy(one, 5)
    const waiting = [6, 7, 8].map((id) => other.gets(message(id, '/fast')))
    await all.pass(2000)
    all.gateOf('one', 5).open()
    await all.pass(2000)
    await Promise.all(waiting)
    expect(all.handled).toEqual(['one 5', 'other 6', 'other 7', 'other 8'])
  })

  it('S14 have their time when their turn comes', async () => {
    const hasty = all.start('hasty', { telegraf: { handlerTimeout: 1000 } })
    await all.isBusy(one, 5)
    const acknowledged = watch(hasty.gets(message(6, '/slow')))
    await all.pass(5000)
    all.gateOf('one', 5).open()
    await all.pass(1500)
    expect(all.handled).toEqual(['one 5', 'hasty 6'])
    expect(hasty.errors).toEqual([])
    await all.pass(1000)
    expect(hasty.errors).toMatchObject([{ error: expect.any(HandlerTimeoutError) as unknown }])
    await until(() => acknowledged.state === 'resolved')
  })

  it.each([
    ["'chat'", 'chat' as const, ['c1001', 'c1002']],
    ["'none'", 'none' as const, [undefined, undefined]],
    ['a function', () => 'Küche/1', ['tK%00fcche%002f1', 'tK%00fcche%002f1']],
    ['a function that names none', () => undefined, [undefined, undefined]],
  ])('S14 have the lane that ordering %s gives', async (_what, ordering, lanes) => {
    const process = all.start('ordered', { ordering })
    await process.gets(message(5, '/fast', 1001))
    await process.gets(message(6, '/fast', 1002))
    const asked = process.storage.calls.filter(({ method }) => method === 'claimUpdate')
    expect(asked.map(({ arguments: [claim] }) => (claim as UpdateClaim).lane)).toEqual(lanes)
  })
})

describe('a process that is busy, or gone', () => {
  it('S37 keeps its update for as long as its handler runs', async () => {
    const mine = await all.isBusy(one, 5)
    const again = watch(other.gets(message(5, '/slow')))
    const next = watch(other.gets(message(6, '/fast')))
    await all.pass(2 * lease + 15_000)
    expect([mine.state, again.state, next.state]).toEqual(['pending', 'pending', 'pending'])
    all.gateOf('one', 5).open()
    await all.pass(5000)
    expect([mine.state, again.state, next.state]).toEqual(['resolved', 'resolved', 'resolved'])
    expect(all.handled).toEqual(['one 5', 'other 6'])
  })

  it('S37 loses its update to another within the lease when it crashes', async () => {
    await all.isBusy(one, 5)
    await all.pass(minute)
    one.crash()
    const acknowledged = watch(other.gets(message(5, '/slow')))
    all.gateOf('other', 5).open()
    await all.pass(lease / 3)
    expect(acknowledged.state).toBe('pending')
    await all.pass(lease)
    expect(acknowledged.state).toBe('resolved')
    expect(all.handled).toEqual(['one 5', 'other 5'])
  })

  it('S14 keeps the rest of the chat waiting no longer than its lease when it crashes', async () => {
    await all.isBusy(one, 5)
    one.crash()
    const acknowledged = watch(other.gets(message(6, '/fast')))
    await all.pass(lease + 2000)
    expect(acknowledged.state).toBe('resolved')
  })

  it('S37 keeps its update when a renewal fails', async () => {
    await all.isBusy(one, 5)
    one.storage.failNext('claimUpdate', { rejects: new Error('connection lost') })
    void other.gets(message(5, '/slow'))
    await all.pass(2 * lease)
    expect(one.errors).toHaveLength(1)
    expect(all.handled).toEqual(['one 5'])
  })

  it('S37 asks for nothing once all is handled', async () => {
    await one.gets(message(5, '/fast'))
    await one.gets(message(6, '/fast', 1002))
    await all.pass(4 * lease)
    expect(claimsOf(one)).toEqual(['claim 5', 'handled 5', 'claim 6', 'handled 6'])
  })
})

describe('processes that do not share updates', () => {
  it('S37 handle the same update each when they are told to', async () => {
    const [third, fourth] = [all.start('third', { claimUpdates: false }), all.start('fourth', { claimUpdates: false })]
    await third.gets(message(5, '/fast'))
    await fourth.gets(message(5, '/fast'))
    expect(all.handled).toEqual(['third 5', 'fourth 5'])
    expect([...claimsOf(third), ...claimsOf(fourth)]).toEqual([])
  })

  it('S30 handle the same update each where the storage has one of the methods only', async () => {
    const storage = new SharedInMemoryStorage(all.database)
    Object.assign(storage, { finishUpdate: undefined })
    const half = all.start('half', {}, storage)
    await one.gets(message(5, '/fast'))
    await half.gets(message(5, '/fast'))
    expect(all.handled).toEqual(['one 5', 'half 5'])
    expect(claimsOf(half)).toEqual([])
  })
})

describe("acknowledge: 'recorded'", () => {
  it('S36 acknowledges at once what waits for another process, and handles it in its turn', async () => {
    const quick = all.start('quick', { acknowledge: 'recorded' })
    await all.isBusy(one, 5)
    await quick.gets(message(6, '/fast'))
    await quick.gets(message(7, '/fast'))
    await all.pass(2000)
    expect(all.handled).toEqual(['one 5'])
    all.gateOf('one', 5).open()
    await all.pass(3000)
    expect(all.handled).toEqual(['one 5', 'quick 6', 'quick 7'])
  })

  it('S37 neither records nor handles what another process has handled', async () => {
    const quick = all.start('quick', { acknowledge: 'recorded' })
    await one.gets(message(5, '/fast'))
    const session = quick.bot.sessions.get({ chatId: 1001, userId: 1001 })
    await session.count()
    await quick.gets(message(5, '/fast'))
    await all.pass(1000)
    expect(await session.count()).toBe(0)
    expect(all.handled).toEqual(['one 5'])
  })

  it('S37 takes an update for handled when its handler has ended, not when it is acknowledged', async () => {
    const quick = all.start('quick', { acknowledge: 'recorded' })
    await quick.gets(message(5, '/slow'))
    await until(() => all.handled.includes('quick 5'))
    const again = watch(other.gets(message(5, '/slow')))
    await all.pass(lease * 2)
    expect(again.state).toBe('pending')
    all.gateOf('quick', 5).open()
    await all.pass(2000)
    expect(again.state).toBe('resolved')
    expect(all.handled).toEqual(['quick 5'])
  })
})
