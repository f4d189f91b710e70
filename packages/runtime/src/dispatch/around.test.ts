import { callbackQueryUpdate, channelPostUpdate, messageUpdate } from '@botgen/testing'
import { describe, expect, it } from '@jest/globals'
import type { Context } from 'telegraf'
import { guardThat, type HeardSetup, startHeard as start } from '../../test/table.js'
import { number, oneOf, optional, text } from '../arguments.js'
import {
  callback,
  command,
  exactText,
  HandlerArgumentError,
  HandlerError,
  InMemoryStateStorage,
  type Invocation,
  observer,
  ParameterProvider,
  pattern,
  type StateStorage,
} from '../index.js'

const texts = ({ chat }: HeardSetup): (string | undefined)[] => chat.history().map(({ text }) => text)
const replies = (setup: HeardSetup): unknown[] => texts(setup).filter((text) => text?.startsWith('/') === false)

/** Alice presses a button with this data, in a message that the bot sends for it. */
async function presses({ server, bot, alice, chat }: HeardSetup, data: string): Promise<string> {
  const reply_markup = { inline_keyboard: [[{ text: 'Button', callback_data: data }]] }
  await bot.telegram.sendMessage(chat.id, 'Press', { reply_markup })
  const query = alice.presses(chat.history().at(-1)!, 'Button')
  await server.settled()
  return query.id
}

describe('D15 guards', () => {
  it('D15 all must allow the call, in order; a refusal is silent and counts as handled', async () => {
    let allowed = false
    const asked: string[] = []
    const guard = (name: string, answer: () => boolean) =>
      guardThat((_ctx, invocation: Invocation) => {
        asked.push(`${name} of ${invocation.handler}`)
        return Promise.resolve(answer())
      })
    const guards = [guard('first', () => true), guard('second', () => allowed), guard('third', () => true)]
    const setup = await start((heard) => ({
      commands: [command(['ban'], 'ban', { guards, invoke: heard.by('ban') })],
    }))
    await setup.says('/ban')
    expect(setup.heard.take()).toEqual([])
    expect(asked).toEqual(['first of TestHandlers.ban', 'second of TestHandlers.ban'])
    expect(replies(setup)).toEqual([])
    allowed = true
    await setup.says('/ban')
    expect(setup.heard.take()).toEqual(['ban'])
    expect(setup.errors).toEqual([])
  })

  it('D15 a guard may reply itself', async () => {
    const guards = [guardThat((ctx) => ctx.reply('Admins only').then(() => false))]
    const setup = await start((heard) => ({ commands: [command(['ban'], 'ban', { guards, invoke: heard.by('ban') })] }))
    await setup.says('/ban')
    expect(replies(setup)).toEqual(['Admins only'])
    expect(setup.heard.take()).toEqual([])
  })

  it('D15 D18 a guard that throws refuses, and its error names handler and guard', async () => {
    const guards = [guardThat(() => Promise.reject(new Error('no database')))]
    const setup = await start((heard) => ({ commands: [command(['ban'], 'ban', { guards, invoke: heard.by('ban') })] }))
    await setup.says('/ban')
    expect(setup.heard.take()).toEqual([])
    expect(setup.errors).toMatchObject([
      { error: { handler: 'TestHandlers.ban', part: 'guard TestGuard', cause: { message: 'no database' } } },
    ])
    expect(setup.errors[0]?.error).toBeInstanceOf(HandlerError)
  })

  it('D15 only true allows', async () => {
    const guards = [guardThat((() => 'yes') as never)]
    const setup = await start((heard) => ({ commands: [command(['ban'], 'ban', { guards, invoke: heard.by('ban') })] }))
    await setup.says('/ban')
    expect(setup.heard.take()).toEqual([])
  })

  it('D6 observers see what a guard refuses, and have guards of their own', async () => {
    const guards = [guardThat(() => false)]
    const setup = await start((heard) => ({
      commands: [command(['ban'], 'ban', { guards, invoke: heard.by('ban') })],
      observers: [
        observer(['message'], 'log', { invoke: heard.by('log') }),
        observer(['message'], 'secret', { guards, invoke: heard.by('secret') }),
      ],
    }))
    await setup.says('/ban')
    expect(setup.heard.take()).toEqual(['log'])
  })
})

