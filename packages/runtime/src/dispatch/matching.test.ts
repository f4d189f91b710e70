import {
  businessMessageUpdate,
  callbackQueryUpdate,
  channelPostUpdate,
  editedMessageUpdate,
  guestMessageUpdate,
  message,
  messageUpdate,
} from '@botgen/testing'
import { describe, expect, it } from '@jest/globals'
import { Heard, startHeard as start, tableWith } from '../../test/table.js'
import { number, optional, rest, text } from '../arguments.js'
import { callback, command, exactText, type Filter, observer, pattern, unprocessed } from '../index.js'
import type { RouteLists } from '../table/index.js'

const said = (words: string): object => messageUpdate({ text: words })
const pressed = (data: string): object => callbackQueryUpdate({ data })

describe('D1 commands', () => {
  const scopes = ['edited_message', 'channel_post', 'business_message', 'guest_message', 'callback_query'] as const

  it('D1 answer messages, and no other kind, unless they are told', async () => {
    const { gets } = await start((heard) => ({
      commands: [command(['order'], 'order', { invoke: heard.by('order') })],
    }))
    expect(await gets(said('/order'))).toEqual(['order'])
    for (const build of [editedMessageUpdate, channelPostUpdate, businessMessageUpdate, guestMessageUpdate]) {
      expect(await gets(build({ text: '/order' }))).toEqual(['next'])
    }
    expect(await gets(pressed('order'))).toEqual(['next'])
  })

  it('D1 answer each kind of update in their scope', async () => {
    const { gets } = await start((heard) => ({
      commands: [
        command(['order'], 'order', { scope: scopes, arguments: [rest(text('words'))], invoke: heard.by('order') }),
      ],
    }))
    for (const build of [editedMessageUpdate, channelPostUpdate, businessMessageUpdate, guestMessageUpdate]) {
      expect(await gets(build({ text: '/Order@Test_Bot a b' }))).toEqual([['order', ['a', 'b']]])
    }
    expect(await gets(said('/order'))).toEqual(['next'])
    for (const data of ['order?a&b', '/order?a&b', 'ORDER?a&b']) {
      expect(await gets(pressed(data))).toEqual([['order', ['a', 'b']]])
    }
  })

  it('D1 are the same with and without the slash, in upper and lower case', async () => {
    const { gets } = await start((heard) => ({
      commands: [command(['/Order', 'buy'], 'order', { invoke: heard.by('order') })],
    }))
    for (const words of ['/order', '/ORDER', '/buy now', '/order@test_bot'])
      expect(await gets(said(words))).toEqual(['order'])
  })

  it('D1 are read from captions', async () => {
    const { gets } = await start((heard) => ({
      commands: [command(['order'], 'order', { arguments: [text('what')], invoke: heard.by('order') })],
    }))
    expect(await gets(messageUpdate({ photo: [], caption: '/order this' }))).toEqual([['order', 'this']])
  })

  it('D1 two handlers may share a name where their scopes do not meet', async () => {
    const { gets } = await start((heard) => ({
      commands: [
        command(['order'], 'order', { invoke: heard.by('order') }),
        command(['order'], 'edited', { scope: ['edited_message'], invoke: heard.by('edited') }),
      ],
    }))
    expect(await gets(said('/order'))).toEqual(['order'])
    expect(await gets(editedMessageUpdate({ text: '/order' }))).toEqual(['edited'])
  })
})

