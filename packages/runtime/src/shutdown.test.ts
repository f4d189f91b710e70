import { type FaultyStorage, faultyStorage, SharedInMemoryStorage, SharedSessions } from '@botgen/testing'
import { describe, expect, it } from '@jest/globals'
import { tableOf } from '../test/harness.js'
import { launch, start } from '../test/start.js'
import { gate, pause, until, watchTimers } from '../test/waiting.js'
import { type BotOf, InMemorySessionStorage, type SessionStorage } from './index.js'

/** A storage that can be closed. */
class ClosableStorage extends InMemorySessionStorage {
  close(): void {}
}
const closable = (): FaultyStorage<SessionStorage> => faultyStorage<SessionStorage>(new ClosableStorage())
const methods = (storage: FaultyStorage<SessionStorage>): string[] => storage.calls.map(({ method }) => method)
const broken = { rejects: new Error('disk full') }

describe('shutdown', () => {
  it('S39 stops polling: what comes later is left to the next run', async () => {
    const handled: string[] = []
    const { server, bot, running, alice, chat } = await launch({
      table: tableOf({ order: () => void handled.push('order') }),
    })
    alice.sends(chat, '/order')
    await server.settled()
    expect(await bot.shutdown()).toEqual({ updates: 0, entries: 0 })
    await running
    alice.sends(chat, '/order')
    await pause()
    expect(handled).toEqual(['order'])
    expect(server.bot.inbox.size).toBe(1)
  })

  it('S39 waits for the handlers that are running, and acknowledges their updates', async () => {
    const slow = gate()
    const begun = gate()
    const handled: string[] = []
    const { server, bot, running, alice, chat } = await launch({
      table: tableOf({
        slow: async () => {
          begun.open()
          await slow.promise
          handled.push('slow')
        },
      }),
    })
    alice.sends(chat, '/slow')
    await begun.promise
    const closing = bot.shutdown()
    slow.open()
    expect(await closing).toEqual({ updates: 0, entries: 0 })
    expect(handled).toEqual(['slow'])
    await running
    expect(server.bot.inbox.size).toBe(0)
  })

  it('S39 waits for the handler that asks for it before anything else happens', async () => {
    const slow = gate()
    const { bot, alice, chat, server, says } = await start()
    // From here on the bot knows who it is, and asks Telegram nothing.
    await says('hello')
    let closing: ReturnType<BotOf['shutdown']> | undefined
    bot.use(() => {
      closing = bot.shutdown()
      return slow.promise
    })
    const order: string[] = []
    alice.sends(chat, 'stop')
    await until(() => closing !== undefined)
    void closing?.then(() => order.push('closed'))
    await pause()
    order.push('handled')
    slow.open()
    await server.settled()
    await closing
    expect(order).toEqual(['handled', 'closed'])
  })

  it('S39 waits as long as it is told, and says what was left', async () => {
    const begun = gate()
    const { bot, server, alice, chat } = await start({
      table: tableOf({
        hang: () => {
          begun.open()
          return new Promise(() => {})
        },
      }),
      telegraf: { handlerTimeout: Number.POSITIVE_INFINITY },
    })
    for (let count = 0; count < 3; count += 1) alice.sends(chat, '/hang')
    await begun.promise
    const timers = watchTimers(server.clock)
    const closing = bot.shutdown({ timeout: '5s' })
    let isClosed = false
    void closing.then(() => (isClosed = true))
    await timers.set(5000)
    server.clock.advance(4999)
    await pause()
    expect(isClosed).toBe(false)
    server.clock.advance(1)
    expect(await closing).toEqual({ updates: 3, entries: 0 })
  })

  it('S39 waits for the storage to take what waits, and then closes it', async () => {
    const storage = closable()
    const { bot, says, errors } = await start({ sessions: { storage: storage.storage } })
    bot.sessions.get({ chatId: 1001 })
    storage.failNext('add', broken)
    await says('hello')
    expect(await bot.shutdown()).toEqual({ updates: 0, entries: 0 })
    expect(methods(storage)).toEqual(['add', 'add', 'close'])
    expect(errors).toHaveLength(1)
  })

  it('S39 says how many entries the storage has not taken, and asks it no more', async () => {
    const storage = closable()
    const { bot, server, says } = await start({ sessions: { storage: storage.storage } })
    bot.sessions.get({ chatId: 1001 })
    storage.failNext('add', broken, Number.POSITIVE_INFINITY)
    await says('one')
    await says('two')
    const timers = watchTimers(server.clock)
    const closing = bot.shutdown({ timeout: '5s' })
    await pause()
    await timers.set(5000)
    server.clock.advance(5000)
    expect(await closing).toEqual({ updates: 0, entries: 2 })
    expect(methods(storage).at(-1)).toBe('close')
    const before = storage.calls.length
    await pause()
    server.clock.advance(60_000)
    await pause()
    expect(storage.calls).toHaveLength(before)
  })

  it('S39 asks the storage no more although a retry was under way', async () => {
    const storage = closable()
    const { bot, server, says } = await start({ sessions: { storage: storage.storage } })
    bot.sessions.get({ chatId: 1001 })
    storage.failNext('add', broken)
    await says('one')
    storage.failNext('add', { hangs: true })
    const timers = watchTimers(server.clock)
    const closing = bot.shutdown({ timeout: '2s' })
    await pause()
    await timers.set(2000)
    server.clock.advance(2000)
    expect(await closing).toEqual({ updates: 0, entries: 1 })
    // The write that hangs is given up.
    server.clock.advance(3000)
    await pause()
    server.clock.advance(60_000)
    await pause()
    expect(methods(storage)).toEqual(['add', 'add', 'close'])
  })

  it.each([
    ['at once', (bot: BotOf) => Promise.all([bot.shutdown(), bot.shutdown()])],
    ['one after the other', async (bot: BotOf) => [await bot.shutdown(), await bot.shutdown()]],
  ])('S39 called twice, %s, closes the storage once', async (_name, act) => {
    const storage = closable()
    const { bot } = await start({ sessions: { storage: storage.storage } })
    expect(await act(bot)).toEqual([
      { updates: 0, entries: 0 },
      { updates: 0, entries: 0 },
    ])
    expect(methods(storage)).toEqual(['close'])
  })

  it('S39 a storage that fails to close is reported', async () => {
    const storage = closable()
    const { bot, errors } = await start({ sessions: { storage: storage.storage } })
    storage.failNext('close', broken)
    expect(await bot.shutdown()).toEqual({ updates: 0, entries: 0 })
    expect(errors).toMatchObject([{ error: { message: 'disk full' } }])
  })

  it('S39 a storage that never ends its close is waited for five seconds', async () => {
    const storage = closable()
    const { bot, server, errors } = await start({ sessions: { storage: storage.storage } })
    storage.failNext('close', { hangs: true })
    const timers = watchTimers(server.clock)
    const closing = bot.shutdown()
    await timers.set(5000)
    server.clock.advance(5000)
    expect(await closing).toEqual({ updates: 0, entries: 0 })
    expect(errors).toHaveLength(1)
  })

  it('S39 leaves sessions open in a storage that outlives the process', async () => {
    const storage = new SharedInMemoryStorage(new SharedSessions())
    const { bot } = await start({ sessions: { storage } })
    await bot.sessions.get({ chatId: 1001 }).count()
    await bot.shutdown()
    expect(await storage.openKeys('')).toHaveLength(1)
  })

  it('S39 expires no session any more', async () => {
    const storage = closable()
    const { bot, server } = await start({ sessions: { storage: storage.storage, expiresAfter: '10m' } })
    bot.sessions.get({ chatId: 1001 })
    await bot.shutdown()
    server.clock.advance(3_600_000)
    await pause()
    expect(methods(storage)).toEqual(['close'])
  })

  it('S39 refuses a timeout that is none', async () => {
    const { bot } = await start()
    await expect(bot.shutdown({ timeout: 'soon' as never })).rejects.toThrow(/shutdown/)
  })
})
