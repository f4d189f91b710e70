import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import { BotApiServer, type FaultyStorage, faultyStorage, SharedInMemoryStorage, SharedSessions } from '@botgen/testing'
import { Telegraf } from 'telegraf'
import { startBot, type TestOptions, type TestSetup, tableOf } from '../../test/harness.js'
import { gate, pause, type Timers, until, watchTimers } from '../../test/waiting.js'
import {
  botgen,
  EntriesDroppedError,
  InMemorySessionStorage,
  type Session,
  type SessionEntry,
  type SessionOptions,
  type SessionStorage,
  StorageFailure,
} from '../index.js'

let setup: TestSetup
let faulty: FaultyStorage<SessionStorage>
let timers: Timers
const cleanUp: (() => unknown)[] = []

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
  await setup.stop()
})

async function start(
  sessions: SessionOptions = {},
  { storage = new InMemorySessionStorage(), ...options }: TestOptions & { storage?: SessionStorage } = {},
): Promise<void> {
  faulty = faultyStorage(storage)
  setup = await startBot({ ...options, sessions: { storage: faulty.storage, ...sessions } })
  timers = watchTimers(setup.server.clock)
}

const broken = { rejects: new Error('disk full') }
const open = (qualifier?: string): Session =>
  setup.bot.sessions.get({
    chatId: setup.chat.id,
    userId: setup.alice.id,
    ...(qualifier !== undefined && { qualifier }),
  })
const ids = async (session: Session): Promise<number[]> => (await session.messages()).map(({ messageId }) => messageId)
const stored = async ({ storage }: FaultyStorage<SessionStorage>, key: string): Promise<number[]> =>
  (await storage.list(key)).map(({ messageId }) => messageId).sort((a, b) => a - b)
const storedKey = (qualifier?: string): string =>
  `${setup.server.bot.id}/c${setup.chat.id}/u${setup.alice.id}/${qualifier === undefined ? '' : `q${qualifier}/`}`
const writes = (): number => faulty.calls.filter(({ method }) => method === 'add').length
/** As Telegram's message of Alice with this id. */
const message = (message_id: number): never =>
  ({ message_id, chat: setup.chat.info, from: setup.alice.info, date: 1_893_456_000, text: 'x' }) as never

/** Lets the storage be tried again after a pause, and that be over. */
async function retryAfter(delay: number): Promise<void> {
  await timers.set(delay)
  const before = faulty.calls.length
  setup.server.clock.advance(delay)
  await until(() => faulty.calls.length > before)
  await pause()
}