describe('D2 callback commands', () => {
  it('D2 are callback data up to the first delimiter', async () => {
    const { gets } = await start((heard) => ({
      callbacks: [
        callback(['like', 'love'], 'like', { arguments: [optional(text('what'))], invoke: heard.by('like') }),
      ],
    }))
    expect(await gets(pressed('like'))).toEqual([['like', undefined]])
    expect(await gets(pressed('love?a?b'))).toEqual([['like', 'a?b']])
    for (const data of ['Like', 'like ', '/like', 'likes', '', '?like'])
      expect(await gets(pressed(data))).toEqual(['next'])
  })

  it('D2 take the delimiter of the table', async () => {
    const lists = (heard: Heard): RouteLists => ({
      callbacks: [callback(['like'], 'like', { arguments: [number('count')], invoke: heard.by('like') })],
    })
    const heard = new Heard()
    const { gets } = await start(() => ({}), { table: tableWith(lists(heard), { callbackDelimiter: '::' }) })
    await gets(pressed('like::3'))
    expect(heard.take()).toEqual([['like', 3]])
    expect(await gets(pressed('like?3'))).toEqual(['next'])
    expect(() => tableWith({}, { callbackDelimiter: '' })).toThrow(RangeError)
  })

  it('D2 a game’s button, which has no data, matches none', async () => {
    const { gets } = await start((heard) => ({
      callbacks: [callback(['undefined', ''], 'like', { invoke: heard.by('like') })],
    }))
    expect(await gets({ callback_query: { id: '1', from: { id: 1 }, game_short_name: 'undefined' } })).toEqual(['next'])
  })
})

describe('D4 texts and patterns', () => {
  it('D4 take the whole original text, exactly', async () => {
    const { gets } = await start((heard) => ({
      texts: [exactText(['How are you? @you'], 'text', { invoke: heard.by('text') })],
      patterns: [pattern(/a|b/, 'pattern', { invoke: heard.by('pattern') })],
    }))
    expect(await gets(said('How are you? @you'))).toEqual(['text'])
    for (const words of ['How are you', 'how are you? @you', 'How are you? @you ', 'a!', 'ab', 'xb']) {
      expect(await gets(said(words))).toEqual(['next'])
    }
    expect(await gets(said('a'))).toEqual(['pattern'])
    expect(await gets(said('b'))).toEqual(['pattern'])
  })

  it('D4 a multi-line pattern matches whole texts too', async () => {
    const { gets } = await start((heard) => ({
      patterns: [
        pattern(/^a$/m, 'lines', { invoke: heard.by('lines') }),
        pattern(new RegExp('^b$\\n^c$', 'mv'), 'two', { invoke: heard.by('two') }),
        pattern(/d$/m, 'end', { invoke: heard.by('end') }),
      ],
    }))
    expect(await gets(said('x\na\ny'))).toEqual(['next'])
    expect(await gets(said('a'))).toEqual(['lines'])
    expect(await gets(said('b\nc'))).toEqual(['two'])
    expect(await gets(said('d\nx'))).toEqual(['next'])
    expect(await gets(said('a\n'))).toEqual(['next'])
  })

  it('D4 the flags g and y change nothing, however often a pattern is used', async () => {
    const shared = /order (\d)/gy
    const { gets } = await start((heard) => ({
      patterns: [pattern(shared, 'show', { arguments: [number('id')], invoke: heard.by('show') })],
    }))
    for (let count = 0; count < 3; count += 1) expect(await gets(said('order 7'))).toEqual([['show', 7]])
    expect(shared.lastIndex).toBe(0)
  })

  it('D4 groups reach the handler, as arguments and as the match', async () => {
    const matches: RegExpMatchArray[] = []
    const { gets } = await start((heard) => ({
      patterns: [
        pattern(/order (?<id>\d+)/i, 'show', {
          arguments: [number('id')],
          invoke: (update, id) => {
            matches.push(update.match())
            heard.calls.push(['show', id])
          },
        }),
      ],
    }))
    expect(await gets(said('Order 12'))).toEqual([['show', 12]])
    expect(matches[0]?.groups).toEqual({ id: '12' })
    expect(matches[0]?.[0]).toBe('Order 12')
  })

  it('D4 texts come before patterns, lower priorities before higher ones, then the order of the table', async () => {
    const { gets } = await start((heard) => ({
      texts: [exactText(['abc'], 'text', { priority: 9, invoke: heard.by('text') })],
      patterns: [
        pattern(/ab./, 'third', { priority: 1, invoke: heard.by('third') }),
        pattern(/abd/, 'second', { invoke: heard.by('second') }),
        pattern(/a.d/, 'late', { invoke: heard.by('late') }),
        pattern(/.*x/, 'first', { priority: -1, invoke: heard.by('first') }),
        pattern(/abx/, 'hidden', { priority: 0, invoke: heard.by('hidden') }),
      ],
    }))
    expect(await gets(said('abc'))).toEqual(['text'])
    expect(await gets(said('abd'))).toEqual(['second'])
    expect(await gets(said('abx'))).toEqual(['first'])
    expect(await gets(said('abz'))).toEqual(['third'])
  })

  it('D4 all filters must match; else the next candidate is tried', async () => {
    class Is implements Filter {
      constructor(readonly word: string) {}
      async matches(ctx: { text?: string | undefined }): Promise<boolean> {
        return ctx.text?.includes(this.word) === true
      }
    }
    const { gets } = await start((heard) => ({
      texts: [
        exactText(['a b', 'a c'], 'filtered', { filters: [new Is('a'), new Is('c')], invoke: heard.by('filtered') }),
        exactText(['a b'], 'text', { priority: 1, invoke: heard.by('text') }),
      ],
      patterns: [
        pattern(/[a-z ]+/, 'pattern', { filters: [new Is('x')], invoke: heard.by('pattern') }),
        pattern(/a .*/, 'last', { invoke: heard.by('last') }),
      ],
      unprocessed: [unprocessed([], 'fallback', { invoke: heard.by('fallback') })],
    }))
    expect(await gets(said('a c'))).toEqual(['filtered'])
    expect(await gets(said('a b'))).toEqual(['text'])
    expect(await gets(said('a x'))).toEqual(['pattern'])
    expect(await gets(said('a y'))).toEqual(['last'])
    expect(await gets(said('b'))).toEqual(['fallback'])
  })

  it('D4 texts and patterns see captions, and other kinds where their scope says so', async () => {
    const { gets } = await start((heard) => ({
      texts: [exactText(['hi'], 'text', { scope: ['callback_query', 'edited_message'], invoke: heard.by('text') })],
      patterns: [pattern(/h./, 'pattern', { invoke: heard.by('pattern') })],
    }))
    expect(await gets(messageUpdate({ photo: [], caption: 'hi' }))).toEqual(['pattern'])
    expect(await gets(editedMessageUpdate({ text: 'hi' }))).toEqual(['text'])
    expect(await gets(pressed('hi'))).toEqual(['text'])
    expect(await gets(channelPostUpdate({ text: 'hi' }))).toEqual(['next'])
  })

  it('D4 a pattern runs on at most 4096 characters', async () => {
    const { gets } = await start((heard) => ({
      patterns: [pattern(/.*/su, 'any', { invoke: heard.by('any') })],
    }))
    expect(await gets(said('x'.repeat(4096)))).toEqual(['any'])
    expect(await gets(said('😀'.repeat(4096)))).toEqual(['any'])
    expect(await gets(said('x'.repeat(4097)))).toEqual(['next'])
    expect(await gets(said('😀'.repeat(4097)))).toEqual(['next'])
  })
})

