import { faultyStorage, SharedInMemoryStorage } from '@botgen/testing'
import { afterEach, describe, expect, it } from '@jest/globals'
import { Telegraf } from 'telegraf'
import { startBot, type TestOptions, type TestSetup, tableOf } from '../test/harness.js'
import { type Gate, gate, pause, until } from '../test/waiting.js'
import { BotgenError, type BotOf, createSessionManager, type Session, SessionManager } from './index.js'
import { inspect, inspectSession } from './inspection.js'

let setup: TestSetup | undefined

afterEach(async () => {
  await setup?.stop()
  setup = undefined
})

async function start(options: TestOptions = {}): Promise<TestSetup> {
  setup = await startBot(options)
  return setup
}

/** A bot whose /slow runs until the gate opens. */
async function startSlow(options: TestOptions = {}): Promise<TestSetup & { readonly slow: Gate }> {
  const slow = gate()
  const started = await start({ table: tableOf({ slow: () => slow.promise, fast: () => {} }), ...options })
  return { ...started, slow }
}

/** As TCP says that nobody listens, with an address in its message. */
function refused(): Error {
  return Object.assign(new Error('connect ECONNREFUSED redis://user:secret@10.0.0.1'), { code: 'ECONNREFUSED' })
}

describe('a bot that is inspected', () => {
  it('tells what it is', async () => {
    const { bot, server, says } = await start({ table: tableOf({ a: () => {}, b: () => {} }) })
    const before = inspect(bot)
    await says('/a')
    const after = inspect(bot)
    expect(before).toEqual({
      at: server.clock.now(),
      botId: Number.parseInt(server.token, 10),
      namespace: String(Number.parseInt(server.token, 10)),
      handlers: 2,
      acknowledge: 'handled',
      underWay: 0,
      busyLanes: 0,
      lanes: [],
      openSessions: 0,
      storage: { state: 'working', waitingEntries: 0, retries: [], waitingSessions: 0 },
    })
    expect(after.username).toBe(bot.botInfo?.username)
    expect(JSON.stringify(after)).not.toContain(server.token.split(':')[1])
  })

  it('refuses a bot without a dispatch table', () => {
    const plain: unknown = new Telegraf('1:a')
    expect(() => inspect(plain as BotOf)).toThrow(BotgenError)
  })

  it('S14 tells which handler keeps a lane busy, since when, and how many updates wait behind it', async () => {
    const { bot, server, alice, chat, slow } = await startSlow()
    inspect(bot)
    alice.sends(chat, '/slow')
    await until(() => inspect(bot).lanes[0]?.update?.handler !== undefined)
    const since = server.clock.now()
    for (let count = 0; count < 3; count += 1) alice.sends(chat, '/fast')
    server.clock.advance(5000)
    await until(() => inspect(bot).underWay === 4)
    expect(inspect(bot)).toMatchObject({ at: since + 5000, busyLanes: 1 })
    expect(inspect(bot).lanes).toEqual([
      {
        lane: chat.id,
        waiting: 3,
        since,
        update: { updateId: expect.any(Number), kind: 'message', handler: 'TestHandlers.slow' },
      },
    ])
    slow.open()
    await server.settled()
    expect(inspect(bot)).toMatchObject({ underWay: 0, busyLanes: 0, lanes: [] })
  })

  it('S14 does not say since when a lane is busy that was so before', async () => {
    const { bot, server, alice, chat, slow } = await startSlow()
    alice.sends(chat, '/slow')
    await pause()
    await until(() => inspect(bot).busyLanes === 1)
    expect(inspect(bot).lanes).toEqual([{ lane: chat.id, waiting: 0 }])
    slow.open()
    await server.settled()
  })

  it('lists no more lanes than asked for, the longest busy first', async () => {
    const { bot, server, slow } = await startSlow()
    inspect(bot)
    const chats = ['a', 'b', 'c'].map((firstName) => {
      const user = server.user({ firstName })
      const chat = server.privateChat(user)
      user.sends(chat, '/slow')
      server.clock.advance(1000)
      return chat.id
    })
    await until(() => inspect(bot).busyLanes === 3)
    const { busyLanes, lanes } = inspect(bot, { limit: 2 })
    expect(busyLanes).toBe(3)
    expect(lanes.map(({ lane }) => lane)).toEqual(chats.slice(0, 2))
    slow.open()
    await server.settled()
  })

  it('S15 tells of a storage that fails, what waits for it, and neither its message nor its address', async () => {
    const faulty = faultyStorage(new SharedInMemoryStorage())
    const { bot, server, says, chat, alice } = await start({ sessions: { storage: faulty.storage } })
    bot.sessions.get({ chatId: chat.id, userId: alice.id, qualifier: 'order' })
    await says('is stored')
    faulty.failNext('addIfOpen', { rejects: refused() }, Number.POSITIVE_INFINITY)
    await says('waits')
    await says('waits too')
    const { storage } = inspect(bot)
    const at = server.clock.now()
    const key = { kind: 'chatUser', chatId: chat.id, userId: alice.id, qualifier: 'order' }
    expect(storage).toEqual({
      state: 'failing',
      retryAt: at + 100,
      lastFailure: { at, type: 'Error', code: 'ECONNREFUSED' },
      waitingEntries: 2,
      retries: [{ key, entries: 2, closes: false }],
      waitingSessions: 1,
    })
    expect(JSON.stringify(inspect(bot))).not.toMatch(/secret|10\.0\.0\.1/)

    faulty.clearFaults()
    server.clock.advance(100)
    await until(() => inspect(bot).storage?.state === 'working')
    await until(() => inspect(bot).storage?.waitingSessions === 0)
    expect(inspect(bot).storage).toMatchObject({ waitingEntries: 0, lastFailure: { at } })
    expect(inspect(bot).storage).not.toHaveProperty('retryAt')
  })

  it('S28 tells of a session whose closing waits for the storage', async () => {
    const faulty = faultyStorage(new SharedInMemoryStorage())
    const { bot, says, chat } = await start({ sessions: { storage: faulty.storage } })
    const session = bot.sessions.get({ chatId: chat.id })
    await says('is stored')
    faulty.failNext('closeIfIdle', { rejects: refused() }, Number.POSITIVE_INFINITY)
    await expect(session.close()).rejects.toThrow('ECONNREFUSED')
    expect(inspect(bot)).toMatchObject({
      openSessions: 0,
      storage: { retries: [{ key: { kind: 'chat', chatId: chat.id }, entries: 0, closes: true }] },
    })
  })

  it('S37 tells which updates it handles and waits for, and of a storage that does not share them', async () => {
    const faulty = faultyStorage(new SharedInMemoryStorage())
    const { bot, server, alice, chat, slow } = await startSlow({ sessions: { storage: faulty.storage } })
    inspect(bot)
    alice.sends(chat, '/slow')
    await until(() => inspect(bot).lanes[0]?.update !== undefined)
    const updateId = inspect(bot).lanes[0]?.update?.updateId
    expect(inspect(bot).claims).toEqual({
      state: 'working',
      handled: 1,
      others: 0,
      held: [{ updateId, lane: `c${chat.id}`, isHandled: true }],
    })
    faulty.failNext('finishUpdate', { rejects: 'no' }, Number.POSITIVE_INFINITY)
    slow.open()
    await until(() => inspect(bot).claims?.state === 'failing')
    const at = server.clock.now()
    expect(inspect(bot).claims).toMatchObject({
      retryAt: at + 100,
      lastFailure: { at, type: 'string' },
      handled: 0,
      others: 1,
      held: [{ updateId, isHandled: false }],
    })
  })
})

