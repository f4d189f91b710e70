import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BotApiServer } from '@botgen/testing'
import { afterEach, describe, expect, it } from '@jest/globals'
import { type Context, Telegraf, Telegram } from 'telegraf'
import type { Update } from 'telegraf/types'
import { startBot, type TestOptions, type TestSetup, tableOf } from '../test/harness.js'
import { tableWith } from '../test/table.js'
import { gate } from '../test/waiting.js'
import {
  BotgenError,
  botgen,
  callback,
  CommandHandler,
  command,
  defineDispatchTable,
  HandlerError,
  HandlerTimeoutError,
  type HandlerUpdate,
  InMemorySessionStorage,
  type Invocation,
  MissingContextError,
  routes,
  type SessionStorage,
  StaleTableError,
} from './index.js'

let setup: TestSetup | undefined
const cleanUp: (() => unknown)[] = []

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
  await setup?.stop()
  setup = undefined
})

async function start(options: TestOptions): Promise<TestSetup> {
  setup = await startBot(options)
  return setup
}

const texts = ({ chat }: TestSetup): (string | undefined)[] => chat.history().map(({ text }) => text)

describe('order and recording', () => {
  it('S10 records before any middleware, wherever botgen() was called', async () => {
    const counts: (number | undefined)[] = []
    const { bot, says } = await start({
      before: (telegraf) =>
        telegraf.use(async (ctx, next) => {
          counts.push(await bot.sessions.peek(ctx)?.count())
          await next()
        }),
    })
    await says('opens nothing')
    bot.sessions.get({ chatId: 1001, userId: 1001 })
    await says('is recorded')
    expect(counts).toEqual([0, 1])
  })

  it('S10 records although a middleware before botgen() swallows the update', async () => {
    const { bot, says } = await start({ before: (telegraf) => telegraf.use(() => {}) })
    const session = bot.sessions.get({ chatId: 1001, userId: 1001 })
    await says('swallowed')
    expect(await session.count()).toBe(1)
  })

  it('S14 a reply behind a slow /order is handled after it and recorded', async () => {
    const slow = gate()
    const order: string[] = []
    const table = tableOf({
      order: async (update) => {
        await slow.promise
        update.session('order')
        order.push('order')
      },
    })
    const { bot, server, alice, chat } = await start({ table })
    bot.on('message', () => void order.push('reply'))
    alice.sends(chat, '/order')
    alice.sends(chat, 'a pizza')
    slow.open()
    await server.settled()
    expect(order).toEqual(['order', 'reply'])
    expect(await bot.sessions.get({ chatId: chat.id, userId: alice.id, qualifier: 'order' }).count()).toBe(2)
  })

  it('S14 another chat does not wait', async () => {
    const slow = gate()
    const { server, alice, chat } = await start({
      table: tableOf({ slow: () => slow.promise, fast: (update) => update.context().reply('done') }),
    })
    const bobsChat = server.privateChat(server.user({ firstName: 'Bob' }))
    const bob = server.user({ firstName: 'Carol' })
    const carolsChat = server.privateChat(bob)
    alice.sends(chat, '/slow')
    const answered = server.calls.next('sendMessage')
    bob.sends(carolsChat, '/fast')
    await answered
    slow.open()
    await server.settled()
    expect([...chat.history(), ...bobsChat.history()]).toHaveLength(1)
  })

  it('S14 a business chat and the bot’s own chat of the same number do not wait for each other', async () => {
    const slow = gate()
    const { bot, server, alice, chat } = await start({ table: tableOf({ slow: () => slow.promise }) })
    const seen = gate()
    bot.use((ctx) => {
      if ('business_message' in ctx.update) seen.open()
    })
    const connection = server.businessConnection({ owner: server.user({ firstName: 'Owner' }) })
    alice.sends(chat, '/slow')
    alice.sends(server.businessChat(connection, alice), 'hello')
    await seen.promise
    slow.open()
    await server.settled()
  })

  it.each([
    ["'none'", 'none' as const],
    ['a function that names no lane', () => undefined],
  ])('S14 ordering: %s lets updates of one chat run side by side', async (_name, ordering) => {
    const slow = gate()
    const { server, alice, chat } = await start({
      ordering,
      table: tableOf({ slow: () => slow.promise, go: () => slow.open() }),
    })
    alice.sends(chat, '/slow')
    alice.sends(chat, '/go')
    await server.settled()
  })

  it('S14 a handler’s time starts when its turn comes; past it the signal aborts and the lane goes on', async () => {
    const gates = [gate(), gate(), gate()]
    const begun: AbortSignal[] = []
    const table = tableOf({
      slow: (update) => {
        begun.push(update.signal())
        return gates[begun.length - 1]?.promise
      },
    })
    const { server, alice, chat, errors } = await start({ table, telegraf: { handlerTimeout: 1000 } })
    for (const _ of gates) alice.sends(chat, '/slow')
    const tick = async (until: () => boolean): Promise<void> => {
      while (!until()) await new Promise(setImmediate)
    }
    await tick(() => begun.length === 1)
    server.clock.advance(900)
    gates[0]?.open()
    await tick(() => begun.length === 2)
    // 900 ms in the queue: its own second starts now.
    server.clock.advance(900)
    expect(begun[1]?.aborted).toBe(false)
    server.clock.advance(100)
    await tick(() => begun[1]?.aborted === true)
    await tick(() => begun.length === 3)
    gates[2]?.open()
    await server.settled()
    expect(errors).toHaveLength(1)
    expect(errors[0]?.error).toBeInstanceOf(HandlerTimeoutError)
    expect(errors[0]?.error).toMatchObject({ handler: 'TestHandlers.slow', timeout: 1000 })
    gates[1]?.open()
  })

  it('S14 a handler that outlives its time still records in its session, and not once that is closed', async () => {
    const [late, later] = [gate(), gate()]
    const begun = gate()
    const outcomes: unknown[] = []
    const table = tableOf({
      slow: async (update) => {
        const session = update.session('order')
        begun.open()
        await late.promise
        await session.chat.sendMessage('late')
        outcomes.push(await session.count())
        await later.promise
        outcomes.push(await session.chat.sendMessage('later').catch((error: unknown) => (error as Error).name))
      },
      done: (update) => update.session('order').close(),
    })
    const { server, alice, chat, says } = await start({ table, telegraf: { handlerTimeout: 1000 } })
    alice.sends(chat, '/slow')
    await begun.promise
    server.clock.advance(1000)
    await says('the chat goes on')
    late.open()
    while (outcomes.length < 1) await new Promise(setImmediate)
    await says('/done')
    later.open()
    while (outcomes.length < 2) await new Promise(setImmediate)
    expect(outcomes).toEqual([3, 'SessionClosedError'])
  })

  it('S14 a handler that fails after its time-out is reported, not lost', async () => {
    const late = gate()
    const begun = gate()
    const table = tableOf({
      slow: async () => {
        begun.open()
        await late.promise
        throw new Error('late')
      },
    })
    const { server, alice, chat, errors } = await start({ table, telegraf: { handlerTimeout: 1000 } })
    alice.sends(chat, '/slow')
    await begun.promise
    server.clock.advance(1000)
    await server.settled()
    late.open()
    await new Promise(setImmediate)
    expect(errors).toMatchObject([{ error: { timeout: 1000 } }, { error: { handler: 'TestHandlers.slow' } }])
  })

  it('S14 an ordering function that throws is reported, and the update takes the lane of its chat', async () => {
    const heard: unknown[] = []
    const { server, errors, alice } = await start({
      ordering: (update) => (update as Update.MessageUpdate).message.chat.id,
      before: (telegraf) => telegraf.use((ctx) => void heard.push(ctx.updateType)),
    })
    server.deliver({ inline_query: { id: '1', from: alice.info, query: '', offset: '' } })
    await server.settled()
    expect(heard).toEqual(['inline_query'])
    expect(errors).toMatchObject([{ context: { stage: 'update' } }])
  })

  it('S14 invocation.dispatch runs inside its own turn', async () => {
    const order: string[] = []
    const table = tableOf({
      outer: async (update) => {
        order.push('outer begins')
        const invocation: Invocation = update.invocation()
        const inner = structuredClone(invocation.update) as Update.MessageUpdate
        Object.assign(inner.message, { text: '/inner' })
        await invocation.dispatch(inner)
        order.push(`${invocation.handler} ends`)
      },
      inner: () => void order.push('inner'),
    })
    const { says } = await start({ table })
    await says('/outer')
    expect(order).toEqual(['outer begins', 'inner', 'TestHandlers.outer ends'])
  })

  it('S14 an update that a middleware hands in for its own chat is handled after it', async () => {
    const order: string[] = []
    let inner: Promise<void> | undefined
    const { bot, says } = await start({
      before: (telegraf) =>
        telegraf.use(async (ctx) => {
          order.push(`${ctx.text} begins`)
          if (ctx.text === 'outer') {
            const update = structuredClone(ctx.update) as Update.MessageUpdate
            Object.assign(update, { update_id: ctx.update.update_id + 1000 })
            Object.assign(update.message, { text: 'inner' })
            inner = bot.handleUpdate(update)
          }
          await Promise.resolve()
          order.push(`${ctx.text} ends`)
        }),
    })
    // From here on the bot knows who it is, and asks Telegram nothing.
    await says('hello')
    await says('outer')
    await inner
    expect(order.slice(2)).toEqual(['outer begins', 'outer ends', 'inner begins', 'inner ends'])
  })

  it('S37 updates without a number, as tests make them, are all new', async () => {
    const seen: unknown[] = []
    const { bot, alice, chat } = await start({ before: (telegraf) => telegraf.use((ctx) => void seen.push(ctx.text)) })
    for (const text of ['one', 'two']) {
      const message = { message_id: 1, date: 1, chat: chat.info, from: alice.info, text }
      await bot.handleUpdate({ message } as unknown as Update)
    }
    expect(seen).toEqual(['one', 'two'])
  })

  it('S37 an update that is delivered again is neither recorded nor handled again', async () => {
    let runs = 0
    const table = tableOf({
      order: (update) => {
        runs += 1
        update.session()
      },
    })
    const { bot, server, says } = await start({ table })
    await says('/order')
    for (const update of server.updates()) server.redeliver(update)
    await server.settled()
    expect(runs).toBe(1)
    expect(await bot.sessions.get({ chatId: 1001, userId: 1001 }).count()).toBe(1)
  })
})

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

