import { describe, expect, it } from '@jest/globals'
import { bigint, boolean, date, enumOf, number, oneOf, optional, rest, singleWord, text } from './arguments.js'
import { type Argument, malformed } from './table/index.js'

enum Size {
  Small = 's',
  Large = 'l',
}
enum Level {
  Low,
  Mid = 5,
  Below = -1,
}

type Case = readonly [argument: Argument<unknown>, raw: string, value: unknown]

describe('the spellings of arguments', () => {
  it.each<Case>([
    [text('x'), ' as it is ', ' as it is '],
    [singleWord('x'), 'a b', 'a b'],
    [number('x'), '3', 3],
    [number('x'), '+3', 3],
    [number('x'), '-1.5', -1.5],
    [number('x'), '.5', 0.5],
    [number('x'), '007', 7],
    [bigint('x'), '-12345678901234567890', -12345678901234567890n],
    [bigint('x'), '+5', 5n],
    [boolean('x'), 'Yes', true],
    [boolean('x'), 'TRUE', true],
    [boolean('x'), 'on', true],
    [boolean('x'), '1', true],
    [boolean('x'), 'no', false],
    [boolean('x'), 'False', false],
    [boolean('x'), 'off', false],
    [boolean('x'), '0', false],
    [date('x'), '2026-03-01', new Date('2026-03-01T00:00:00Z')],
    [date('x'), '2026-03-01T12:30', new Date('2026-03-01T12:30:00Z')],
    [date('x'), '2026-03-01T12:30:15.5+02:00', new Date('2026-03-01T10:30:15.500Z')],
    [date('x'), '2028-02-29', new Date('2028-02-29T00:00:00Z')],
    [oneOf('x', ['s', 'm']), 'm', 'm'],
    [oneOf('x', [1, 2]), '2', 2],
    [enumOf('x', Size), 'l', Size.Large],
    [enumOf('x', Level), '5', Level.Mid],
    [enumOf('x', Level), 'Mid', Level.Mid],
    [enumOf('x', Level), '-1', Level.Below],
    [enumOf('x', Level), '0', Level.Low],
  ])('D10 %j takes %p', (argument, raw, value) => {
    expect(argument.parse(raw)).toEqual(value)
  })

  it.each<[Argument<unknown>, string]>([
    [number('x'), ''],
    [number('x'), '5.'],
    [number('x'), '1 000'],
    [number('x'), '1e3'],
    [bigint('x'), '1.0'],
    [bigint('x'), '--1'],
    [boolean('x'), 'y'],
    [boolean('x'), 'constructor'],
    [date('x'), '2026-02-30'],
    [date('x'), '2026-13-01'],
    [date('x'), '01.03.2026'],
    [date('x'), '2026-03-01T25:00'],
    [date('x'), 'tomorrow'],
    [oneOf('x', ['s', 'm']), 'S'],
    [oneOf('x', [1, 2]), '2.0'],
    [enumOf('x', Size), 'Large'],
    [enumOf('x', Level), 'Low '],
    [enumOf('x', Level), '7'],
    [enumOf('x', Level), '__proto__'],
  ])('D10 %j refuses %p', (argument, raw) => {
    expect(argument.parse(raw)).toBe(malformed)
  })

  it('D11 the usage says what fits', () => {
    const usages = [number('qty'), boolean('gift'), date('day'), oneOf('size', ['s', 'm']), enumOf('size', Size)]
    expect(usages.map(({ usage }) => usage)).toEqual([
      'qty',
      'gift: yes|no',
      'day: YYYY-MM-DD',
      'size: s|m',
      'size: s|l',
    ])
    expect(enumOf('level', Level).usage).toBe('level: Low|Mid|Below')
    expect(rest(number('parts'))).toMatchObject({ usage: 'parts …', optional: true, takes: 'list' })
    expect(optional(number('qty'))).toMatchObject({ usage: 'qty', optional: true })
  })
})