describe('a storage that fails while an entry is recorded', () => {
  it.each([
    ['rejects', broken],
    ['throws at once', { throws: new Error('disk full') }],
  ])('S15 that %s stops no handler, and the entry waits', async (_name, fault) => {
    await start({}, { table: tableOf({ hello: (update) => update.context().reply('hello') }) })
    const session = open()
    faulty.failNext('add', fault)
    await setup.says('/hello')
    expect(setup.chat.history().map(({ text }) => text)).toEqual(['/hello', 'hello'])
    expect(await stored(faulty, storedKey())).toEqual([])
    expect(await ids(session)).toEqual([1])
    expect(setup.errors).toMatchObject([
      { error: { message: expect.stringContaining('disk full') as unknown }, context: { stage: 'recording' } },
    ])
    expect(setup.errors[0]?.error).toBeInstanceOf(StorageFailure)
  })

  it('S15 that never answers has failed after five seconds; the handler then goes on', async () => {
    await start({}, { table: tableOf({ hello: (update) => update.context().reply('hello') }) })
    const session = open()
    faulty.failNext('add', { hangs: true })
    setup.alice.sends(setup.chat, '/hello')
    await timers.set(5000)
    setup.server.clock.advance(4999)
    await pause()
    expect(setup.chat.history()).toHaveLength(1)
    setup.server.clock.advance(1)
    await setup.server.settled()
    expect(setup.chat.history().map(({ text }) => text)).toEqual(['/hello', 'hello'])
    expect(await ids(session)).toEqual([1])
    expect(setup.errors).toMatchObject([{ error: { message: expect.stringContaining('5000 ms') as unknown } }])
  })

  it('S15 is tried again with growing pauses, up to half a minute', async () => {
    await start()
    const session = open()
    faulty.failNext('add', broken, Number.POSITIVE_INFINITY)
    await session.track(message(1))
    for (const delay of [100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000]) await retryAfter(delay)
    expect(writes()).toBe(12)
    faulty.clearFaults()
    await retryAfter(30_000)
    expect(await stored(faulty, storedKey())).toEqual([1])
    expect(timers.running()).not.toContain(30_000)
  })

  it('S15 nothing but the retry asks it meanwhile', async () => {
    await start()
    const session = open()
    faulty.failNext('add', broken)
    for (const id of [1, 2, 3]) await session.track(message(id))
    expect(writes()).toBe(1)
    await retryAfter(100)
    expect(writes()).toBe(4)
  })

  it('S15 is reported once an incident, and again when it fails a second time', async () => {
    await start()
    const session = open()
    faulty.failNext('add', broken, 3)
    for (const id of [1, 2]) await session.track(message(id))
    await retryAfter(100)
    await retryAfter(200)
    expect(setup.errors).toHaveLength(1)
    await retryAfter(400)
    faulty.failNext('add', { rejects: new Error('disk full again') })
    await session.track(message(3))
    expect(setup.errors.map(({ error }) => ((error as Error).cause as Error).message)).toEqual([
      'disk full',
      'disk full again',
    ])
    await retryAfter(100)
    expect(await stored(faulty, storedKey())).toEqual([1, 2, 3])
  })

  it('S15 is reported once although many writes fail together', async () => {
    await start()
    const sessions = ['a', 'b', 'c'].map((qualifier) => open(qualifier))
    faulty.failNext('add', broken, 3)
    await setup.says('hello')
    expect(setup.errors).toHaveLength(1)
    expect(await Promise.all(sessions.map((session) => session.count()))).toEqual([1, 1, 1])
  })

  it('S15 gets the entries in their order', async () => {
    await start()
    const session = open()
    faulty.failNext('add', broken, 2)
    for (const id of [5, 3, 4]) await session.track(message(id))
    await retryAfter(100)
    await session.track(message(1))
    await retryAfter(200)
    const given = faulty.calls.filter(({ method }) => method === 'add').map(({ arguments: [, entry] }) => entry)
    expect(given.slice(-4)).toMatchObject([{ messageId: 5 }, { messageId: 3 }, { messageId: 4 }, { messageId: 1 }])
  })

  it('S15 that refuses one session’s entries takes those of the others', async () => {
    await start()
    const [bad, good] = [open('bad'), open('good')]
    faulty.failNext(
      ({ method, arguments: [key] }) => method === 'add' && key === storedKey('bad'),
      broken,
      Number.POSITIVE_INFINITY,
    )
    await bad.track(message(1))
    await good.track(message(2))
    await retryAfter(100)
    await retryAfter(200)
    expect(await stored(faulty, storedKey('good'))).toEqual([2])
    await good.track(message(3))
    expect(await stored(faulty, storedKey('good'))).toEqual([2, 3])
    expect(await ids(bad)).toEqual([1])
    expect(setup.errors).toHaveLength(1)
  })

  it('S15 with maxEntries is reported once too, and stops no handler when it never answers', async () => {
    await start({ maxEntries: 2 })
    const session = open()
    faulty.failNext('*', broken, Number.POSITIVE_INFINITY)
    for (const id of [1, 2, 3]) await session.track(message(id))
    expect(setup.errors).toHaveLength(1)
    faulty.clearFaults()
    await retryAfter(100)
    await session.track(message(4))
    expect(await stored(faulty, storedKey())).toHaveLength(2)

    faulty.failNext('count', { hangs: true })
    let isRecorded = false
    void session.track(message(5)).then(() => (isRecorded = true))
    await timers.set(5000)
    setup.server.clock.advance(5000)
    await until(() => isRecorded)
  })
})

