import { afterEach, describe, expect, it } from '@jest/globals'
import { type FaultyStorage, faultyStorage } from '@botgen/testing'
import { Telegraf } from 'telegraf'
import { startBot, type TestSetup } from '../../test/harness.js'
import { gate, pause, type Timers, until, watchTimers } from '../../test/waiting.js'
import {
  type BotOf,
  botgen,
  defineDispatchTable,
  InMemorySessionStorage,
  InMemoryStateStorage,
  type Session,
  type SessionOptions,
  type SessionStorage,
  type StateStorage,
  TimedDeletionError,
} from '../index.js'

let setup: TestSetup
let timers: Timers
let state: FaultyStorage<StateStorage>

afterEach(() => setup.stop())

async function start(sessions: SessionOptions = {}): Promise<void> {
  // The clock of the state is not asked: nothing here has a `ttl`.
  state = faultyStorage<StateStorage>(new InMemoryStateStorage())
  setup = await startBot({ sessions: { state: state.storage, ...sessions } })
  timers = watchTimers(setup.server.clock)
}

/** The bot after a restart: another process on the same storages. */
function restarted(sessions: SessionOptions = {}): BotOf {
  const telegraf = new Telegraf(setup.server.token, { telegram: { apiRoot: setup.server.apiRoot } })
  return botgen(telegraf, defineDispatchTable([]), {
    clock: setup.server.clock,
    onError: (error, context) => void setup.errors.push({ error, context }),
    sessions: { state: state.storage, ...sessions },
  })
}

const open = (): Session => setup.bot.sessions.get({ chatId: setup.chat.id, userId: setup.alice.id })
const texts = (): (string | undefined)[] => setup.chat.history().map(({ text }) => text)
const deleteCalls = (): number[][] =>
  setup.server.calls.payloads('deleteMessages').map(({ message_ids }) => message_ids as number[])

/** How many deletions are on the list. */
const noted = async (): Promise<number> => {
  const stored = await state.storage.get(`${setup.server.bot.id}/timed-deletions`)
  return (stored?.value as unknown[] | undefined)?.length ?? 0
}

/** Lets time pass, and waits until so many messages are left in the chat. */
async function pass(milliseconds: number, left: number): Promise<void> {
  setup.server.clock.advance(milliseconds)
  await until(() => {
    // What is due already is waited for with 0 ms.
    setup.server.clock.advance(0)
    return texts().length <= left
  })
  await pause()
}

/** Lets time pass in which nothing is to be deleted. */
async function passInVain(milliseconds: number): Promise<void> {
  const before = setup.server.calls.of('deleteMessages').length
  setup.server.clock.advance(milliseconds)
  await pause()
  expect(setup.server.calls.of('deleteMessages')).toHaveLength(before)
}

describe('clear({ after })', () => {
  it('S40 deletes what is recorded now, when its time has come, and says how many', async () => {
    await start()
    const session = open()
    await setup.says('one')
    await session.chat.sendMessage('two')
    expect(await session.clear({ after: '120s' })).toBe(2)
    await setup.says('three')
    await passInVain(119_999)
    await pass(1, 1)
    expect(texts()).toEqual(['three'])
    await until(async () => (await session.count()) === 1)
    expect(await session.messages()).toMatchObject([{ messageId: 3 }])
  })

  it('S40 deletes only what matches', async () => {
    await start()
    const session = open()
    await setup.says('one')
    await session.chat.sendMessage('two')
    expect(await session.clear({ after: '10s', predicate: ({ direction }) => direction === 'outgoing' })).toBe(1)
    await pass(10_000, 1)
    expect(texts()).toEqual(['one'])
  })

  it('S40 of nothing notes nothing', async () => {
    await start()
    const before = state.calls.length
    expect(await open().clear({ after: '10s' })).toBe(0)
    expect(state.calls).toHaveLength(before)
  })

  it('S40 refuses a duration that is none', async () => {
    await start()
    await expect(open().clear({ after: 'soon' as never })).rejects.toThrow(RangeError)
    const sent = await open().chat.sendMessage('x')
    await expect(open().expire(sent, '-1s')).rejects.toThrow(RangeError)
  })
})