describe('a session that is inspected', () => {
  it('tells when it was opened and used last', async () => {
    const { bot, server, says, chat } = await start()
    const session = bot.sessions.get({ chatId: chat.id })
    const openedAt = server.clock.now()
    server.clock.advance(2000)
    await says('is recorded')
    expect(inspectSession(session)).toEqual({
      key: { kind: 'chat', chatId: chat.id },
      openedAt,
      lastActivity: openedAt + 2000,
    })
  })

  it('S31 tells its epoch in a storage that counts openings', async () => {
    const { bot, chat, says } = await start({ sessions: { storage: new SharedInMemoryStorage() } })
    const session = bot.sessions.get({ chatId: chat.id })
    await says('opens it')
    expect(inspectSession(session).epoch).toEqual(expect.any(Number))
  })

  it('S32 tells just the key where the manager is another, and of that bot neither sessions nor storage', async () => {
    const { bot, chat } = await start({
      sessions: {
        managerFactory: (_bot, config) => {
          const manager = createSessionManager(config)
          return new Proxy(Object.create(SessionManager.prototype) as SessionManager, {
            get: (_target, name) => {
              const method: unknown = Reflect.get(manager, name)
              return typeof method === 'function' ? (method.bind(manager) as unknown) : method
            },
          })
        },
      },
    })
    const other: unknown = { key: { kind: 'chat', chatId: chat.id } }
    expect(inspectSession(other as Session)).toEqual(other)
    expect(inspect(bot)).not.toHaveProperty('openSessions')
    expect(inspect(bot)).not.toHaveProperty('storage')
  })
})
