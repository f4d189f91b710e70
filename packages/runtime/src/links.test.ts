import { messageUpdate } from '@botgen/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { Heard, startHeard, tableWith } from '../test/table.js'
import { bigint, boolean, date, number, oneOf, optional, rest, singleWord, text } from './arguments.js'
import { readArguments } from './dispatch/arguments.js'
import { callback, command } from './index.js'
import { callbackData, deepLink, type LinkArguments } from './links.js'
import { readStartPayload } from './parameters.js'
import type { Argument } from './table/index.js'

/** What the dispatcher reads from callback data. */
function readBack(list: readonly Argument<unknown>[], data: string, delimiter = '?'): unknown {
  const end = data.indexOf(delimiter)
  return readArguments(list, { given: 'data', text: end < 0 ? '' : data.slice(end + delimiter.length) })
}

/** What the dispatcher reads behind /start. */
function readStart(list: readonly Argument<unknown>[], link: string): unknown {
  const payload = new URL(link).searchParams.get('start') ?? ''
  const decoded = readStartPayload(payload)
  return decoded === undefined
    ? readArguments(list, { given: 'words', text: payload })
    : readArguments(list, { given: 'data', text: decoded })
}

describe('callback data', () => {
  const like = callbackData('like', ['count', 'size', 'gift'])

  it.each<[LinkArguments, string]>([
    [{ count: 1 }, 'like?1'],
    [{ count: 1, size: 'm' }, 'like?1&m'],
    [{ count: 1, gift: true }, 'like?1&gift=1'],
    [{ size: 'm', gift: false }, 'like?size=m&gift=0'],
    [{}, 'like'],
    [{ count: 1.5e21, size: 'a&b=c%+d' }, 'like?1500000000000000000000&a%26b%3Dc%25%2Bd'],
    [{ count: -1.5e-7 }, 'like?-0.00000015'],
    [{ count: 12345678901234567890n }, 'like?12345678901234567890'],
    [{ count: new Date('2026-03-01T12:30:00Z') }, 'like?2026-03-01T12:30:00Z'],
    [{ count: ['a', 'b'] }, 'like?a&b'],
    [{ gift: ['a', 'b'] }, 'like?gift=a&gift=b'],
    [{ count: '' }, 'like?count='],
    [{ count: '', size: '' }, 'like?&'],
    [{ count: 'Grüße 👋?' }, 'like?Grüße 👋?'],
    [{ count: '\n' }, 'like?%0A'],
  ])('C13 writes %p', (args, data) => {
    expect(like(args)).toBe(data)
  })

  it('C13 needs no arguments where there are none', () => {
    expect(callbackData('like')()).toBe('like')
    expect(callbackData('like', ['n'], '::')({ n: 3 })).toBe('like::3')
  })

  it('C13 has at most 64 bytes', () => {
    const data = callbackData('like', ['word'])
    expect(data({ word: 'x'.repeat(59) })).toHaveLength(64)
    expect(() => data({ word: 'x'.repeat(60) })).toThrow(/'like' would have 65 bytes/)
    expect(() => data({ word: '👋'.repeat(15) })).toThrow(RangeError)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '\ud800', new Date(Number.NaN), new Date(8.64e15)])(
    'C13 refuses %p, which could not be read back',
    (count) => {
      expect(() => like({ count })).toThrow(RangeError)
    },
  )
})

