import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import {
  BotApiServer,
  type FaultyStorage,
  faultyStorage,
  SharedInMemoryStorage,
  SharedSessions,
  type TestChat,
  type TestUser,
} from '@botgen/testing'
import { Telegraf } from 'telegraf'
import type { Update } from 'telegraf/types'
import { tableOf } from '../../test/harness.js'
import { gate, pause, type Timers, until, watchTimers } from '../../test/waiting.js'
import {
  type BotOf,
  botgen,
  type ErrorContext,
  type Session,
  SessionClosedError,
  type SessionIds,
  type SessionOptions,
  StorageFailure,
  UnrecordedMessagesError,
} from '../index.js'

/** One process of the bot. */
interface Process {
  readonly bot: BotOf
  readonly storage: FaultyStorage<SharedInMemoryStorage>
  readonly errors: { readonly error: unknown; readonly context: ErrorContext }[]
  /** The commands that its handlers have answered. */
  readonly handled: string[]
}

let server: BotApiServer
let timers: Timers
let database: SharedSessions
let alice: TestUser
let chat: TestChat
/** Takes the next updates. */
let receiver: Process

beforeEach(async () => {
  server = await BotApiServer.start()
  timers = watchTimers(server.clock)
  database = new SharedSessions(server.clock)
  alice = server.user({ firstName: 'Alice' })
  chat = server.privateChat(alice)
  receiver = startProcess()
  server.connect((update) => receiver.bot.handleUpdate(update as unknown as Update))
})
afterEach(() => server.stop())

function startProcess(sessions: SessionOptions = {}): Process {
  const storage = faultyStorage(new SharedInMemoryStorage(database))
  const errors: Process['errors'] = []
  const handled: string[] = []
  const bot = botgen(
    new Telegraf(server.token, { telegram: { apiRoot: server.apiRoot } }),
    tableOf({ order: () => void handled.push('order') }),
    {
      clock: server.clock,
      onError: (error, context) => void errors.push({ error, context }),
      sessions: { storage: storage.storage, ...sessions },
    },
  )
  return { bot, storage, errors, handled }
}

const ids = (qualifier?: string): SessionIds => ({
  chatId: chat.id,
  userId: alice.id,
  ...(qualifier !== undefined && { qualifier }),
})
const idsOf = async (session: Session): Promise<number[]> =>
  (await session.messages()).map(({ messageId }) => messageId)

async function says(text: string, to: Process): Promise<void> {
  receiver = to
  alice.sends(chat, text)
  await server.settled()
}

/** A session that is open, and the storage knows it. */
async function opened({ bot }: Process, qualifier?: string): Promise<Session> {
  const session = bot.sessions.get(ids(qualifier))
  await session.count()
  return session
}

