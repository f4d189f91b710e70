import { describe, expect, it } from '@jest/globals'
import { type Context } from 'telegraf'
import { guardThat, startHeard as start } from '../../test/table.js'
import { presses, replies, texts } from '../../test/talking.js'
import { number, oneOf, optional, text } from '../arguments.js'
import { callback, command, HandlerArgumentError, pattern } from '../index.js'

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