describe('long polling', () => {
  /** The bot polls on its own, over HTTP. */
  async function launch(
    options: TestOptions,
  ): Promise<{ server: BotApiServer; bot: Telegraf; running: Promise<void> }> {
    const server = await BotApiServer.start()
    const plain = new Telegraf(server.token, { ...options.telegraf, telegram: { apiRoot: server.apiRoot } })
    const bot = botgen(plain, options.table ?? defineDispatchTable([]), {
      clock: server.clock,
      onError: () => {},
      ...options,
    })
    const running = bot.launch()
    cleanUp.push(() => server.stop())
    return { server, bot, running }
  }

  it('S14 handles and records twelve slow updates of one chat before each is acknowledged', async () => {
    const recorded: number[] = []
    // Each handler takes half of the bot's time; in one batch all twelve would take six times as long as it allows.
    const table = tableOf({
      slow: async (update) => {
        server.clock.advance(500)
        recorded.push((await update.session().messages()).length)
      },
    })
    const { server, bot, running } = await launch({ table, telegraf: { handlerTimeout: 1000 } })
    const alice = server.user({ firstName: 'Alice' })
    const chat = server.privateChat(alice)
    for (let index = 0; index < 12; index += 1) alice.sends(chat, '/slow')
    await server.settled()
    expect(recorded).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    bot.stop()
    await running
  })

  it('D18 a handler that throws without bot.catch stops nothing', async () => {
    const heard: unknown[] = []
    const table = tableOf({
      fail: () => {
        throw new Error('kitchen on fire')
      },
      fine: (update) => update.context().reply('fine'),
    })
    const { server, bot, running } = await launch({ table, onError: (error) => void heard.push(error) })
    const alice = server.user({ firstName: 'Alice' })
    const chat = server.privateChat(alice)
    alice.sends(chat, '/fail')
    await server.settled()
    alice.sends(chat, '/fine')
    await server.settled()
    expect(chat.history().map(({ text }) => text)).toEqual(['/fail', '/fine', 'fine'])
    expect(heard).toHaveLength(1)
    expect(process.exitCode).toBeUndefined()
    bot.stop()
    await running
  })
})

