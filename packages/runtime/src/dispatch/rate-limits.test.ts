import { channelPostUpdate } from '@botgen/testing'
import { describe, expect, it } from '@jest/globals'
import { guardThat, type HeardSetup, startHeard as start } from '../../test/table.js'
import { presses, replies, texts } from '../../test/talking.js'
import { callback, command, InMemoryStateStorage, observer, type StateStorage } from '../index.js'

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