describe('D5 what no other handler takes', () => {
  it('D5 goes to the handler of its kind, else to that of all kinds', async () => {
    const { gets } = await start((heard) => ({
      commands: [command(['order'], 'order', { invoke: heard.by('order') })],
      unprocessed: [
        unprocessed([], 'rest', { invoke: heard.by('rest') }),
        unprocessed(['callback_query', 'poll'], 'button', { invoke: heard.by('button') }),
      ],
    }))
    expect(await gets(said('/order'))).toEqual(['order'])
    expect(await gets(said('hello'))).toEqual(['rest'])
    expect(await gets(pressed('x'))).toEqual(['button'])
    expect(await gets({ kind_of_next_year: {} })).toEqual(['rest'])
    expect(await gets({})).toEqual(['rest'])
  })

  it('D7 goes to next() where there is none for its kind', async () => {
    const { gets } = await start((heard) => ({
      unprocessed: [unprocessed(['callback_query'], 'button', { invoke: heard.by('button') })],
    }))
    expect(await gets(said('hello'))).toEqual(['next'])
    expect(await gets({ kind_of_next_year: {} })).toEqual(['next'])
  })
})

describe('D6 observers', () => {
  it('D6 see every update of their kinds first, whatever takes it then', async () => {
    const { gets } = await start((heard) => ({
      commands: [command(['order'], 'order', { arguments: [number('qty')], invoke: heard.by('order') })],
      observers: [
        observer(['message', 'callback_query'], 'one', { invoke: heard.by('one') }),
        observer(['message'], 'two', { invoke: heard.by('two') }),
      ],
    }))
    expect(await gets(said('/order 1'))).toEqual(['one', 'two', ['order', 1]])
    expect(await gets(said('hello'))).toEqual(['one', 'two', 'next'])
    expect(await gets(pressed('x'))).toEqual(['one', 'next'])
    expect(await gets(editedMessageUpdate({ text: 'x' }))).toEqual(['next'])
  })

  it('D6 see messages of their kinds only; an update without a message is none of these', async () => {
    const { gets } = await start((heard) => ({
      observers: [
        observer(['message', 'callback_query', 'poll'], 'photo', {
          messageKind: ['photo', 'video'],
          invoke: heard.by('photo'),
        }),
      ],
    }))
    expect(await gets(messageUpdate({ photo: [] }))).toEqual(['photo', 'next'])
    expect(await gets(callbackQueryUpdate({ data: 'x', message: { video: {} } }))).toEqual(['photo', 'next'])
    expect(await gets(said('hello'))).toEqual(['next'])
    expect(await gets(callbackQueryUpdate({ data: 'x', message: null }))).toEqual(['next'])
    expect(await gets({ poll: { id: '1' } })).toEqual(['next'])
  })

  it('D6 D18 an observer that fails stops nothing, and its error is reported once', async () => {
    const started = await start((heard) => ({
      commands: [command(['order'], 'order', { invoke: heard.by('order') })],
      observers: [
        observer(['message'], 'bad', { invoke: () => Promise.reject(new Error('no')) }),
        observer(['message'], 'good', { invoke: heard.by('good') }),
      ],
    }))
    expect(await started.gets(said('/order'))).toEqual(['good', 'order'])
    expect(started.errors).toMatchObject([
      { error: { name: 'HandlerError', handler: 'TestHandlers.bad', source: 'src/test-handlers.ts' } },
    ])
    const caught: unknown[] = []
    started.bot.catch((error, ctx) => void caught.push(error, ctx.text))
    expect(await started.gets(said('hello'))).toEqual(['good', 'next'])
    expect(caught).toMatchObject([{ handler: 'TestHandlers.bad' }, 'hello'])
    expect(started.errors).toHaveLength(1)
  })

  it('D6 an observer with arguments gets the text, and nobody is told where it does not fit', async () => {
    const { gets, server } = await start((heard) => ({
      observers: [observer(['message'], 'number', { arguments: [number('n')], invoke: heard.by('number') })],
    }))
    expect(await gets(said('5'))).toEqual([['number', 5], 'next'])
    expect(await gets(said('five'))).toEqual(['next'])
    expect(server.calls.of('sendMessage')).toHaveLength(0)
  })
})

describe('D8 lookups', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'x'.repeat(4095)])(
    'D8 %s matches nothing and throws nothing, as command, callback, input, text or argument',
    async (name) => {
      const { gets, errors } = await start((heard) => ({
        commands: [command(['order'], 'order', { scope: ['message', 'callback_query'], invoke: heard.by('order') })],
        callbacks: [callback(['like'], 'like', { invoke: heard.by('like') })],
        texts: [exactText(['hi'], 'text', { invoke: heard.by('text') })],
      }))
      for (const update of [said(`/${name}`), said(name), pressed(name), pressed(`/${name}`), pressed(`${name}?x`)]) {
        expect(await gets(update)).toEqual(['next'])
      }
      const entities = [{ type: 'bot_command', offset: 0, length: name.length + 1 }]
      expect(await gets(messageUpdate({ text: `/${name}`, entities }))).toEqual(['next'])
      expect(await gets({ [name]: message({ text: '/order' }) })).toEqual(['next'])
      expect(errors).toEqual([])
    },
  )
})