describe('webhooks', () => {
  /** The bot answers requests on a port of its own. */
  async function listen(options: TestOptions): Promise<TestSetup> {
    const started = await start(options)
    const http: Server = createServer(
      (request, response) => void started.bot.webhookCallback('/hook')(request, response),
    )
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    cleanUp.push(() => new Promise((resolve) => http.close(resolve).closeAllConnections()))
    const { port } = http.address() as AddressInfo
    await started.bot.telegram.setWebhook(`http://127.0.0.1:${port}/hook`)
    return started
  }

  it('S18 the deletes of clear reach Telegram as calls, and their refusals are seen', async () => {
    const reports: unknown[] = []
    const table = tableOf({
      done: async (update) => {
        const session = update.session()
        reports.push(await session.clear(undefined, { telegram: update.telegram() }))
        await session
          .with(update.context())
          .deleteMessage(1)
          .catch((error: unknown) => reports.push(error))
      },
    })
    const { server, alice, chat, bot, says } = await listen({ table })
    expect(bot.telegram.webhookReply).toBe(true)
    bot.sessions.get({ chatId: chat.id, userId: alice.id })
    const typed = alice.sends(chat, 'undeletable')
    await server.settled()
    chat.undeletable.add(typed.message_id)
    await says('/done')
    expect(reports).toMatchObject([
      { removed: 1, deleted: 1, refused: 1 },
      { response: { error_code: 400, description: "Bad Request: message can't be deleted" } },
    ])
    expect(server.calls.all().filter(({ via }) => via === 'webhookReply')).toEqual([])
    expect(bot.telegram.webhookReply).toBe(true)
  })

  it('S18 the context’s own calls keep Telegraf’s webhook reply', async () => {
    const { server, says } = await listen({
      table: tableOf({ type: (update) => update.context().sendChatAction('typing') }),
    })
    await says('/type')
    expect(server.calls.of('sendChatAction')).toMatchObject([{ via: 'webhookReply' }])
  })

  it('D17 the answer to a callback query reaches Telegram as a call', async () => {
    const { server, alice, chat, bot } = await listen({
      autoAnswer: true,
      table: tableWith({ callbacks: [callback(['like'], 'like', { invoke: () => undefined })] }),
    })
    const reply_markup = { inline_keyboard: [[{ text: 'Like', callback_data: 'like' }]] }
    await bot.telegram.sendMessage(chat.id, 'Press', { reply_markup })
    const { id } = alice.presses(chat.history().at(-1)!, 'Like')
    await server.settled()
    expect(server.calls.of('answerCallbackQuery')).toMatchObject([{ via: 'http' }])
    expect(server.answerTo(id)).toBeDefined()
  })

  it('D17 an answer that the handler gives over the webhook’s response is the only one', async () => {
    const { server, alice, chat, bot } = await listen({
      autoAnswer: true,
      table: tableWith({
        callbacks: [callback(['like'], 'like', { invoke: (update) => update.context().answerCbQuery('Mine') })],
      }),
    })
    const reply_markup = { inline_keyboard: [[{ text: 'Like', callback_data: 'like' }]] }
    await bot.telegram.sendMessage(chat.id, 'Press', { reply_markup })
    alice.presses(chat.history().at(-1)!, 'Like')
    await server.settled()
    expect(server.calls.of('answerCallbackQuery')).toMatchObject([{ via: 'webhookReply', payload: { text: 'Mine' } }])
  })

  it('S36 an update is confirmed when its handler has ended', async () => {
    const slow = gate()
    const begun = gate()
    const table = tableOf({
      slow: () => {
        begun.open()
        return slow.promise
      },
    })
    const { server, alice, chat } = await listen({ table })
    alice.sends(chat, '/slow')
    await begun.promise
    let isConfirmed = false
    const confirmed = server.settled().then(() => (isConfirmed = true))
    await new Promise(setImmediate)
    expect(isConfirmed).toBe(false)
    slow.open()
    await confirmed
  })

  it('D18 a webhook is answered although the handler fails', async () => {
    const { errors, says } = await listen({
      table: tableOf({
        fail: () => {
          throw new Error('no')
        },
      }),
    })
    await says('/fail')
    expect(errors).toHaveLength(1)
  })

  it('S37 an update is delivered again when the bot could not even ask who it is', async () => {
    const { server, bot, says } = await listen({ table: tableOf({ hello: (update) => update.context().reply('hi') }) })
    server.failNext('getMe', { errorCode: 500 })
    await says('/hello')
    expect(server.calls.of('getMe')).toHaveLength(2)
    expect(bot.botInfo?.username).toBe('test_bot')
  })
})

