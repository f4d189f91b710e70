import { describe, expect, it } from '@jest/globals'
import { lex } from './lexer.js'
import { Kind, textOf } from './tokens.js'

function regexesIn(text: string): readonly string[] | undefined {
  const tokens = lex(text)
  return (
    tokens && Array.from(tokens.kinds).flatMap((kind, index) => (kind === Kind.Regex ? [textOf(tokens, index)] : []))
  )
}

describe('lex', () => {
  it.each([
    ['a word', 'a / b / c', []],
    ['a property called like a keyword', 'a.return / b / c', []],
    ['a call', 'f(a) / b / c', []],
    ['a head', 'if (a) /b{/.test(c)', ['/b{/']],
    ['a keyword', 'return /[/}]/gu', ['/[/}]/gu']],
    ['an operator', 'a = b + /"/', ['/"/']],
    ['a template', '`${a}` / b / c', []],
    ['a bracket', 'a[0] / b / c', []],
  ])('tells a division from a regular expression after %s', (_, text, expected) => {
    expect(regexesIn(text)).toEqual(expected)
  })

  it.each([
    ['a brace', '{} /a/ b'],
    ['an increment', 'a++ /b/ c'],
    ['a type argument', 'a<b> /c/ d'],
    ['a word that may be a name', 'await /b/ c'],
    ['an assertion', 'a! /b/ c'],
  ])('gives up where a slash after %s can be both', (_, text) => {
    expect(lex(text)).toBeUndefined()
  })

  it.each([
    ['an open string', "a = 'b\n'"],
    ['an open template', '`${a}'],
    ['an open comment', 'a /* b'],
    ['a bracket of another kind', '(a]'],
    ['an open bracket', '{ a'],
    ['a name in another script', 'é = 1'],
    ['an escape in a name', '\\u0061 = 1'],
  ])('gives up at %s', (_, text) => {
    expect(lex(text)).toBeUndefined()
  })

  it('knows what closes a bracket through templates, strings and comments', () => {
    const tokens = lex('{ `}${ { a: "}" } }}` // }\n /* } */ }')

    expect(tokens?.partners[0]).toBe((tokens?.kinds.length ?? 0) - 1)
  })
})