describe('D16 rate limits', () => {
  const limited = (options: Parameters<typeof start>[1] = {}, state?: StateStorage) =>
    start(
      (heard) => ({
        commands: [
          command(['buy'], 'buy', { limit: { rate: 3, period: '9s' }, invoke: heard.by('buy') }),
          command(['sell'], 'sell', { limit: { rate: 1, period: '9s' }, invoke: heard.by('sell') }),
        ],
        callbacks: [callback(['buy'], 'buy', { limit: { rate: 3, period: '9s' }, invoke: heard.by('buy') })],
      }),
      { ...options, ...(state && { sessions: { state } }) },
    )
  const buys = async (setup: HeardSetup, times: number): Promise<number> => {
    for (let count = 0; count < times; count += 1) await setup.says('/buy')
    return setup.heard.take().length
  }

  it('D16 takes as many calls as the bucket holds, and it refills', async () => {
    const setup = await limited()
    expect(await buys(setup, 5)).toBe(3)
    setup.server.clock.advance(2999)
    expect(await buys(setup, 1)).toBe(0)
    setup.server.clock.advance(1)
    expect(await buys(setup, 2)).toBe(1)
    setup.server.clock.advance(60_000)
    expect(await buys(setup, 5)).toBe(3)
  })

  it('D16 one call every three seconds is never refused', async () => {
    const setup = await limited()
    let taken = 0
    for (let count = 0; count < 20; count += 1) {
      taken += await buys(setup, 1)
      setup.server.clock.advance(3000)
    }
    expect(taken).toBe(20)
  })

  it('D16 tells the user how long to wait, and a button on the screen', async () => {
    const setup = await limited()
    await buys(setup, 3)
    setup.server.clock.advance(500)
    await setup.says('/buy')
    expect(replies(setup)).toEqual(['Too many requests: try again in 3 s.'])
    const queryId = await presses(setup, 'buy')
    expect(setup.server.answerTo(queryId)).toMatchObject({ text: 'Too many requests: try again in 3 s.' })
    expect(setup.heard.take()).toEqual([])
  })

  it('D16 counts for each user and each handler by itself; a handler is one however it is called', async () => {
    const setup = await limited()
    expect(await buys(setup, 4)).toBe(3)
    await setup.says('/sell')
    const bob = setup.server.user({ firstName: 'Bob' })
    bob.sends(setup.server.privateChat(bob), '/buy')
    await setup.server.settled()
    await presses(setup, 'buy')
    expect(setup.heard.take()).toEqual(['sell', 'buy'])
  })

  it('D16 counts over all chats of a user, and not where there is no user', async () => {
    const setup = await start((heard) => ({
      commands: [
        command(['buy'], 'buy', {
          scope: ['message', 'channel_post'],
          limit: { rate: 1, period: '9s' },
          invoke: heard.by('buy'),
        }),
      ],
    }))
    await setup.says('/buy')
    const group = setup.server.group({ members: [setup.alice] })
    setup.alice.sends(group, '/buy')
    await setup.server.settled()
    expect(setup.heard.take()).toEqual(['buy'])
    const posts = [
      await setup.gets(channelPostUpdate({ text: '/buy' })),
      await setup.gets(channelPostUpdate({ text: '/buy' })),
    ]
    expect(posts).toEqual([['buy'], ['buy']])
  })

  it('D16 onRateLimited replaces the reply', async () => {
    const heard: unknown[] = []
    const setup = await limited({ onRateLimited: (ctx, refusal) => void heard.push(ctx.text, refusal) })
    await buys(setup, 4)
    expect(heard).toEqual(['/buy', { retryAfter: 3, handler: 'TestHandlers.buy' }])
    expect(replies(setup)).toEqual([])
  })

  it('D16 a limit of the whole bot counts all handlers together, before any guard', async () => {
    let asked = 0
    const guards = [guardThat(() => (asked += 1) > 0)]
    const setup = await start(
      (heard) => ({
        commands: [
          command(['one'], 'one', { guards, invoke: heard.by('one') }),
          command(['two'], 'two', { invoke: heard.by('two') }),
        ],
        observers: [observer(['message'], 'log', { invoke: heard.by('log') })],
      }),
      { rateLimits: { rate: 2, period: '10s' } },
    )
    for (const words of ['/two', 'hello', '/one', '/one']) await setup.says(words)
    expect(setup.heard.take()).toEqual(['log', 'two', 'log', 'next', 'log', 'one', 'log'])
    expect(asked).toBe(1)
    expect(replies(setup)).toEqual(['hello', 'Too many requests: try again in 5 s.'])
  })

  it('D16 an idle bucket vanishes from the storage when it is full again', async () => {
    const ttls: (number | undefined)[] = []
    class Watched extends InMemoryStateStorage {
      override set(...args: Parameters<InMemoryStateStorage['set']>): number | undefined {
        if (args[0].includes('/limit/')) ttls.push(args[2]?.ttl)
        return super.set(...args)
      }
    }
    const setup = await limited({}, new Watched())
    await buys(setup, 3)
    setup.server.clock.advance(4000)
    await buys(setup, 1)
    expect(ttls).toEqual([3000, 6000, 9000, 8000])
  })

  it('D16 two bots on one storage share a bucket, and a token is taken once', async () => {
    const state = new InMemoryStateStorage()
    // Somebody else takes a token between this bot's look and its own.
    let interfere = 2
    const racing: StateStorage = {
      get: (key) => state.get(key),
      delete: (key) => state.delete(key),
      set: (key, value, options) => {
        if (key.includes('/limit/') && interfere > 0) {
          interfere -= 1
          const fullAt = (state.get(key)?.value as number | undefined) ?? setup.server.clock.now()
          state.set(key, fullAt + 3000)
        }
        return state.set(key, value, options)
      },
    }
    const setup = await limited({}, racing)
    expect(await buys(setup, 3)).toBe(1)
  })

  it('D16 a storage that takes no change is an error, and refuses', async () => {
    const state: StateStorage = { get: () => undefined, set: () => undefined, delete: () => {} }
    const setup = await limited({}, state)
    expect(await buys(setup, 1)).toBe(0)
    expect(setup.errors).toMatchObject([{ error: { handler: 'TestHandlers.buy', part: 'rate limit' } }])
  })

  it('D16 the limit of an observer only keeps it from running', async () => {
    const setup = await start((heard) => ({
      observers: [observer(['message'], 'log', { limit: { rate: 1, period: '9s' }, invoke: heard.by('log') })],
    }))
    await setup.says('a')
    await setup.says('b')
    expect(setup.heard.take()).toEqual(['log', 'next', 'next'])
    expect(texts(setup)).toEqual(['a', 'b'])
  })

  it.each([
    [{ rate: 0, period: '1s' }, /rate in @RateLimits of TestHandlers\.buy/],
    [{ rate: 1.5, period: '1s' }, /rate/],
    [{ rate: 1, period: 0 }, /period in @RateLimits of TestHandlers\.buy/],
    [{ rate: 1, period: '2 days' }, /period/],
  ])('D16 refuses the limit %p at start', async (limit, message) => {
    const started = start((heard) => ({
      commands: [command(['buy'], 'buy', { limit: limit as never, invoke: heard.by('buy') })],
    }))
    await expect(started).rejects.toThrow(message)
    await expect(start(() => ({}), { rateLimits: limit as never })).rejects.toThrow(RangeError)
  })
})

