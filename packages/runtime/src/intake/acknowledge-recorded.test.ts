import { faultyStorage } from '@botgen/testing'
import { describe, expect, it } from '@jest/globals'
import { Telegraf } from 'telegraf'
import { tableOf } from '../../test/harness.js'
import { afterTest, launch, start } from '../../test/start.js'
import { gate, pause, until } from '../../test/waiting.js'
import { botgen, defineDispatchTable, InMemorySessionStorage, type SessionStorage } from '../index.js'

describe("acknowledge: 'recorded'", () => {
  it('S36 an update is confirmed when it is stored and queued, before its handler ends', async () => {
    const slow = gate()
    const begun = gate()
    const { bot, says } = await start({
      acknowledge: 'recorded',
      table: tableOf({
        slow: () => {
          begun.open()
          return slow.promise
        },
      }),
    })
    const session = bot.sessions.get({ chatId: 1001 })
    await says('/slow')
    await begun.promise
    expect(await session.count()).toBe(1)
    slow.open()
  })

  it('S36 an update that was recorded and dropped before its turn does not come back in it', async () => {
    const slow = gate()
    const { bot, says } = await start({
      acknowledge: 'recorded',
      table: tableOf({
        wipe: async (update) => {
          await slow.promise
          await update.session().clear()
        },
      }),
    })
    const session = bot.sessions.get({ chatId: 1001 })
    await says('/wipe')
    await says('hello')
    expect(await session.forget()).toBe(2)
    slow.open()
    await bot.shutdown()
    expect(await session.count()).toBe(0)
  })

  it('S36 an update is recorded in its turn in the sessions that were opened before it, and in no other again', async () => {
    const slow = gate()
    const storage = faultyStorage<SessionStorage>(new InMemorySessionStorage())
    const { bot, says } = await start({
      acknowledge: 'recorded',
      sessions: { storage: storage.storage },
      table: tableOf({
        order: async (update) => {
          await slow.promise
          await update.session('order').track({ update_id: 0 } as never)
        },
      }),
    })
    const before = bot.sessions.get({ chatId: 1001 })
    await says('/order')
    await says('hello')
    slow.open()
    await until(() => [...bot.sessions.list()].length === 2)
    await pause()
    const order = bot.sessions.get({ chatId: 1001, userId: 1001, qualifier: 'order' })
    expect([await before.count(), await order.count()]).toEqual([2, 2])
    expect(storage.calls.filter(({ method }) => method === 'add')).toHaveLength(4)
  })

  it('S10 an update is handled when it is recorded, also where its turn comes earlier', async () => {
    const slow = gate()
    const handled: string[] = []
    const storage = faultyStorage<SessionStorage>(new InMemorySessionStorage())
    const { bot, alice, chat, server } = await start({
      acknowledge: 'recorded',
      sessions: { storage: storage.storage },
      table: tableOf({ order: () => void handled.push('order') }),
    })
    bot.sessions.get({ chatId: 1001 })
    storage.failNext('add', { hold: slow.promise })
    alice.sends(chat, '/order')
    await until(() => storage.calls.length > 0)
    await pause()
    expect(handled).toEqual([])
    slow.open()
    await server.settled()
    await bot.shutdown()
    expect(handled).toEqual(['order'])
  })

  it('S36 an update is not confirmed before it is stored', async () => {
    const slow = gate()
    const storage = faultyStorage<SessionStorage>(new InMemorySessionStorage())
    const { bot, server, alice, chat } = await start({
      acknowledge: 'recorded',
      sessions: { storage: storage.storage },
    })
    bot.sessions.get({ chatId: 1001 })
    storage.failNext('add', { hold: slow.promise })
    alice.sends(chat, 'hello')
    let isConfirmed = false
    const confirmed = server.settled().then(() => (isConfirmed = true))
    await until(() => storage.calls.length > 0)
    await pause()
    expect(isConfirmed).toBe(false)
    slow.open()
    await confirmed
  })

  it('S36 long polling goes on while a handler runs: chats never wait for each other', async () => {
    const slow = gate()
    const begun = gate()
    const { bot, server, alice, chat, someone } = await launch({
      acknowledge: 'recorded',
      table: tableOf({
        slow: () => {
          begun.open()
          return slow.promise
        },
        fast: (update) => update.context().reply('done'),
      }),
    })
    alice.sends(chat, '/slow')
    await begun.promise
    const other = someone()
    for (let count = 0; count < 3; count += 1) {
      other.user.sends(other.chat, '/fast')
      await server.calls.next('sendMessage')
    }
    expect(other.chat.history().filter(({ text }) => text === 'done')).toHaveLength(3)
    slow.open()
    await bot.shutdown()
  })

  // bot.ts waits, behind each handler, for whatever any session of the bot is writing, in the chat's lane.
  it('S36 chats do not wait for the storage of another either', async () => {
    const slow = gate()
    let handled = 0
    const storage = faultyStorage<SessionStorage>(new InMemorySessionStorage())
    const { bot, server, alice, chat, says } = await start({
      acknowledge: 'recorded',
      sessions: { storage: storage.storage },
      table: tableOf({ fast: () => void (handled += 1) }),
    })
    afterTest(slow.open)
    await says('/fast')
    await until(() => handled === 1)
    const bob = server.user({ firstName: 'Bob' })
    bot.sessions.get({ chatId: bob.id })
    storage.failNext('add', { hold: slow.promise })
    bob.sends(server.privateChat(bob), 'hello')
    await until(() => storage.calls.length > 0)
    for (let count = 0; count < 3; count += 1) alice.sends(chat, '/fast')
    await pause()
    expect(handled).toBe(4)
  })

  it('S36 handles those of one chat in their order', async () => {
    const gates = [gate(), gate(), gate()]
    const order: string[] = []
    const { bot, server, alice, chat } = await start({ acknowledge: 'recorded' })
    bot.on('message', async (ctx) => {
      await gates[order.length]?.promise
      order.push(ctx.text ?? '')
    })
    for (const text of ['a', 'b', 'c']) alice.sends(chat, text)
    await server.settled()
    for (const { open } of gates.toReversed()) open()
    await bot.shutdown()
    expect(order).toEqual(['a', 'b', 'c'])
  })

  it('S36 runs as many handlers at once as it is told', async () => {
    let running = 0
    let most = 0
    const { bot, server } = await start({ acknowledge: 'recorded', maxConcurrent: 2 })
    bot.on('message', async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise(setImmediate)
      running -= 1
    })
    for (let count = 0; count < 7; count += 1) {
      const user = server.user({ firstName: String(count) })
      user.sends(server.privateChat(user), 'hello')
    }
    await server.settled()
    await bot.shutdown()
    expect(most).toBe(2)
  })

  it.each([[0], [-1], [1.5], [Number.NaN]])('S36 maxConcurrent %p is refused by its name', (maxConcurrent) => {
    const make = (): unknown =>
      botgen(new Telegraf('1:x'), defineDispatchTable([]), { acknowledge: 'recorded', maxConcurrent })
    expect(make).toThrow(RangeError)
    expect(make).toThrow(/maxConcurrent/)
  })

  it('S14 records the opening message and the reply behind it, once each', async () => {
    const slow = gate()
    const { bot, server, alice, chat } = await start({
      acknowledge: 'recorded',
      table: tableOf({
        order: async (update) => {
          await slow.promise
          update.session('order')
        },
      }),
    })
    alice.sends(chat, '/order')
    alice.sends(chat, 'a pizza')
    // Both are confirmed while the session is not open yet.
    await server.settled()
    slow.open()
    const session = bot.sessions.peek({ chatId: chat.id, userId: alice.id, qualifier: 'order' })
    await until(() => session.isOpen)
    await bot.shutdown()
    expect((await session.messages()).map(({ messageId }) => messageId)).toEqual([1, 2])
  })

  it('S36 what a queued handler throws reaches bot.catch, and without it onError', async () => {
    const table = tableOf({
      fail: () => {
        throw new Error('kitchen on fire')
      },
    })
    const { bot, says, errors } = await start({ acknowledge: 'recorded', table })
    await says('/fail')
    await until(() => errors.length === 1)
    expect(errors).toMatchObject([{ error: { handler: 'TestHandlers.fail' }, context: { stage: 'update' } }])
    const caught: unknown[] = []
    bot.catch((error) => void caught.push(error))
    await says('/fail')
    await until(() => caught.length === 1)
    expect(errors).toHaveLength(1)
  })

  it('S36 an update that could not even be begun reaches onError', async () => {
    const { server, says, errors } = await start({ acknowledge: 'recorded' })
    server.failNext('getMe', { errorCode: 500 })
    await says('hello')
    await until(() => errors.length === 1)
    expect(errors).toMatchObject([{ context: { stage: 'update', update: { message: { text: 'hello' } } } }])
  })

  it('S39 shutdown drains the queue', async () => {
    const slow = gate()
    const handled: (string | undefined)[] = []
    const { bot, says } = await start({ acknowledge: 'recorded' })
    bot.on('message', async (ctx) => {
      await slow.promise
      handled.push(ctx.text)
    })
    for (const text of ['one', 'two']) await says(text)
    const closing = bot.shutdown()
    slow.open()
    expect(await closing).toEqual({ updates: 0, entries: 0 })
    expect(handled).toEqual(['one', 'two'])
  })
})
