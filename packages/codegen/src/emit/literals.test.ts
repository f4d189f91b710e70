import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { numberLiteral, regexExpression } from './literals.js'

/** What an expression means. */
function evaluate(expression: string): unknown {
  // The only way to learn what code means is to run it.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function(`return ${expression}`) as () => unknown
  return run()
}

function isPattern(source: string, flags: string): boolean {
  try {
    new RegExp(source, flags)
    return true
  } catch {
    return false
  }
}

/** Pieces of which patterns are made, and what breaks careless generators. */
const pieces = fc.constantFrom(
  ...['/', '\\/', '[/]', '\\\\', '\n', '\r', '\u2028', '\u2029', '\u202e', '\ud800', '\0', '(?<id>', ')', '(?:'],
  ...[
    'a',
    '.',
    '*',
    '+?',
    '{2}',
    '\\d',
    '\\-',
    '[\\w-.]',
    '[^',
    ']',
    '|',
    '^',
    '$',
    '💩',
    '\\u{1f4a9}',
    '\\p{L}',
    '\\1',
  ],
)

describe('regexExpression', () => {
  it('C8 means exactly the regular expression, whatever it holds', () => {
    const sources = fc.oneof(
      fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(sources, fc.constantFrom('', 'i', 'su', 'gimy', 'v'), (source, flags) => {
        fc.pre(isPattern(source, flags))

        const made = evaluate(regexExpression(source, flags))

        // The start check compares tables with decorators by this text.
        expect(String(made)).toBe(String(new RegExp(source, flags)))
      }),
      { seed: 20_261_124, numRuns: 3000 },
    )
  })

  it.each([
    ['order (\\d+)', 'i', '/order (\\d+)/i'],
    ['a/b', '', '/a\\/b/'],
    ['', '', '/(?:)/'],
    ['\\-', '', "new RegExp('\\\\-')"],
    ['\u202e', 'g', "new RegExp('\\u202e', 'g')"],
  ])('C3 writes %j with %j as a person would', (source, flags, expected) => {
    expect(regexExpression(source, flags)).toBe(expected)
  })
})

describe('numberLiteral', () => {
  it.each([0, -0, 1.5, -3, 1e21, 5e-7, Number.MAX_SAFE_INTEGER])('C8 means exactly %d', (value) => {
    expect(evaluate(numberLiteral(value))).toBe(value)
  })
})