describe('deep links', () => {
  it.each<[LinkArguments, string]>([
    [{ ref: 'spring_2026-A' }, 'https://t.me/order_bot?start=spring_2026-A'],
    [{ ref: '42' }, 'https://t.me/order_bot?start=42'],
    [{}, 'https://t.me/order_bot?start'],
    [{ ref: 'a b' }, `https://t.me/order_bot?start=--${Buffer.from('a b').toString('base64url')}`],
    [{ ref: '--x' }, `https://t.me/order_bot?start=--${Buffer.from('--x').toString('base64url')}`],
    [{ page: 2 }, `https://t.me/order_bot?start=--${Buffer.from('page=2').toString('base64url')}`],
  ])('C13 writes %p', (args, link) => {
    expect(deepLink('@order_bot', ['ref', 'page'])(args)).toBe(link)
  })

  it('C13 has at most 64 characters of payload', () => {
    const link = deepLink('order_bot', ['ref'])
    expect(link({ ref: 'x'.repeat(64) })).toContain('x'.repeat(64))
    expect(() => link({ ref: 'x'.repeat(65) })).toThrow(/payload of 65 characters/)
    expect(() => link({ ref: ' '.repeat(48) })).toThrow(RangeError)
  })

  it('C13 refuses what is no username', () => {
    for (const name of ['', '@', 'a b', 'x/y?z']) expect(() => deepLink(name)).toThrow(RangeError)
  })
})

/** An argument, and values that its reader can give. */
interface Kind {
  readonly make: (name: string) => Argument<unknown>
  readonly values: fc.Arbitrary<unknown>
}

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '&', '=', '%', '+', '?', '%26', 'a=b', '--', '--YQ', ' ', '\n', '__proto__', '“x”', '"', '"a b"'),
)
const scalars: readonly Kind[] = [
  { make: text, values: hostileText },
  { make: singleWord, values: hostileText },
  { make: number, values: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0) },
  { make: bigint, values: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }) },
  { make: boolean, values: fc.boolean() },
  { make: date, values: fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }) },
  { make: (name) => oneOf(name, ['s', 'm&=', 7]), values: fc.constantFrom('s', 'm&=', 7) },
]
const names = fc.oneof(
  fc.string({ minLength: 1, maxLength: 4 }),
  fc.constantFrom('__proto__', 'constructor', 'a=b', '&'),
)

/** A list of arguments, and values for all of them, with those left out that may be. */
const calls = fc
  .record({
    kinds: fc.array(fc.tuple(fc.constantFrom(...scalars), fc.constantFrom('required', 'optional')), { maxLength: 4 }),
    list: fc.option(fc.constantFrom(...scalars)),
    names: fc.uniqueArray(names, { minLength: 5, maxLength: 5 }),
  })
  .chain(({ kinds, list, names: [...known] }) => {
    const named = kinds.map(([kind, need], index) => {
      const argument = kind.make(known[index]!)
      return need === 'optional'
        ? { argument: optional(argument), values: fc.option(kind.values, { nil: undefined }) }
        : { argument, values: kind.values }
    })
    if (list !== null) {
      named.push({ argument: rest(list.make(known[4]!)), values: fc.array(list.values, { maxLength: 3 }) })
    }
    return fc.tuple(fc.constant(named.map(({ argument }) => argument)), fc.tuple(...named.map(({ values }) => values)))
  })

/** `undefined` where the builder refuses to write. */
function written(write: () => string): string | undefined {
  try {
    return write()
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError)
    return undefined
  }
}

/** An object with these own properties, `__proto__` among them. */
function argumentsOf(list: readonly Argument<unknown>[], values: readonly unknown[]): LinkArguments {
  const args = {}
  for (const [index, { name }] of list.entries()) {
    Object.defineProperty(args, name, { value: values[index], enumerable: true })
  }
  return args
}