describe('D11 arguments that do not fit', () => {
  const adds = (options: Parameters<typeof start>[1] = {}) =>
    start(
      (heard) => ({
        commands: [
          command(['add', 'plus'], 'add', {
            scope: ['message', 'edited_message', 'channel_post', 'business_message'],
            arguments: [number('qty'), optional(oneOf('size', ['s', 'm', 'l']))],
            invoke: heard.by('add'),
          }),
        ],
        callbacks: [callback(['add'], 'press', { arguments: [number('qty')], invoke: heard.by('press') })],
        patterns: [pattern(/item (.*)/, 'item', { arguments: [number('id')], invoke: heard.by('item') })],
      }),
      options,
    )

  it('D11 the user gets a usage line, and the handler does not run', async () => {
    const setup = await adds()
    for (const words of ['/add', '/plus two', '/add 2 xl', '/add 2 s 3']) await setup.says(words)
    const usage = 'Usage: /add <qty> [size: s|m|l]'
    expect(replies(setup)).toEqual([usage, usage, usage, usage])
    await setup.says('item x')
    expect(replies(setup).at(-1)).toBe('Usage: <id>')
    expect(setup.heard.take()).toEqual([])
    await setup.says('/add 2 s')
    expect(setup.heard.take()).toEqual([['add', 2, 's']])
    expect(setup.errors).toEqual([])
  })

  it('D11 in every kind of chat: topic, channel, business', async () => {
    const setup = await adds()
    const { server, alice } = setup
    const forum = server.group({ type: 'forum', members: [alice] })
    const topic = alice.opensTopic(forum, 'Orders')
    alice.sends(forum, '/add', { threadId: topic })
    await server.settled()
    expect(forum.history().at(-1)).toMatchObject({
      text: expect.stringMatching(/^Usage/),
      message_thread_id: topic,
    })
    const channel = server.channel({ members: [alice] })
    alice.sends(channel, '/add')
    await server.settled()
    expect(channel.history().at(-1)?.text).toMatch(/^Usage/)
    const connection = server.businessConnection({ owner: server.user({ firstName: 'Owner' }) })
    const business = server.businessChat(connection, alice)
    alice.sends(business, '/add')
    await server.settled()
    expect(business.history().at(-1)?.text).toMatch(/^Usage/)
    expect(setup.errors).toEqual([])
  })

  it('D11 a pressed button is answered on the screen, though nothing asks for answers', async () => {
    const setup = await adds()
    const queryId = await presses(setup, 'add?x')
    expect(setup.server.answerTo(queryId)).toMatchObject({ text: 'This button is out of date.' })
    expect(setup.heard.take()).toEqual([])
    expect(texts(setup)).toEqual(['Press'])
  })

  it('D11 onArgumentError replaces the usage line, and is told what was wrong', async () => {
    const errors: HandlerArgumentError[] = []
    const setup = await adds({
      onArgumentError: async (ctx: Context, error) => {
        errors.push(error)
        await ctx.reply('What?')
      },
    })
    await setup.says('/add')
    await setup.says('/add 2 xl')
    await setup.says('/add 2 s more')
    expect(errors[0]).toBeInstanceOf(HandlerArgumentError)
    const usage = 'Usage: /add <qty> [size: s|m|l]'
    const handler = 'TestHandlers.add'
    expect(errors).toMatchObject([
      { handler, parameter: 'qty', raw: undefined, reason: 'missing', usage },
      { handler, parameter: 'size', raw: 'xl', reason: 'malformed', usage },
      { handler, parameter: undefined, raw: 'more', reason: 'surplus', usage },
    ])
    expect(replies(setup)).toEqual(['What?', 'What?', 'What?'])
  })

  it('D11 D18 a failing onArgumentError, and a usage line that Telegram refuses, are errors of the handler', async () => {
    const setup = await adds({ onArgumentError: () => Promise.reject(new Error('no')) })
    await setup.says('/add')
    expect(setup.errors).toMatchObject([{ error: { handler: 'TestHandlers.add', part: 'onArgumentError' } }])
    const other = await adds()
    other.server.failNext('sendMessage', { errorCode: 403 })
    await other.says('/add')
    expect(other.errors).toMatchObject([{ error: { handler: 'TestHandlers.add', part: 'usage line' } }])
  })

  it('D10 @ArgParser gives the words or named values, and its errors name it', async () => {
    class Commas {
      parse(text: string, ctx: Context): readonly string[] | Record<string, string> {
        if (text === 'fail') throw new Error(`cannot read ${String(ctx.text)}`)
        if (!text.includes('=')) return text.split(',')
        return Object.fromEntries(text.split(',').map((part) => part.split('=') as [string, string]))
      }
    }
    const argumentParser = new Commas()
    const setup = await start((heard) => ({
      commands: [
        command(['add'], 'add', { argumentParser, arguments: [number('qty'), text('what')], invoke: heard.by('add') }),
      ],
    }))
    for (const words of ['/add 1,big pizza', '/add what=x,qty=2', '/add 1']) await setup.says(words)
    expect(setup.heard.take()).toEqual([
      ['add', 1, 'big pizza'],
      ['add', 2, 'x'],
    ])
    expect(replies(setup)).toEqual(['Usage: /add <qty> <what>'])
    await setup.says('/add fail')
    expect(setup.errors).toMatchObject([
      {
        error: {
          handler: 'TestHandlers.add',
          part: 'argument parser Commas',
          cause: { message: 'cannot read /add fail' },
        },
      },
    ])
  })
})

