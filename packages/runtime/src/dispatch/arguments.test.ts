import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { number, optional, text } from '../arguments.js'
import { readArguments, usageLine } from './arguments.js'

describe('arguments', () => {
  const add = [number('qty'), optional(text('size'))]

  it.each([
    ['2', [2, undefined]],
    ['2 large', [2, 'large']],
    ['  2   very large  ', [2, 'very large  ']],
    ['-1.5 x', [-1.5, 'x']],
    ['2 "very large"', [2, 'very large']],
    ['2 “very large”', [2, 'very large']],
    ['2 "a \\"b\\" c"', [2, 'a "b" c']],
  ])('D10 reads %p', (typed, values) => {
    expect(readArguments(add, typed)).toEqual({ ok: true, values })
  })

  it.each(['', 'two', '0x10', '1e3', '1,5', 'NaN', 'Infinity', '٣', '9'.repeat(400)])(
    'D10 refuses %p where a number is asked for',
    (typed) => {
      expect(readArguments(add, typed)).toEqual({ ok: false })
    },
  )

  it('D10 the last text takes the rest as it was typed', () => {
    expect(readArguments([text('meal')], 'two  pizzas\nand "cola"')).toEqual({
      ok: true,
      values: ['two  pizzas\nand "cola"'],
    })
  })

  it('D10 text that is not last takes one word', () => {
    expect(readArguments([text('item'), number('qty')], 'pizza 3')).toEqual({ ok: true, values: ['pizza', 3] })
    expect(readArguments([text('item'), number('qty')], '"big pizza" 3')).toEqual({
      ok: true,
      values: ['big pizza', 3],
    })
  })

  it('D10 surplus arguments are malformed', () => {
    expect(readArguments([number('qty')], '1 2')).toEqual({ ok: false })
  })

  it('D10 a handler without arguments does not mind what is typed', () => {
    expect(readArguments([], 'please')).toEqual({ ok: true, values: [] })
  })

  it('D10 one text gets back whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (typed) => {
        const trimmed = typed.trim()
        fc.pre(trimmed !== '' && !/["“]/.test(trimmed))
        expect(readArguments([text('all')], trimmed)).toEqual({ ok: true, values: [trimmed] })
      }),
      { seed: 5 },
    )
  })

  it('D10 tells how a command is used', () => {
    expect(usageLine('add', add)).toBe('Usage: /add <qty> [size]')
    expect(usageLine('done', [])).toBe('Usage: /done')
  })
})
