import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { analyse } from 'scslre'
import { isPlainlyFast } from './plain-patterns.js'

const factor = Number(process.env.RANDOM_FACTOR ?? 1)

const characters = ['a', 'b', 'A', 'K', '1', '_', ' ', '-', '.', ',', 'é', '•', '\\.', '\\-', '\\$', '\\n']
const classes = [
  '\\d',
  '\\w',
  '\\s',
  '\\D',
  '\\W',
  '\\S',
  '.',
  '[a-c]',
  '[^ ]',
  '[^a]',
  '[\\d-]',
  '[]',
  '[^]',
  '[\\]a]',
]
const quantifiers = ['', '', '', '*', '+', '?', '*?', '+?', '{2}', '{0,3}', '{1,}', '{3,}?', '{1,2}']
const opening = ['(', '(?:', '(?<name>']

const atom = fc
  .tuple(fc.constantFrom(...characters, ...classes), fc.constantFrom(...quantifiers))
  .map(([text, quantifier]) => text + quantifier)
const sequence = fc.array(atom, { minLength: 1, maxLength: 6 }).map((atoms) => atoms.join(''))
/** Groups may be repeated, and bars may stand anywhere: then nothing may be said of them. */
const group = fc
  .tuple(fc.constantFrom(...opening), sequence, fc.constantFrom(...quantifiers), fc.constantFrom('', '', '|b', '|'))
  .map(([open, inside, quantifier, bar]) => `${open}${inside}${bar})${quantifier}`)
const part = fc.oneof({ arbitrary: sequence, weight: 3 }, { arbitrary: group, weight: 2 })
const pattern = fc
  .tuple(
    fc.constantFrom('', '', '^'),
    fc.array(part, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('', '', '$'),
    fc.constantFrom('', '', 'i', 'u', 'iu', 's', 'm', 'g'),
  )
  .map(([start, parts, end, flags]) => ({ source: start + parts.join('') + end, flags }))
  .filter(isExpression)

function isExpression({ source, flags }: { readonly source: string; readonly flags: string }): boolean {
  try {
    new RegExp(source, flags)
    return true
  } catch {
    return false
  }
}

/** As it is asked where nothing is known. */
function reportsOn({ source, flags }: { readonly source: string; readonly flags: string }) {
  return analyse({ source: `^(?:${source})$`, flags }).reports
}

describe('patterns that are plainly fast', () => {
  it('C10 are those in which the analysis finds nothing, whatever they are made of', () => {
    let fast = 0
    fc.assert(
      fc.property(pattern, (each) => {
        if (!isPlainlyFast(each)) return
        if (repetitions(each.source) > 1) fast++
        expect(reportsOn(each)).toEqual([])
      }),
      { seed: 20_263, numRuns: 4000 * factor },
    )

    expect(fast).toBeGreaterThan(150 * factor)
  })

  it.each([
    ['/order 1 is (?<rating>\\d+) of (?<most>\\d+)/i'],
    ['/^from (\\w+) to (\\w+)$/'],
    ['/(?:total): \\d+ +\\d+/'],
    ['/\\d+\\.\\d{2,}/u'],
    ['/[^ ]+ \\S* 😀+/u'],
  ])('C10 are %s and the like', (literal) => {
    expect(isPlainlyFast(parsed(literal))).toBe(true)
  })

  it.each([
    ['/\\d+\\d+/', 'both take the same'],
    ['/\\w+ ?\\w+/', 'what stands between may be missing'],
    ['/\\w+k\\w+/i', 'both take what stands between'],
    ['/.* is .*/', 'both take what stands between'],
    ['/(?:a+)+/', 'one is inside of the other'],
    ['/(?:a+ )+/', 'a group is repeated'],
    ['/(?:a|b+)c+/', 'there is a choice'],
    ['/^\\d+ \\d+$/m', 'it may begin at any line'],
    ['/(?=a+)a+/', 'it looks ahead'],
    ['/(a+) \\1+/', 'it refers back'],
  ])('C10 are not all others: in %s %s', (literal) => {
    expect(isPlainlyFast(parsed(literal))).toBe(false)
  })
})

function parsed(literal: string) {
  const end = literal.lastIndexOf('/')
  return { source: literal.slice(1, end), flags: literal.slice(end + 1) }
}

function repetitions(source: string): number {
  return source.match(/[*+{]/g)?.length ?? 0
}