describe('entries that wait for the storage', () => {
  const track = async (session: Session, ...list: number[]): Promise<void> => {
    faulty.failNext('add', broken, Number.POSITIVE_INFINITY)
    for (const id of list) await session.track(message(id))
  }

  it('S15 are in messages and count', async () => {
    await start()
    const session = open()
    await session.track(message(1))
    await track(session, 2, 3)
    expect(await ids(session)).toEqual([1, 2, 3])
    expect(await session.count()).toBe(3)
  })

  it('S15 are deleted by clear, and do not come back with the storage', async () => {
    await start()
    const session = open()
    await setup.says('one')
    faulty.failNext('add', broken, Number.POSITIVE_INFINITY)
    await setup.says('two')
    await session.chat.sendMessage('three')
    expect(await session.clear()).toMatchObject({ removed: 3, deleted: 3 })
    expect(setup.chat.history()).toEqual([])
    expect(await session.count()).toBe(0)
    faulty.clearFaults()
    await timers.set(100)
    setup.server.clock.advance(100)
    await pause()
    expect(await stored(faulty, storedKey())).toEqual([])
  })

  it('S15 are dropped by forget, and only those that match', async () => {
    await start()
    const session = open()
    await track(session, 1, 2, 3)
    expect(await session.forget(({ messageId }) => messageId === 2)).toBe(1)
    faulty.clearFaults()
    await retryAfter(100)
    expect(await stored(faulty, storedKey())).toEqual([1, 3])
  })

  it('S15 are dropped by forget although they are on their way', async () => {
    await start()
    const session = open()
    faulty.failNext('add', broken)
    await session.track(message(1))
    const slow = gate()
    faulty.failNext('add', { hold: slow.promise })
    await retryAfter(100)
    expect(await session.forget()).toBe(1)
    slow.open()
    await pause()
    expect(await ids(session)).toEqual([])
  })

  it('S28 are dropped by close, and nothing comes back', async () => {
    await start()
    const session = open()
    await track(session, 1, 2)
    await session.close()
    faulty.clearFaults()
    await timers.set(100)
    setup.server.clock.advance(100)
    await pause()
    expect(await stored(faulty, storedKey())).toEqual([])
    expect(await ids(open())).toEqual([])
  })

  it('S28 do not come back when the storage answers at last, after close', async () => {
    await start()
    const session = open()
    const slow = gate()
    faulty.failNext('add', { hold: slow.promise })
    const tracking = session.track(message(1))
    await timers.set(5000)
    setup.server.clock.advance(5000)
    await tracking
    await session.close()
    slow.open()
    await pause()
    expect(await stored(faulty, storedKey())).toEqual([])
    expect(await ids(open())).toEqual([])
  })

  it('S28 do not come back when close was quicker than their write', async () => {
    await start()
    const session = open()
    const slow = gate()
    faulty.failNext('add', { hold: slow.promise })
    void session.track(message(1))
    const closing = session.close()
    await timers.set(10_000)
    // The write gives up first, and is still on its way.
    setup.server.clock.advance(10_000)
    await closing
    slow.open()
    await pause()
    expect(await stored(faulty, storedKey())).toEqual([])
  })

  it('S15 are ten thousand at most: the oldest is dropped and reported', async () => {
    await start()
    const [one, other] = [open('one'), open('other')]
    await track(one, 1)
    await track(other, 2)
    await track(one, ...Array.from({ length: 9998 }, (_, index) => index + 3))
    expect(setup.errors).toHaveLength(1)
    await track(one, 10_001)
    await track(one, 10_002)
    expect([await one.count(), await other.count()]).toEqual([10_000, 0])
    await retryAfter(100)
    const dropped = setup.errors.slice(1).map(({ error }) => error as EntriesDroppedError)
    expect(dropped[0]).toBeInstanceOf(EntriesDroppedError)
    expect(dropped.map(({ entries }) => entries.map(({ messageId }) => messageId))).toEqual([[1, 2]])
  })
})