describe('S9 sessions and what refuses a handler', () => {
  const lists: Parameters<typeof start>[0] = (heard) => ({
    commands: [
      command(['open'], 'open', {
        invoke: (update) => {
          update.session('order')
          update.session()
        },
      }),
      command(['add'], 'add', {
        qualifiers: { 0: 'order' },
        sessions: ['order', undefined],
        guards: [guardThat((ctx) => ctx.text?.includes('refuse') !== true)],
        limit: { rate: 3, period: '10s' },
        arguments: [number('qty')],
        invoke: (update, qty) => heard.by('add')(update, update.session('order').qualifier, qty),
      }),
    ],
  })

  it('S9 a refused guard, limit or argument opens no session', async () => {
    const setup = await start(lists)
    for (const words of ['/add refuse', '/add', '/add x', '/add y', '/add 4']) await setup.says(words)
    expect(replies(setup)).toEqual([
      'Usage: /add <qty>',
      'Usage: /add <qty>',
      'Usage: /add <qty>',
      'Too many requests: try again in 4 s.',
    ])
    expect(setup.bot.sessions.isIdle()).toBe(true)
    setup.server.clock.advance(60_000)
    await setup.says('/add 1')
    expect(setup.heard.take()).toEqual([['add', 'order', 1]])
    expect([...setup.bot.sessions.list()]).toHaveLength(1)
  })

  it('D15 what the runtime sends is recorded in the sessions that are open for the handler, in all of them', async () => {
    const setup = await start(lists)
    const { bot, chat, alice, says } = setup
    const count = (qualifier?: string) =>
      bot.sessions.peek({ chatId: chat.id, userId: alice.id, ...(qualifier && { qualifier }) }).count()
    bot.sessions.get({ chatId: chat.id, userId: alice.id, qualifier: 'other' })
    await says('/add')
    expect([await count('order'), await count(), await count('other')]).toEqual([0, 0, 1])
    await says('/open')
    expect([await count('order'), await count(), await count('other')]).toEqual([1, 1, 2])
    await says('/add')
    expect([await count('order'), await count(), await count('other')]).toEqual([3, 3, 3])
    await says('/add x')
    await says('/add x')
    expect(replies(setup).at(-1)).toMatch(/^Too many/)
    expect([await count('order'), await count()]).toEqual([7, 7])
    await bot.sessions.get({ chatId: chat.id, userId: alice.id, qualifier: 'order' }).clear()
    expect(texts(setup)).toEqual(['/add', 'Usage: /add <qty>'])
  })
})

