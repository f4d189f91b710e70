import { SharedInMemoryStorage, SharedSessions } from '@botgen/testing'
import { describe, expect, it } from '@jest/globals'
import { broken, startFaulty } from '../../test/faulty-storage.js'
import { tableOf } from '../../test/harness.js'
import { idsOf } from '../../test/sessions.js'
import { start } from '../../test/start.js'
import { pause, until } from '../../test/waiting.js'
import { InMemorySessionStorage, type SessionStorage } from '../index.js'

describe('a session storage', () => {
  /** A storage in memory whose `add` asks `before` first. */
  const storageThat = (before: (key: string) => void | Promise<void>): SessionStorage => {
    const memory = new InMemorySessionStorage()
    return {
      add: (key, entry) => before(key) ?? memory.add(key, entry),
      list: (key) => memory.list(key),
      remove: (key, predicate) => memory.remove(key, predicate),
      clear: (key) => memory.clear(key),
    }
  }
  /** Never answers about some keys, and refuses others. */
  const badStorage = (): SessionStorage =>
    storageThat((key) => {
      if (key.includes('poison')) throw new Error('no such table')
      return key.includes('hanging') ? new Promise(() => {}) : undefined
    })

  it('S15 that never answers for one session holds no chat for longer than five seconds', async () => {
    const table = tableOf({
      hang: (update) => void update.session('hanging'),
      hello: (update) => update.context().reply('hello'),
    })
    const { server, alice, chat, errors } = await start({ table, sessions: { storage: badStorage() } })
    const bob = server.user({ firstName: 'Bob' })
    const bobsChat = server.privateChat(bob)
    alice.sends(chat, '/hang')
    bob.sends(bobsChat, '/hello')
    bob.sends(bobsChat, '/hello')
    while (bobsChat.history().length < 3) await new Promise(setImmediate)
    server.clock.advance(5000)
    await server.settled()
    expect(bobsChat.history()).toHaveLength(4)
    expect(errors).toMatchObject([{ error: { name: 'StorageFailure' } }])
  })

  it('S15 that refuses one session still stores the others', async () => {
    const storage = badStorage()
    const { bot, server, says } = await start({ sessions: { storage } })
    const ids = { chatId: 1001, userId: 1001 }
    bot.sessions.get({ ...ids, qualifier: 'poison' })
    bot.sessions.get({ ...ids, qualifier: 'healthy' })
    await says('one')
    for (let retry = 0; retry < 10; retry += 1) {
      server.clock.advance(30_000)
      await new Promise(setImmediate)
    }
    await says('two')
    expect(await storage.list(`${server.bot.id}/c1001/u1001/qhealthy/`)).toHaveLength(2)
  })

  it('S30 may answer with thenables that run only when they are awaited', async () => {
    const written: string[] = []
    const lazy = (key: string): Promise<void> => {
      const builder = {
        then: (resolve: () => void) => {
          written.push(key)
          resolve()
        },
      }
      return builder as unknown as Promise<void>
    }
    const { bot, says } = await start({ sessions: { storage: storageThat(lazy) } })
    bot.sessions.get({ chatId: 1001, userId: 1001 })
    await says('one')
    expect(written).toHaveLength(1)
  })

  it('S28 that failed to empty itself is emptied by the next close, or before the key opens again', async () => {
    let isFailing = true
    class StubbornStorage extends InMemorySessionStorage {
      override clear(key: string): void {
        if (isFailing) throw new Error('disk full')
        super.clear(key)
      }
    }
    const { bot, says } = await start({ sessions: { storage: new StubbornStorage() } })
    const [first, second] = ['a', 'b'].map((qualifier) => bot.sessions.get({ chatId: 1001, userId: 1001, qualifier }))
    await says('old')
    await expect(first?.close()).rejects.toThrow('disk full')
    await expect(second?.close()).rejects.toThrow('disk full')
    isFailing = false
    await first?.close()
    expect(await first?.count()).toBe(0)
    expect(await second?.open().count()).toBe(0)
  })
})

describe('a storage that never answers', () => {
  it('S15 holds up the close of one session, for five seconds, and no other chat', async () => {
    const { server, bot, chat, says, faulty, timers } = await startFaulty({
      table: tableOf({ hello: (update) => update.context().reply('hello') }),
    })
    const bob = server.user({ firstName: 'Bob' })
    const bobsSession = bot.sessions.get({ chatId: bob.id, userId: bob.id })
    faulty.failNext('clear', { hangs: true })
    const closing = bobsSession.close().catch((error: unknown) => error)
    await says('/hello')
    expect(chat.history().map(({ text }) => text)).toEqual(['/hello', 'hello'])
    await timers.set(5000)
    server.clock.advance(5000)
    expect(await closing).toMatchObject({ message: expect.stringContaining('5000 ms') as unknown })
  })
})

describe('a shared storage that fails', () => {
  const shared = (): SessionStorage => new SharedInMemoryStorage(new SharedSessions())

  it('S3 opening waits for it, and what is done through the session is recorded once it works', async () => {
    const { errors, faulty, open, stored, retryAfter } = await startFaulty({ sessions: { storage: shared() } })
    faulty.failNext('openSession', broken, 2)
    const session = open()
    await session.chat.sendMessage('hello')
    expect(await idsOf(session)).toEqual([1])
    expect(await stored()).toEqual([])
    await retryAfter(100)
    await retryAfter(200)
    await until(() => faulty.calls.some(({ method }) => method === 'addIfOpen'))
    await pause()
    expect(await stored()).toEqual([1])
    expect(errors).toHaveLength(1)
  })

  it('S28 a session that was closed before it could be opened stays closed', async () => {
    const { server, faulty, timers, open } = await startFaulty({ sessions: { storage: shared() } })
    faulty.failNext('openSession', broken)
    const session = open()
    await session.close()
    await timers.set(100)
    server.clock.advance(100)
    await pause()
    expect(await faulty.storage.openKeys?.('')).toEqual([])
  })
})