describe('dispatch', () => {
  const hello = (update: HandlerUpdate): unknown => update.context().reply('hello')

  it('D7 what no handler takes goes to the next middleware, and only that', async () => {
    const passed: unknown[] = []
    const { bot, says } = await start({ table: tableOf({ hello }) })
    bot.use((ctx) => void passed.push(ctx.text))
    await says('/hello')
    await says('/unknown')
    await says('words')
    expect(passed).toEqual(['/unknown', 'words'])
  })

  it.each(['/constructor', '/__proto__', '/toString', '/hasOwnProperty', '/'])(
    'D8 %s matches nothing',
    async (text) => {
      const passed: unknown[] = []
      const { bot, says, errors } = await start({ table: tableOf({ hello }) })
      bot.use((ctx) => void passed.push(ctx.text))
      await says(text)
      expect(passed).toEqual([text])
      expect(errors).toEqual([])
    },
  )

  it('D1 answers its own username only', async () => {
    const started = await start({ table: tableOf({ hello }) })
    for (const text of ['/hello@test_bot', '/HELLO@Test_Bot', '/hello@other_bot']) await started.says(text)
    expect(texts(started).filter((text) => text === 'hello')).toHaveLength(2)
  })

  it('D9 hands out what the update has', async () => {
    const seen: unknown[] = []
    const { bot, alice, chat, says } = await start({
      table: tableOf({
        all: (update) => {
          seen.push(
            update.user().id,
            update.chat().id,
            update.message().message_id,
            update.message('text').text,
            update.update('message').message.message_id,
            update.update().update_id,
            update.telegraf(),
            update.sessions(),
            update.session('q').qualifier,
            update.peekSession('other').isOpen,
            update.sessionContext('q').recordedBy.qualifier,
            update.optionalCallbackQuery(),
            update.optionalMessage('photo'),
            update.signal().aborted,
            update.telegram().token === bot.telegram.token,
          )
        },
      }),
    })
    await says('/all')
    expect(seen).toEqual([
      alice.id,
      chat.id,
      1,
      '/all',
      1,
      expect.any(Number),
      bot,
      bot.sessions,
      'q',
      false,
      'q',
      undefined,
      undefined,
      false,
      true,
    ])
  })

  it('D9 the context is the bot’s own type, with what bot.context adds', async () => {
    class ShopContext<U extends Update = Update> extends (await import('telegraf')).Context<U> {
      readonly shop = 'open'
    }
    let seen: Context | undefined
    const { says } = await start({
      table: tableOf({ shop: (update) => void (seen = update.context()) }),
      telegraf: { contextType: ShopContext },
      before: (telegraf) => Object.assign(telegraf.context, { currency: 'EUR' }),
    })
    await says('/shop')
    expect(seen).toMatchObject({ shop: 'open', currency: 'EUR' })
  })

  it('D9 each update has a client of its own, with the options that the bot’s has by then', async () => {
    const seen: unknown[] = []
    const { bot, says } = await start({
      table: tableOf({
        look: (update) => {
          const telegram = update.telegram()
          seen.push(telegram.webhookReply, Object.hasOwn(telegram, 'callApi'))
          telegram.webhookReply = false
          telegram.callApi = () => Promise.reject(new Error('patched'))
        },
      }),
    })
    await says('/look')
    await says('/look')
    bot.telegram.webhookReply = false
    await says('/look')
    expect(seen).toEqual([true, false, true, false, false, false])
  })

  it('D9 an update’s client is what Telegraf makes', async () => {
    let client: Telegram | undefined
    const { bot, says } = await start({
      table: tableOf({ look: (update) => void (client = update.telegram()) }),
    })
    await says('/look')
    const { token, options } = bot.telegram
    expect(client).toBeInstanceOf(Telegram)
    expect(Object.entries(client ?? {})).toStrictEqual(Object.entries(new Telegram(token, options)))
    expect(client?.options).not.toBe(options)
  })

  it('D13 names handler and parameter when the update lacks what the handler needs', async () => {
    const { errors, says } = await start({ table: tableOf({ press: (update) => update.callbackQuery() }) })
    await says('/press')
    expect(errors).toMatchObject([
      {
        error: { cause: { handler: 'TestHandlers.press', source: 'src/test-handlers.ts', parameter: 'CallbackQuery' } },
      },
    ])
    expect((errors[0]?.error as Error).cause).toBeInstanceOf(MissingContextError)
  })

  it('D11 an argument that does not fit never reaches the handler: the user gets a usage line', async () => {
    const { number } = await import('./arguments.js')
    class AddHandlers {
      @CommandHandler('add')
      add(): void {}
    }
    const amounts: number[] = []
    const started = await start({
      table: defineDispatchTable([
        routes(AddHandlers, 'src/add.ts', {
          commands: [
            command(['add'], 'add', { arguments: [number('qty')], invoke: (_update, qty) => amounts.push(qty) }),
          ],
        }),
      ]),
    })
    for (const text of ['/add', '/add two', '/add 2']) await started.says(text)
    expect(amounts).toEqual([2])
    expect(texts(started).filter((text) => text?.startsWith('Usage'))).toEqual([
      'Usage: /add <qty>',
      'Usage: /add <qty>',
    ])
  })

  it('S9 a session opens when its handler is about to run; peeking and a refused argument open none', async () => {
    const { number } = await import('./arguments.js')
    class AddHandlers {
      @CommandHandler('add')
      add(): void {}

      @CommandHandler('peek')
      peek(): void {}
    }
    const { bot, says } = await start({
      table: defineDispatchTable([
        routes(AddHandlers, 'src/add.ts', {
          commands: [
            command(['add'], 'add', { arguments: [number('qty')], invoke: (update) => update.session('order') }),
            command(['peek'], 'peek', { invoke: (update) => update.peekSession('order') }),
          ],
        }),
      ]),
    })
    for (const text of ['/add', '/add two', '/peek']) await says(text)
    expect(bot.sessions.isIdle()).toBe(true)
    await says('/add 2')
    expect([...bot.sessions.list()].map(({ qualifier }) => qualifier)).toEqual(['order'])
  })

  it('D14 ignores what a handler returns and awaits its promise', async () => {
    const order: string[] = []
    const started = await start({
      table: tableOf({
        value: () => 'must not be sent',
        promise: async () => {
          await Promise.resolve()
          order.push('handler')
          return 'must not be sent'
        },
      }),
      before: (telegraf) =>
        telegraf.use(async (_ctx, next) => {
          await next()
          order.push('after')
        }),
    })
    await started.says('/promise')
    await started.says('/value')
    expect(order).toEqual(['handler', 'after', 'after'])
    expect(texts(started)).toEqual(['/promise', '/value'])
  })

  it('D18 an error reaches bot.catch with the handler’s name and source, and the context', async () => {
    const caught: unknown[] = []
    const { bot, errors, says } = await start({
      table: tableOf({
        fail: () => {
          throw new TypeError('no such meal')
        },
      }),
    })
    bot.catch((error, ctx) => void caught.push(error, ctx.text))
    await says('/fail')
    expect(caught[0]).toBeInstanceOf(HandlerError)
    expect(caught).toMatchObject([
      { handler: 'TestHandlers.fail', source: 'src/test-handlers.ts', cause: { message: 'no such meal' } },
      '/fail',
    ])
    expect(errors).toEqual([])
  })

  it('D18 what bot.catch throws, and what a middleware throws, reaches onError', async () => {
    const { bot, errors, says } = await start({})
    bot.use(() => {
      throw new Error('from a middleware')
    })
    await says('one')
    bot.catch(() => {
      throw new Error('from bot.catch')
    })
    await says('two')
    expect(errors.map(({ error }) => (error as Error).message)).toEqual(['from a middleware', 'from bot.catch'])
  })

  it('D18 an error is reported without the bot’s token', async () => {
    const { server, errors, says } = await start({ table: tableOf({ hello }) })
    server.failNext('sendMessage', { drop: 'request' })
    await says('/hello')
    const [{ error } = { error: undefined }] = errors
    const { inspect } = await import('node:util')
    expect(error).toBeInstanceOf(HandlerError)
    expect(inspect(error, { depth: 10 })).not.toContain(server.token)
  })
})

