import { faultyStorage } from '@botgen/testing'
import { describe, expect, it } from '@jest/globals'
import { broken, startFaulty } from '../../test/faulty-storage.js'
import { tableOf } from '../../test/harness.js'
import { idsOf } from '../../test/sessions.js'
import { launch, setWebhook } from '../../test/start.js'
import { gate, pause, until, watchTimers } from '../../test/waiting.js'
import { InMemorySessionStorage, type SessionEntry, type SessionStorage } from '../index.js'

describe('acknowledgement', () => {
  it('S15 waits until a slow storage has stored the entries', async () => {
    const { server, alice, chat, faulty, open, stored, writes } = await startFaulty()
    open()
    const slow = gate()
    faulty.failNext('add', { hold: slow.promise })
    let isAcknowledged = false
    alice.sends(chat, 'hello')
    const acknowledged = server.settled().then(() => (isAcknowledged = true))
    await until(() => writes() === 1)
    await pause()
    expect(isAcknowledged).toBe(false)
    slow.open()
    await acknowledged
    expect(await stored()).toEqual([1])
  })

  it('S15 waits for what the handler has written without waiting', async () => {
    const slow = gate()
    const { server, alice, chat, faulty, writes } = await startFaulty({
      table: tableOf({ order: (update) => void update.session().track({ ...update.message(), message_id: 50 }) }),
    })
    faulty.failNext(
      ({ method, arguments: [, entry] }) => method === 'add' && (entry as SessionEntry).messageId === 50,
      { hold: slow.promise },
    )
    let isAcknowledged = false
    alice.sends(chat, '/order')
    const acknowledged = server.settled().then(() => (isAcknowledged = true))
    await until(() => writes() === 2)
    await pause()
    expect(isAcknowledged).toBe(false)
    slow.open()
    await acknowledged
  })

  it('S15 a send resolves once its entry waits', async () => {
    const { faulty, open, stored } = await startFaulty()
    const session = open()
    faulty.failNext('add', broken)
    const sent = await session.chat.sendMessage('hello')
    expect(await idsOf(session)).toEqual([sent.message_id])
    expect(await stored()).toEqual([])
  })
})

describe("whileStorageFails: 'hold'", () => {
  it('S15 polling pauses: an update is neither handled nor acknowledged until it is stored', async () => {
    const held = faultyStorage<SessionStorage>(new InMemorySessionStorage())
    const handled: string[] = []
    const { server, bot, alice, chat } = await launch({
      table: tableOf({ order: () => void handled.push('order') }),
      sessions: { storage: held.storage, whileStorageFails: 'hold' },
    })
    const waits = watchTimers(server.clock)
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
    let handled = 0
    const { server, bot, alice, chat, faulty, timers, open } = await startFaulty({
      server: { webhookRetryDelays: [1000, 1000, 1000] },
      table: tableOf({ order: () => void (handled += 1) }),
      sessions: { whileStorageFails: 'hold' },
    })
    const statuses = await setWebhook(bot)
    const session = open()

    faulty.failNext('add', broken, 7)
    alice.sends(chat, '/order')
    await until(() => statuses.length === 1)
    // The wait before Telegram's next attempt; the storage is tried at 100, 300 and 700 ms.
    await timers.set(1000)
    for (const delay of [100, 200, 400]) {
      await timers.set(delay)
      server.clock.advance(delay)
    }
    await timers.set(800)
    server.clock.advance(300)
    await until(() => statuses.length === 2)
    expect({ statuses, handled }).toEqual({ statuses: [503, 503], handled: 0 })

    faulty.clearFaults()
    await timers.set(1000)
    server.clock.advance(500)
    await until(() => handled === 1)
    server.clock.advance(500)
    await server.settled()
    expect({ statuses, handled }).toEqual({ statuses: [503, 503, 200], handled: 1 })
    expect(await session.count()).toBe(1)
  })

  it('S15 is no different while the storage works', async () => {
    const { says, open } = await startFaulty({ sessions: { whileStorageFails: 'hold' } })
    const session = open()
    await says('hello')
    expect(await idsOf(session)).toEqual([1])
  })

  it('S28 a close lets go of what is held for its session', async () => {
    const { server, bot, alice, chat, faulty, timers, open } = await startFaulty({
      sessions: { whileStorageFails: 'hold' },
    })
    const session = open()
    faulty.failNext('add', broken, Number.POSITIVE_INFINITY)
    alice.sends(chat, 'hello')
    await timers.set(100)
    const closing = session.close()
    await timers.set(10_000)
    server.clock.advance(10_000)
    await closing
    await server.settled()
    expect(bot.sessions.isIdle()).toBe(true)
  })
})