describe('acknowledgement', () => {
  it('S15 waits until a slow storage has stored the entries', async () => {
    await start()
    open()
    const slow = gate()
    faulty.failNext('add', { hold: slow.promise })
    let isAcknowledged = false
    setup.alice.sends(setup.chat, 'hello')
    const acknowledged = setup.server.settled().then(() => (isAcknowledged = true))
    await until(() => writes() === 1)
    await pause()
    expect(isAcknowledged).toBe(false)
    slow.open()
    await acknowledged
    expect(await stored(faulty, storedKey())).toEqual([1])
  })

  it('S15 waits for what the handler has written without waiting', async () => {
    const slow = gate()
    await start({}, { table: tableOf({ order: (update) => void update.session().track(message(50)) }) })
    faulty.failNext(
      ({ method, arguments: [, entry] }) => method === 'add' && (entry as SessionEntry).messageId === 50,
      { hold: slow.promise },
    )
    let isAcknowledged = false
    setup.alice.sends(setup.chat, '/order')
    const acknowledged = setup.server.settled().then(() => (isAcknowledged = true))
    await until(() => writes() === 2)
    await pause()
    expect(isAcknowledged).toBe(false)
    slow.open()
    await acknowledged
  })

  it('S15 a send resolves once its entry waits', async () => {
    await start()
    const session = open()
    faulty.failNext('add', broken)
    const sent = await session.chat.sendMessage('hello')
    expect(await ids(session)).toEqual([sent.message_id])
    expect(await stored(faulty, storedKey())).toEqual([])
  })
})

describe("whileStorageFails: 'hold'", () => {
  it('S15 polling pauses: an update is neither handled nor acknowledged until it is stored', async () => {
    await start()
    const server = await BotApiServer.start()
    const waits = watchTimers(server.clock)
    const held = faultyStorage<SessionStorage>(new InMemorySessionStorage())
    const handled: string[] = []
    const bot = botgen(
      new Telegraf(server.token, { telegram: { apiRoot: server.apiRoot } }),
      tableOf({ order: () => void handled.push('order') }),
      { clock: server.clock, onError: () => {}, sessions: { storage: held.storage, whileStorageFails: 'hold' } },
    )
    const running = bot.launch()
    cleanUp.push(async () => {
      bot.stop()
      await running
      await server.stop()
    })
    const alice = server.user({ firstName: 'Alice' })
    const chat = server.privateChat(alice)
    bot.sessions.get({ chatId: chat.id, userId: alice.id })
    held.failNext('add', broken, 2)
    alice.sends(chat, '/order')
    let isAcknowledged = false
    const acknowledged = server.settled().then(() => (isAcknowledged = true))
    await waits.set(100)
    alice.sends(chat, 'behind it')
    server.clock.advance(100)
    await waits.set(200)
    await pause()
    expect({ handled, isAcknowledged }).toEqual({ handled: [], isAcknowledged: false })
    server.clock.advance(200)
    await acknowledged
    expect(handled).toEqual(['order'])
    expect(await bot.sessions.get({ chatId: chat.id, userId: alice.id }).count()).toBe(2)
  })

  it('S15 a webhook answers 503; the redelivery is acknowledged once it is stored, and handled once', async () => {
    await start()
    const server = await BotApiServer.start({ webhookRetryDelays: [1000, 1000, 1000] })
    const waits = watchTimers(server.clock)
    const held = faultyStorage<SessionStorage>(new InMemorySessionStorage())
    let handled = 0
    const bot = botgen(
      new Telegraf(server.token, { telegram: { apiRoot: server.apiRoot } }),
      tableOf({ order: () => void (handled += 1) }),
      { clock: server.clock, onError: () => {}, sessions: { storage: held.storage, whileStorageFails: 'hold' } },
    )
    const statuses: number[] = []
    const http: Server = createServer((request, response) => {
      response.on('finish', () => statuses.push(response.statusCode))
      void bot.webhookCallback('/hook')(request, response)
    })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    cleanUp.push(
      () => new Promise((resolve) => http.close(resolve).closeAllConnections()),
      () => server.stop(),
    )
    await bot.telegram.setWebhook(`http://127.0.0.1:${(http.address() as AddressInfo).port}/hook`)
    const alice = server.user({ firstName: 'Alice' })
    const chat = server.privateChat(alice)
    const session = bot.sessions.get({ chatId: chat.id, userId: alice.id })

    held.failNext('add', broken, 7)
    alice.sends(chat, '/order')
    await until(() => statuses.length === 1)
    // The wait before Telegram's next attempt; the storage is tried at 100, 300 and 700 ms.
    await waits.set(1000)
    for (const delay of [100, 200, 400]) {
      await waits.set(delay)
      server.clock.advance(delay)
    }
    await waits.set(800)
    server.clock.advance(300)
    await until(() => statuses.length === 2)
    expect({ statuses, handled }).toEqual({ statuses: [503, 503], handled: 0 })

    held.clearFaults()
    await waits.set(1000)
    server.clock.advance(500)
    await until(() => handled === 1)
    server.clock.advance(500)
    await server.settled()
    expect({ statuses, handled }).toEqual({ statuses: [503, 503, 200], handled: 1 })
    expect(await session.count()).toBe(1)
  })

  it('S15 is no different while the storage works', async () => {
    await start({ whileStorageFails: 'hold' })
    const session = open()
    await setup.says('hello')
    expect(await ids(session)).toEqual([1])
  })

  it('S28 a close lets go of what is held for its session', async () => {
    await start({ whileStorageFails: 'hold' })
    const session = open()
    faulty.failNext('add', broken, Number.POSITIVE_INFINITY)
    setup.alice.sends(setup.chat, 'hello')
    await timers.set(100)
    const closing = session.close()
    await timers.set(10_000)
    setup.server.clock.advance(10_000)
    await closing
    await setup.server.settled()
    expect(setup.bot.sessions.isIdle()).toBe(true)
  })
})