describe('expire', () => {
  it('S40 deletes one message, when its time has come', async () => {
    await start()
    const session = open()
    await setup.says('one')
    await session.expire(await session.chat.sendMessage('gone soon'), '10s')
    await passInVain(9999)
    await pass(1, 1)
    expect(texts()).toEqual(['one'])
    await until(async () => (await session.count()) === 1)
  })

  it('S40 deletes several at different times, whatever the order they were given in', async () => {
    await start()
    const session = open()
    for (const seconds of [30, 10, 20]) {
      await session.expire(await session.chat.sendMessage(String(seconds)), `${seconds}s`)
    }
    await pass(10_000, 2)
    expect(texts()).toEqual(['30', '20'])
    await pass(10_000, 1)
    expect(texts()).toEqual(['30'])
    await pass(10_000, 0)
    expect(setup.errors).toEqual([])
  })

  it('S40 deletes several of one time', async () => {
    await start()
    const session = open()
    for (const text of ['a', 'b', 'c']) await session.expire(await session.chat.sendMessage(text), '10s')
    await pass(10_000, 0)
    expect(texts()).toEqual([])
  })

  it('S40 holds when they are noted at once', async () => {
    await start()
    const session = open()
    const sent = await Promise.all(['a', 'b', 'c'].map((text) => session.chat.sendMessage(text)))
    await Promise.all(sent.map((message) => session.expire(message, '10s')))
    await pass(10_000, 0)
    expect(texts()).toEqual([])
  })

  it('S40 deletes a message that was already deleted without an error', async () => {
    await start()
    const session = open()
    await session.expire(await session.chat.sendMessage('x'), '10s')
    await session.clear()
    setup.server.clock.advance(10_000)
    await until(() => deleteCalls().length === 2)
    await pause()
    expect(setup.errors).toEqual([])
  })
})

describe('what outlives the session', () => {
  it('S40 a deletion is carried out although the session was closed', async () => {
    await start()
    const session = open()
    await setup.says('one')
    await session.clear({ after: '10s' })
    await session.close()
    await pass(10_000, 0)
    expect(texts()).toEqual([])
    expect(setup.errors).toEqual([])
  })

  it('S40 a deletion survives a restart', async () => {
    await start()
    const session = open()
    await session.expire(await session.chat.sendMessage('x'), '10s')
    await setup.bot.shutdown()
    await passInVain(9000)
    restarted()
    await pause()
    await pass(1000, 0)
    expect(texts()).toEqual([])
  })

  it('S40 one whose time came meanwhile is carried out at the start', async () => {
    await start()
    const session = open()
    await session.expire(await session.chat.sendMessage('x'), '10s')
    await setup.bot.shutdown()
    await passInVain(60_000)
    restarted()
    await pass(0, 0)
    expect(texts()).toEqual([])
  })

  it('S40 another bot on the same state storage does not take it', async () => {
    await start()
    const session = open()
    await session.expire(await session.chat.sendMessage('x'), '10s')
    await setup.bot.shutdown()
    restarted({ namespace: 'other' })
    await passInVain(10_000)
    expect(texts()).toEqual(['x'])
  })

  it('S40 what is left of an earlier run holds no update up', async () => {
    await start()
    const session = open()
    await session.expire(await session.chat.sendMessage('x'), '10s')
    await setup.bot.shutdown()
    setup.server.clock.advance(10_000)
    setup.server.failNext('deleteMessages', { errorCode: 429, retryAfter: 3600 })
    const bot = restarted()
    await timers.set(3_600_000)
    await bot.handleUpdate({ update_id: 1, message: { message_id: 9, chat: { id: 5 }, date: 1 } } as never)
    setup.server.clock.advance(3_600_000)
    await until(() => texts().length === 0)
  })

  it('S39 nothing is deleted any more after shutdown', async () => {
    await start()
    const session = open()
    const slow = gate()
    await session.expire(await session.chat.sendMessage('one'), '10s')
    setup.server.failNext('deleteMessages', { hold: slow.promise })
    setup.server.clock.advance(10_000)
    await until(() => deleteCalls().length === 1)
    await session.expire(await session.chat.sendMessage('two'), '20s')
    await setup.bot.shutdown()
    slow.open()
    await until(() => texts().length === 1)
    await pause()
    await passInVain(60_000)
    expect(texts()).toEqual(['two'])
  })
})

describe('what Telegram does not delete', () => {
  it('S40 is reported when it is refused, once, and not tried again', async () => {
    await start()
    const session = open()
    const sent = await session.chat.sendMessage('x')
    setup.chat.undeletable.add(sent.message_id)
    await session.expire(sent, '10s')
    setup.server.clock.advance(10_000)
    await until(() => setup.errors.length === 1)
    expect(setup.errors).toMatchObject([
      { error: { entries: [{ messageId: sent.message_id }] }, context: { stage: 'deletion' } },
    ])
    expect(setup.errors[0]?.error).toBeInstanceOf(TimedDeletionError)
    await pause()
    await passInVain(60_000)
    expect(await session.count()).toBe(1)
  })

  it('S40 is reported when it has become too old', async () => {
    await start({ expiresAfter: Number.POSITIVE_INFINITY })
    const session = open()
    await session.expire(await session.chat.sendMessage('x'), '48h')
    setup.server.clock.advance(48 * 3_600_000)
    await until(() => setup.errors.length === 1)
    expect(setup.errors[0]?.error).toBeInstanceOf(TimedDeletionError)
    expect(deleteCalls()).toEqual([])
    expect(texts()).toEqual(['x'])
  })

  it('S40 is tried again when Telegram was not reached', async () => {
    await start()
    const session = open()
    await session.expire(await session.chat.sendMessage('x'), '10s')
    setup.server.failNext('deleteMessages', { drop: 'request' }, Number.POSITIVE_INFINITY)
    setup.server.clock.advance(10_000)
    for (const delay of [500, 1000, 2000, 4000]) {
      await timers.set(delay)
      setup.server.clock.advance(delay)
    }
    await timers.set(30_000)
    setup.server.clearFaults()
    await passInVain(29_999)
    await pass(1, 0)
    expect(texts()).toEqual([])
    expect(setup.errors).toEqual([])
  })
})