describe('what builders write', () => {
  const namesOf = (list: readonly Argument<unknown>[]): string[] => list.map(({ name }) => name)

  it('C13 callback data is read back, whatever it holds', () => {
    let count = 0
    fc.assert(
      fc.property(calls, fc.constantFrom('?', ':', '::', '&', '='), ([list, values], delimiter) => {
        const data = written(() => callbackData('x', namesOf(list), delimiter)(argumentsOf(list, values)))
        if (data === undefined) return
        count += 1
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
        expect(readBack(list, data, delimiter)).toEqual(values)
      }),
      { seed: 13, numRuns: 5000 },
    )
    expect(count).toBeGreaterThan(1000)
  })

  it('C13 payloads are read back, and are ones that Telegram takes', () => {
    let count = 0
    fc.assert(
      fc.property(calls, ([list, values]) => {
        const link = written(() => deepLink('order_bot', namesOf(list))(argumentsOf(list, values)))
        if (link === undefined) return
        count += 1
        expect(link).toMatch(/^https:\/\/t\.me\/order_bot\?start(=[A-Za-z0-9_-]{1,64})?$/)
        expect(readStart(list, link)).toEqual(values)
      }),
      { seed: 14, numRuns: 5000 },
    )
    expect(count).toBeGreaterThan(500)
  })

  it('C13 reach their handlers', async () => {
    const setup = await startHeard((heard) => ({
      commands: [
        command(['start'], 'start', { arguments: [text('ref'), optional(number('page'))], invoke: heard.by('start') }),
      ],
      callbacks: [callback(['like'], 'like', { arguments: [text('what'), number('count')], invoke: heard.by('like') })],
    }))
    const { server, bot, alice, chat, heard, says } = setup
    const data = callbackData('like', ['what', 'count'])({ what: 'a&b', count: 3 })
    const reply_markup = { inline_keyboard: [[{ text: 'Like', callback_data: data }]] }
    await bot.telegram.sendMessage(chat.id, 'Press', { reply_markup })
    alice.presses(chat.history().at(-1)!, 'Like')
    await server.settled()
    expect(heard.take()).toEqual([['like', 'a&b', 3]])
    const start = deepLink('test_bot', ['ref', 'page'])
    for (const args of [{ ref: 'plain' }, { ref: 'a b', page: 2 }]) {
      await says(`/start ${new URL(start(args)).searchParams.get('start') ?? ''}`)
    }
    await says('/start --no payload of ours')
    expect(heard.take()).toEqual([
      ['start', 'plain', undefined],
      ['start', 'a b', 2],
    ])
    expect(chat.history().at(-1)?.text).toMatch(/^Usage: \/start/)
    await says('/start --not-ours')
    expect(heard.take()).toEqual([['start', '--not-ours', undefined]])
  })
})

describe('ktgram’s vectors for parameters', () => {
  const heard = new Heard()
  const parse = async (data: string): Promise<readonly unknown[]> => {
    const setup = await startHeard(() => ({}), { table: tableWith(lists()) })
    await setup.gets({ callback_query: { id: '1', from: { id: 1 }, data } })
    return heard.take()
  }
  const lists = () => ({
    callbacks: [
      callback(['cmd'], 'cmd', {
        arguments: ['p1', 'p2', 'p3'].map((name) => optional(text(name))),
        invoke: heard.by('cmd'),
      }),
    ],
  })

  it('D10 ParserTest: names, parts without a name, and empty values', async () => {
    expect(await parse('cmd?p1=v1&v2&p3=')).toEqual([['cmd', 'v1', 'v2', '']])
    expect(await parse('cmd?p1=1=2')).toEqual([['cmd', '1=2', undefined, undefined]])
    expect(await parse('cmd?&&x')).toEqual([['cmd', '', '', 'x']])
  })

  it('D10 ParserTest, differently: a name that is given twice is malformed, where ktgram takes the last', async () => {
    expect(await parse('cmd?p1=1&p1=2')).toEqual([])
  })

  it('D10 ParserTest, differently: values are URL-decoded', async () => {
    expect(await parse('cmd?p1=https%3A%2F%2Fx')).toEqual([['cmd', 'https://x', undefined, undefined]])
  })

  it('D10 ParserTest: /start has one payload; differently, also behind the bot’s name', async () => {
    const setup = await startHeard((heard) => ({
      commands: [command(['start'], 'start', { arguments: [optional(text('payload'))], invoke: heard.by('start') })],
    }))
    for (const words of ['/start payload', '/start@test_bot payload']) {
      expect(await setup.gets(messageUpdate({ text: words }))).toEqual([['start', 'payload']])
    }
    expect(await setup.gets(messageUpdate({ text: '/start@OtherBot payload' }))).toEqual(['next'])
  })
})