describe('a storage that never answers', () => {
  it('S15 holds up the close of one session, for five seconds, and no other chat', async () => {
    await start({}, { table: tableOf({ hello: (update) => update.context().reply('hello') }) })
    const bob = setup.server.user({ firstName: 'Bob' })
    const bobsSession = setup.bot.sessions.get({ chatId: bob.id, userId: bob.id })
    faulty.failNext('clear', { hangs: true })
    const closing = bobsSession.close().catch((error: unknown) => error)
    await setup.says('/hello')
    expect(setup.chat.history().map(({ text }) => text)).toEqual(['/hello', 'hello'])
    await timers.set(5000)
    setup.server.clock.advance(5000)
    expect(await closing).toMatchObject({ message: expect.stringContaining('5000 ms') as unknown })
  })
})

describe('a shared storage that fails', () => {
  const shared = (): SessionStorage => new SharedInMemoryStorage(new SharedSessions())

  it('S3 opening waits for it, and what is done through the session is recorded once it works', async () => {
    await start({}, { storage: shared() })
    faulty.failNext('openSession', broken, 2)
    const session = open()
    await session.chat.sendMessage('hello')
    expect(await ids(session)).toEqual([1])
    expect(await stored(faulty, storedKey())).toEqual([])
    await retryAfter(100)
    await retryAfter(200)
    await until(() => faulty.calls.some(({ method }) => method === 'addIfOpen'))
    await pause()
    expect(await stored(faulty, storedKey())).toEqual([1])
    expect(setup.errors).toHaveLength(1)
  })

  it('S28 a session that was closed before it could be opened stays closed', async () => {
    await start({}, { storage: shared() })
    faulty.failNext('openSession', broken)
    const session = open()
    await session.close()
    await timers.set(100)
    setup.server.clock.advance(100)
    await pause()
    expect(await faulty.storage.openKeys?.('')).toEqual([])
  })
})