describe('two processes on one storage', () => {
  let other: Process
  beforeEach(() => {
    other = startProcess()
  })

  it('S31 a session that one has opened is recorded by the other', async () => {
    const session = await opened(receiver)
    await says('hello', other)
    expect(await idsOf(session)).toEqual([1])
    expect(other.bot.sessions.isIdle()).toBe(false)
  })

  it('S31 the other records only the sessions that match', async () => {
    const bob = server.user({ firstName: 'Bob' })
    const [mine, bobs, wizard] = [
      await opened(receiver),
      receiver.bot.sessions.get({ chatId: chat.id, userId: bob.id }),
      await opened(receiver, 'wizard'),
    ]
    await bobs.count()
    await says('hello', other)
    expect([await mine.count(), await bobs.count(), await wizard.count()]).toEqual([1, 0, 1])
  })

  it('S31 both see what either has sent', async () => {
    const [one, two] = [await opened(receiver), await opened(other)]
    await one.chat.sendMessage('from one')
    await two.chat.sendMessage('from the other')
    expect(await idsOf(one)).toEqual([1, 2])
    expect(await two.clear()).toMatchObject({ removed: 2, deleted: 2 })
    expect(await one.count()).toBe(0)
  })

  it('S12 records an update once, whoever gets it', async () => {
    const session = await opened(receiver)
    await says('hello', receiver)
    const [update] = server.updates()
    await other.bot.handleUpdate(update as unknown as Update)
    expect(await idsOf(session)).toEqual([1])
  })

  it('S28 closed by one, the handle of the other ends with the next update', async () => {
    const [here, there] = [await opened(receiver), await opened(other)]
    await here.close()
    await says('late', other)
    expect(there.isOpen).toBe(false)
    expect(await idsOf(there)).toEqual([])
    await expect(there.chat.sendMessage('late')).rejects.toThrow(SessionClosedError)
    expect(other.bot.sessions.isIdle()).toBe(true)
    expect(other.errors).toEqual([])
  })

  it('S28 closed by one, what the other sends is sent, reported and not recorded', async () => {
    const [here, there] = [await opened(receiver), await opened(other)]
    await here.close()
    const sent = await there.chat.sendMessage('too late')
    expect(other.errors).toMatchObject([
      { error: { entries: [{ messageId: sent.message_id }] }, context: { stage: 'recording', key: there.key } },
    ])
    expect(other.errors[0]?.error).toBeInstanceOf(UnrecordedMessagesError)
    expect(there.isOpen).toBe(false)
    expect(await idsOf(there)).toEqual([])
    await expect(there.chat.sendMessage('later')).rejects.toThrow(SessionClosedError)
  })

  it('S28 closed by one, what the other tracks is dropped; the session does not come back', async () => {
    const [here, there] = [await opened(receiver), await opened(other)]
    await here.close()
    const message = { message_id: 5, chat: chat.info, from: alice.info, date: 1, text: 'x' }
    await there.track(message as never, 'incoming')
    expect(other.errors).toEqual([])
    expect(await other.storage.storage.openKeys('')).toEqual([])
    expect(await idsOf(there)).toEqual([])
  })

  it('S28 opened anew it is another period: a write of the old one does not get into it', async () => {
    const [here, there] = [await opened(receiver), await opened(other)]
    await here.close()
    const again = await opened(receiver)
    const message = { message_id: 5, chat: chat.info, from: alice.info, date: 1, text: 'x' }
    await there.track(message as never, 'incoming')
    expect(await idsOf(again)).toEqual([])
    expect(there.isOpen).toBe(false)
    const fresh = await opened(other)
    await fresh.track(message as never, 'incoming')
    expect(await idsOf(again)).toEqual([5])
  })

  it('S28 opened anew by one, the other takes the new period up with the next update', async () => {
    const [here, there] = [await opened(receiver), await opened(other)]
    await here.close()
    const again = await opened(receiver)
    await says('hello', other)
    expect(there.isOpen).toBe(false)
    expect(await idsOf(again)).toEqual([1])
    expect([...other.bot.sessions.list()].map(({ isOpen }) => isOpen)).toEqual([true])
  })

  it('S31 a session that opens while the storage is asked for open ones stays open', async () => {
    const snapshot = gate()
    const { storage } = receiver.storage
    const { openKeys } = storage
    let isAsked = false
    // The answer is that of before, and comes after.
    Object.defineProperty(storage, 'openKeys', {
      configurable: true,
      value: async (prefix: string) => {
        const keys = await openKeys.call(storage, prefix)
        isAsked = true
        await snapshot.promise
        return keys
      },
    })
    alice.sends(chat, 'hello')
    await until(() => isAsked)
    const session = await opened(receiver)
    snapshot.open()
    await server.settled()
    expect(session.isOpen).toBe(true)
    expect(await idsOf(session)).toEqual([1])
  })

  it('S1 another bot on the same storage takes nothing up', async () => {
    const session = await opened(receiver)
    const stranger = startProcess({ namespace: 'stranger' })
    await says('hello', stranger)
    expect(stranger.bot.sessions.isIdle()).toBe(true)
    expect(await idsOf(session)).toEqual([])
  })
})

