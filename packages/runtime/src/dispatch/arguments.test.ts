import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { boolean, number, oneOf, optional, rest, singleWord, text } from '../arguments.js'
import type { Argument } from '../table/index.js'
import { ArgumentProblem, readArguments, readParsed, usageLine } from './arguments.js'

const read = (list: readonly Argument<unknown>[], typed: string): unknown =>
  readArguments(list, { given: 'words', text: typed })
const readData = (list: readonly Argument<unknown>[], data: string): unknown =>
  readArguments(list, { given: 'data', text: data })
const problem = (reason: ArgumentProblem['reason'], parameter?: string, raw?: string): ArgumentProblem =>
  new ArgumentProblem(reason, parameter, raw)

describe('arguments that are typed', () => {
  const add = [number('qty'), optional(text('size'))]

  it.each([
    ['2', [2, undefined]],
    ['2 large', [2, 'large']],
    ['  2   very large  ', [2, 'very large  ']],
    ['-1.5 x', [-1.5, 'x']],
    ['2 "very large"', [2, 'very large']],
    ['2 “very large”', [2, 'very large']],
    ['2 ""', [2, '']],
    ['2 "a \\"b\\" c"', [2, 'a "b" c']],
    ['2 "never closed', [2, '"never closed']],
  ])('D10 reads %p', (typed, values) => {
    expect(read(add, typed)).toEqual(values)
  })

  it.each(['two', '0x10', '1e3', '1,5', 'NaN', 'Infinity', '٣', '9'.repeat(400)])(
    'D10 refuses %p where a number is asked for',
    (typed) => {
      expect(read(add, typed)).toEqual(problem('malformed', 'qty', typed))
    },
  )

  it('D11 tells a missing argument from a malformed one', () => {
    expect(read(add, '')).toEqual(problem('missing', 'qty'))
  })

  it('D10 the last text takes the rest as it was typed', () => {
    expect(read([text('meal')], 'two  pizzas\nand "cola"')).toEqual(['two  pizzas\nand "cola"'])
  })

  it('D10 text that is not last takes one word', () => {
    expect(read([text('item'), number('qty')], 'pizza 3')).toEqual(['pizza', 3])
    expect(read([text('item'), number('qty')], '"big pizza" 3')).toEqual(['big pizza', 3])
  })

  it('D10 @Word takes one word also at the end', () => {
    expect(read([singleWord('name')], 'Alice')).toEqual(['Alice'])
    expect(read([singleWord('name')], 'Alice Smith')).toEqual(problem('surplus', undefined, 'Smith'))
  })

  it('D10 a list takes all words that are left, each read by itself; there may be none', () => {
    const sum = [text('label'), rest(number('parts'))]
    expect(read(sum, '"to pay" 1 2 3')).toEqual(['to pay', [1, 2, 3]])
    expect(read(sum, 'none')).toEqual(['none', []])
    expect(read(sum, 'some 1 x')).toEqual(problem('malformed', 'parts', 'x'))
  })

  it('D10 surplus arguments are malformed', () => {
    expect(read([number('qty')], '1 2')).toEqual(problem('surplus', undefined, '2'))
  })

  it('D10 a handler without arguments does not mind what is typed', () => {
    expect(read([], 'please')).toEqual([])
  })

  it('D10 one text gets back whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (typed) => {
        const trimmed = typed.trim()
        fc.pre(trimmed !== '' && !/["“]/.test(trimmed))
        expect(read([text('all')], trimmed)).toEqual([trimmed])
      }),
      { seed: 5 },
    )
  })

  it('D10 quoted text is read back, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (phrase, count) => {
        const quoted = `"${phrase.replace(/["\\]/g, '\\$&')}"`
        expect(read([singleWord('phrase'), number('count')], `${quoted} ${count}`)).toEqual([phrase, count])
      }),
      { seed: 6 },
    )
  })

  it('D10 nothing that is typed takes long to read', () => {
    const hostile = [
      '"'.repeat(4096),
      '"\\'.repeat(2048),
      '"a" '.repeat(1024),
      `"${' '.repeat(4095)}`,
      '“ '.repeat(2048),
    ]
    const begin = performance.now()
    for (const typed of hostile) read([rest(text('all'))], typed)
    expect(performance.now() - begin).toBeLessThan(1000)
  })
})