describe('starting', () => {
  class Handlers {
    @CommandHandler('order')
    order(): void {}
  }

  it('D20 refuses a stale table, naming class, method and the command to run', () => {
    const stale = defineDispatchTable([routes(Handlers, 'src/handlers.ts', {})])
    expect(() => botgen(new Telegraf('1:x'), stale)).toThrow(StaleTableError)
    expect(() => botgen(new Telegraf('1:x'), stale)).toThrow(/Handlers\.order[\s\S]*npx botgen generate/)
  })

  it.each([
    ['no table', undefined],
    ['a class', Handlers],
    ['the function that makes the table', () => defineDispatchTable([])],
  ])('refuses %s instead of a table, and says what to hand over', (_what, table) => {
    expect(() => botgen(new Telegraf('1:x'), table as never)).toThrow(/createDispatchTable/)
  })

  it.each([
    ['ordering', { ordering: 'user' }],
    ['keyStrategy', { sessions: { keyStrategy: 'chatuser' } }],
    ['storage', { sessions: { storage: {} } }],
    ['expiresAfter', { sessions: { expiresAfter: '2 days' } }],
    ['maxEntries', { sessions: { maxEntries: 0 } }],
    ['namespace', { sessions: { namespace: 'a/b' } }],
  ])('refuses a wrong option by its name: %s', (name, options) => {
    expect(() => botgen(new Telegraf('1:x'), defineDispatchTable([]), options as never)).toThrow(new RegExp(name))
  })

  it('refuses a second table for one bot, two handlers of one command, and a token without an id', () => {
    const telegraf = new Telegraf('1:x')
    botgen(telegraf, defineDispatchTable([]))
    expect(() => botgen(telegraf, defineDispatchTable([]))).toThrow(BotgenError)
    const order = command(['order'], 'order', { invoke: () => undefined })
    class Other {
      @CommandHandler('/Order')
      order(): void {}
    }
    const both = [routes(Handlers, 'a.ts', { commands: [order] }), routes(Other, 'b.ts', { commands: [order] })]
    expect(() => botgen(new Telegraf('1:x'), defineDispatchTable(both))).toThrow(
      /Handlers\.order \(a\.ts\) and Other\.order \(b\.ts\) answer \/order/,
    )
    expect(() => botgen(new Telegraf('undefined'), defineDispatchTable([]))).toThrow(/BOT_TOKEN/)
  })

  it('accepts a table only for a bot with the context that its handlers need', () => {
    interface ShopContext extends Context {
      readonly shop: string
    }
    const table = defineDispatchTable<ShopContext>([])
    botgen(new Telegraf<ShopContext>('1:x'), table)
    // @ts-expect-error a plain Telegraf has no shop
    botgen(new Telegraf('1:x'), table)
  })
})