describe('a restart', () => {
  it('S31 every session open before is open after it, with its entries', async () => {
    const [plain, order] = [await opened(receiver), await opened(receiver, 'order')]
    await says('before', receiver)
    await receiver.bot.shutdown()
    const next = startProcess()
    await says('after', next)
    expect(await Promise.all([plain, order].map(({ key }) => idsOf(next.bot.sessions.get(key))))).toEqual([
      [1, 2],
      [1, 2],
    ])
  })

  it('S31 a session closed before stays closed', async () => {
    const [closed, open] = [await opened(receiver, 'closed'), await opened(receiver, 'open')]
    await closed.close()
    await receiver.bot.shutdown()
    const next = startProcess()
    await says('after', next)
    expect([...next.bot.sessions.list()].map(({ key }) => key)).toEqual([open.key])
  })

  it('S31 a session that get() opens goes on where it was', async () => {
    const session = await opened(receiver)
    await session.chat.sendMessage('before')
    await receiver.bot.shutdown()
    const again = await opened(startProcess())
    expect(await idsOf(again)).toEqual([1])
  })

  it('S31 a business chat’s session is not taken up for the bot’s own chat of that number', async () => {
    const connection = server.businessConnection({ owner: server.user({ firstName: 'Owner' }) })
    await server.settled()
    const businessChat = server.businessChat(connection, alice)
    const session = receiver.bot.sessions.get({ chatId: businessChat.id, businessConnectionId: connection.id })
    await session.count()
    const next = startProcess()
    await says('to the bot', next)
    expect(next.bot.sessions.isIdle()).toBe(true)
    alice.sends(businessChat, 'to the owner')
    await server.settled()
    expect(await session.messages()).toMatchObject([{ businessConnectionId: connection.id }])
  })
})

describe('a storage that cannot say which sessions are open', () => {
  const broken = { rejects: new Error('database is down') }

  it('S15 stops no handler, and the sessions that are known are recorded', async () => {
    const session = await opened(receiver)
    receiver.storage.failNext('openKeys', broken)
    await says('/order', receiver)
    expect(receiver.handled).toEqual(['order'])
    expect(await idsOf(session)).toEqual([1])
    expect(session.isOpen).toBe(true)
  })

  it('S15 is reported once an incident, and again when it fails a second time', async () => {
    receiver.storage.failNext('openKeys', broken, 2)
    await says('one', receiver)
    server.clock.advance(100)
    await says('two', receiver)
    expect(receiver.errors).toHaveLength(1)
    expect(receiver.errors[0]?.error).toBeInstanceOf(StorageFailure)
    server.clock.advance(200)
    await says('three', receiver)
    receiver.storage.failNext('openKeys', broken)
    await says('four', receiver)
    expect(receiver.errors).toHaveLength(2)
  })

  it('S15 is not asked by every update meanwhile', async () => {
    receiver.storage.failNext('openKeys', broken)
    for (const text of ['one', 'two', 'three']) await says(text, receiver)
    expect(receiver.storage.calls.filter(({ method }) => method === 'openKeys')).toHaveLength(1)
    server.clock.advance(100)
    await says('four', receiver)
    expect(receiver.storage.calls.filter(({ method }) => method === 'openKeys')).toHaveLength(2)
  })

  it('S15 is reported once where it takes no entries either', async () => {
    await opened(receiver)
    receiver.storage.failNext('openKeys', broken)
    receiver.storage.failNext('addIfOpen', broken)
    await says('one', receiver)
    expect(receiver.errors).toHaveLength(1)
    receiver.storage.failNext('openKeys', broken)
    await says('two', receiver)
    expect(receiver.errors).toHaveLength(1)
  })

  it('S15 and never answers has failed after five seconds', async () => {
    receiver.storage.failNext('openKeys', { hangs: true })
    alice.sends(chat, '/order')
    await until(() => receiver.storage.calls.some(({ method }) => method === 'openKeys'))
    await timers.set(5000)
    expect(receiver.handled).toEqual([])
    server.clock.advance(5000)
    await server.settled()
    expect(receiver.handled).toEqual(['order'])
    expect(receiver.errors).toHaveLength(1)
  })

  it("S15 with 'hold', an update waits until it can", async () => {
    const session = await opened(receiver)
    const holding = startProcess({ whileStorageFails: 'hold' })
    holding.storage.failNext('openKeys', broken, 2)
    receiver = holding
    alice.sends(chat, '/order')
    await timers.set(100)
    server.clock.advance(100)
    await timers.set(200)
    await pause()
    expect(holding.handled).toEqual([])
    server.clock.advance(200)
    await server.settled()
    expect(holding.handled).toEqual(['order'])
    expect(await idsOf(session)).toEqual([1])
  })
})