describe('a deletion that takes its time', () => {
  it('S40 is not begun a second time by the next one', async () => {
    await start()
    const session = open()
    const slow = gate()
    await session.expire(await session.chat.sendMessage('one'), '10s')
    await session.expire(await session.chat.sendMessage('two'), '20s')
    setup.server.failNext('deleteMessages', { hold: slow.promise })
    setup.server.clock.advance(10_000)
    await until(() => deleteCalls().length === 1)
    await session.expire(await session.chat.sendMessage('three'), '5s')
    await pass(10_000, 1)
    expect(texts()).toEqual(['one'])
    expect(timers.running().filter((delay) => delay === 0)).toEqual([])
    slow.open()
    await pass(0, 0)
    expect(deleteCalls().filter((messageIds) => messageIds.includes(1))).toHaveLength(1)
  })

  it('S40 does not take a later one off the list', async () => {
    await start()
    const session = open()
    const slow = [gate(), gate()]
    await session.expire(await session.chat.sendMessage('one'), '10s')
    for (const { promise } of slow) setup.server.failNext('deleteMessages', { hold: promise })
    setup.server.clock.advance(10_000)
    await until(() => deleteCalls().length === 1)
    // A second process, which has the same list.
    restarted()
    await until(() => deleteCalls().length === 2)
    slow[0]?.open()
    await until(async () => (await noted()) === 0)
    await session.expire(await session.chat.sendMessage('two'), '10s')
    const before = state.calls.length
    slow[1]?.open()
    // It takes its own off the list, once Telegram has answered.
    await until(() => state.calls.slice(before).some(({ method }) => method === 'set'))
    expect(await noted()).toBe(1)
    await pass(10_000, 0)
    expect(texts()).toEqual([])
  })
})

describe('a state storage that fails', () => {
  const broken = { rejects: new Error('state is down') }

  it('S40 lets clear and expire reject', async () => {
    await start()
    const session = open()
    const sent = await session.chat.sendMessage('x')
    state.failNext('set', broken)
    await expect(session.expire(sent, '10s')).rejects.toThrow('state is down')
    state.failNext('get', broken)
    await expect(session.clear({ after: '10s' })).rejects.toThrow('state is down')
  })

  it('S40 when the time has come, is reported and asked again', async () => {
    await start()
    const session = open()
    await session.expire(await session.chat.sendMessage('x'), '10s')
    state.failNext('get', broken)
    setup.server.clock.advance(10_000)
    await until(() => setup.errors.length === 1)
    expect(setup.errors).toMatchObject([{ error: { message: 'state is down' }, context: { stage: 'deletion' } }])
    await timers.set(30_000)
    await pass(30_000, 0)
    expect(texts()).toEqual([])
  })

  it('S40 at the start is reported and asked again', async () => {
    await start()
    const session = open()
    await session.expire(await session.chat.sendMessage('x'), '10s')
    await setup.bot.shutdown()
    state.failNext('get', broken)
    restarted()
    await timers.set(30_000)
    expect(setup.errors).toHaveLength(1)
    await pass(30_000, 0)
    expect(texts()).toEqual([])
  })

  it('S40 a session storage that fails keeps no other deletion back', async () => {
    const storage = faultyStorage<SessionStorage>(new InMemorySessionStorage())
    await start({ storage: storage.storage })
    const session = open()
    for (const text of ['one', 'two']) await session.expire(await session.chat.sendMessage(text), '10s')
    storage.failNext('remove', broken)
    await pass(10_000, 0)
    expect(texts()).toEqual([])
    expect(setup.errors).toMatchObject([{ error: { message: 'state is down' }, context: { stage: 'deletion' } }])
    await timers.set(30_000)
    setup.server.clock.advance(30_000)
    await until(async () => (await session.count()) === 0)
    expect(deleteCalls()).toHaveLength(3)
  })
})