describe('arguments in callback data', () => {
  const sizes = [number('count'), optional(oneOf('size', ['s', 'm'])), optional(boolean('gift'))]

  it.each([
    ['3', [3, undefined, undefined]],
    ['3&m', [3, 'm', undefined]],
    ['3&gift=1', [3, undefined, true]],
    ['gift=1&3', [3, undefined, true]],
    ['size=s&count=3', [3, 's', undefined]],
  ])('D10 reads %p by name and by position', (data, values) => {
    expect(readData(sizes, data)).toEqual(values)
  })

  it.each([
    ['', problem('missing', 'count')],
    ['x', problem('malformed', 'count', 'x')],
    ['3&m&1&4', problem('surplus', undefined, '4')],
    ['3&colour=red', problem('unknown', 'colour', 'red')],
    ['3&__proto__=x', problem('unknown', '__proto__', 'x')],
    ['count=1&count=2', problem('surplus', 'count', '2')],
    ['3&%zz', problem('malformed', undefined, '3&%zz')],
  ])('D10 refuses %p', (data, expected) => {
    expect(readData(sizes, data)).toEqual(expected)
  })

  it('D10 decodes names and values', () => {
    expect(readData([text('a b'), text('c')], 'a%20b=%26%3D%25&x+y')).toEqual(['&=%', 'x y'])
  })

  it('D10 repeated parts fill a list, by position or by name', () => {
    const tag = [text('id'), rest(text('tags'))]
    expect(readData(tag, '7&a&b')).toEqual(['7', ['a', 'b']])
    expect(readData(tag, 'tags=a&tags=b&7')).toEqual(['7', ['a', 'b']])
    expect(readData(tag, '7')).toEqual(['7', []])
  })
})

describe('arguments from elsewhere', () => {
  const groups = (pattern: RegExp, said: string) =>
    ({ given: 'groups', text: said, groups: pattern.exec(said)! }) as const

  it('D10 a pattern gives the group of the name, else of the position', () => {
    const show = [number('id'), optional(text('note'))]
    expect(readArguments(show, groups(/order (?<id>\d+)/, 'order 7'))).toEqual([7, undefined])
    expect(readArguments(show, groups(/order (\d+) ?(.*)/, 'order 7 now'))).toEqual([7, 'now'])
    expect(readArguments(show, groups(/(?<note>\w+) (?<id>\d+)/, 'order 7'))).toEqual([7, 'order'])
  })

  it('D11 an unmatched group counts as missing', () => {
    expect(readArguments([number('id')], groups(/order(?: (\d+))?/, 'order'))).toEqual(problem('missing', 'id'))
    expect(readArguments([number('id')], groups(/order/, 'order'))).toEqual(problem('missing', 'id'))
    expect(readArguments([optional(number('id'))], groups(/order(?: (?<id>\d+))?/, 'order'))).toEqual([undefined])
  })

  it('D10 a list takes the groups that are left', () => {
    const list = [rest(number('parts'))]
    expect(readArguments(list, groups(/(\d)(\d)?(\d)?/, '12'))).toEqual([[1, 2]])
  })

  it('D10 a pressed button answers an input as one value', () => {
    expect(readArguments([text('answer')], { given: 'value', text: 'a b&c=d' })).toEqual(['a b&c=d'])
    expect(readArguments([number('answer')], { given: 'value', text: '' })).toEqual(problem('missing', 'answer'))
  })

  it('D10 a parser gives words or values by name', () => {
    const add = [number('qty'), optional(text('size'))]
    expect(readParsed(add, ['2', 'very', 'large'])).toEqual([2, 'very large'])
    expect(readParsed(add, { size: 'm', qty: '2', more: 'is nobody’s' })).toEqual([2, 'm'])
    expect(readParsed(add, {})).toEqual(problem('missing', 'qty'))
    expect(readParsed([text('constructor')], {})).toEqual(problem('missing', 'constructor'))
  })
})

describe('usage lines', () => {
  it('D11 tells how a handler is used', () => {
    expect(usageLine('add', [number('qty'), optional(oneOf('size', ['s', 'm', 'l']))])).toBe(
      'Usage: /add <qty> [size: s|m|l]',
    )
    expect(usageLine('done', [])).toBe('Usage: /done')
    expect(usageLine(undefined, [number('qty')])).toBe('Usage: <qty>')
    expect(usageLine('tag', [rest(text('tags'))])).toBe('Usage: /tag [tags …]')
  })
})