describe('D17 callback queries', () => {
  const answers = ({ server }: HeardSetup): number => server.calls.of('answerCallbackQuery').length
  const likes = (autoAnswer: boolean | undefined, options: Parameters<typeof start>[1] = {}) =>
    start((heard) => {
      const all = autoAnswer === undefined ? {} : { autoAnswer }
      return {
        callbacks: [
          callback(['like'], 'like', { ...all, invoke: heard.by('like') }),
          callback(['fail'], 'fail', { ...all, invoke: () => Promise.reject(new Error('no')) }),
          callback(['refuse'], 'refuse', { ...all, guards: [guardThat(() => false)], invoke: heard.by('refuse') }),
          callback(['bad'], 'bad', { ...all, arguments: [number('n')], invoke: heard.by('bad') }),
          callback(['limit'], 'limit', { ...all, limit: { rate: 1, period: '9s' }, invoke: heard.by('limit') }),
          callback(['own'], 'own', {
            ...all,
            invoke: (update) => update.context().answerCbQuery('Mine'),
          }),
          callback(['recorded'], 'recorded', {
            ...all,
            invoke: (update) => update.sessionContext('q').telegram.answerCbQuery(update.callbackQuery().id, 'Mine'),
          }),
        ],
        texts: [exactText(['text'], 'text', { ...all, scope: ['callback_query'], invoke: heard.by('text') })],
      }
    }, options)

  it('D17 are answered once in every outcome, where that is asked for', async () => {
    const setup = await likes(true)
    for (const [count, data] of ['like', 'fail', 'refuse', 'bad', 'limit', 'limit', 'text'].entries()) {
      const queryId = await presses(setup, data)
      expect(setup.server.answerTo(queryId)).toBeDefined()
      expect(answers(setup)).toBe(count + 1)
    }
    expect(setup.errors).toHaveLength(1)
  })

  it('D17 are not answered where nobody asks', async () => {
    const setup = await likes(undefined)
    for (const data of ['like', 'fail', 'refuse', 'text']) await presses(setup, data)
    expect(answers(setup)).toBe(0)
  })

  it('D17 the bot’s default holds where a handler says nothing', async () => {
    const setup = await likes(undefined, { autoAnswer: true })
    for (const data of ['like', 'text']) await presses(setup, data)
    expect(answers(setup)).toBe(2)
    const explicit = await likes(false, { autoAnswer: true })
    for (const data of ['like', 'text']) await presses(explicit, data)
    expect(answers(explicit)).toBe(0)
  })

  it('D17 the default leaves alone what no handler takes', async () => {
    const setup = await likes(undefined, { autoAnswer: true })
    await presses(setup, 'unknown')
    expect(answers(setup)).toBe(0)
  })

  it.each(['own', 'recorded'])('D17 are not answered twice where the handler did it: %s', async (data) => {
    const setup = await likes(true)
    const queryId = await presses(setup, data)
    expect(setup.server.answerTo(queryId)).toMatchObject({ text: 'Mine' })
    expect(answers(setup)).toBe(1)
    expect(setup.errors).toEqual([])
  })

  it('D17 are answered where the handler’s own answer failed', async () => {
    const setup = await likes(true)
    setup.server.failNext('answerCallbackQuery', { errorCode: 500 })
    await presses(setup, 'own')
    expect(answers(setup)).toBe(2)
  })

  it('D17 that Telegram refuses the answer is no error; that it cannot be reached is', async () => {
    const setup = await likes(true)
    await setup.gets(callbackQueryUpdate({ data: 'like', id: 'of last week' }))
    expect(answers(setup)).toBe(1)
    expect(setup.errors).toEqual([])
    setup.server.failNext('answerCallbackQuery', { drop: 'request' })
    await presses(setup, 'like')
    expect(setup.errors).toMatchObject([{ error: { handler: 'TestHandlers.like' } }])
  })

  it('D17 an observer answers only where it says so, and after the handler had its chance', async () => {
    const setup = await start(
      (heard) => ({
        callbacks: [
          callback(['own'], 'own', { autoAnswer: false, invoke: (update) => update.context().answerCbQuery('Mine') }),
        ],
        observers: [
          observer(['callback_query'], 'quiet', { invoke: heard.by('quiet') }),
          observer(['callback_query'], 'photo', { messageKind: 'photo', autoAnswer: true, invoke: heard.by('photo') }),
          observer(['message'], 'words', { autoAnswer: true, invoke: heard.by('words') }),
        ],
      }),
      { autoAnswer: true },
    )
    await presses(setup, 'other')
    expect(answers(setup)).toBe(0)
    const observing = await start((heard) => ({
      callbacks: [callback(['own'], 'own', { invoke: (update) => update.context().answerCbQuery('Mine') })],
      observers: [observer(['callback_query'], 'loud', { autoAnswer: true, invoke: heard.by('loud') })],
    }))
    const queryId = await presses(observing, 'own')
    expect(observing.server.answerTo(queryId)).toMatchObject({ text: 'Mine' })
    expect(answers(observing)).toBe(1)
    await presses(observing, 'other')
    expect(answers(observing)).toBe(2)
  })

  it('D17 a message is answered by nobody', async () => {
    const setup = await start((heard) => ({
      commands: [command(['x'], 'x', { autoAnswer: true, invoke: heard.by('x') })],
    }))
    expect(await setup.gets(messageUpdate({ text: '/x' }))).toEqual(['x'])
    expect(answers(setup)).toBe(0)
  })
})

describe('D12 D18 providers and filters', () => {
  it('D12 a provider’s value reaches the handler, with the invocation', async () => {
    class Cart extends ParameterProvider<string> {
      async provide(ctx: Context, invocation: Invocation): Promise<string> {
        return `${String(ctx.from?.first_name)} for ${invocation.handler}`
      }
    }
    const cart = new Cart()
    const setup = await start((heard) => ({
      commands: [
        command(['cart'], 'cart', {
          invoke: async (update) => heard.by('cart')(update, await update.provide(cart)),
        }),
      ],
    }))
    await setup.says('/cart')
    expect(setup.heard.take()).toEqual([['cart', 'Alice for TestHandlers.cart']])
  })

  it('D18 errors in providers and filters name their handler, and other updates go on', async () => {
    class Broken extends ParameterProvider<string> {
      provide(): string {
        throw new Error('no cart')
      }
    }
    class BrokenFilter {
      matches(): boolean {
        throw new Error('no filter')
      }
    }
    const setup = await start((heard) => ({
      commands: [command(['cart'], 'cart', { invoke: async (update) => update.provide(new Broken()) })],
      texts: [exactText(['hi'], 'hi', { filters: [new BrokenFilter()], invoke: heard.by('hi') })],
      patterns: [pattern(/.*/, 'any', { invoke: heard.by('any') })],
    }))
    for (const words of ['/cart', 'hi', 'fine']) await setup.says(words)
    expect(setup.errors).toMatchObject([
      { error: { handler: 'TestHandlers.cart', cause: { message: 'no cart' } } },
      { error: { handler: 'TestHandlers.hi', part: 'filter BrokenFilter', cause: { message: 'no filter' } } },
    ])
    expect(setup.heard.take()).toEqual(['any'])
  })
})
