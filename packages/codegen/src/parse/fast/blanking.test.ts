import { describe, expect, it } from '@jest/globals'
import { blanked } from './blanking.js'
import { Idleness } from './idleness.js'
import { lex } from './lexer.js'
import { plainImports } from './plain-imports.js'

/** A text without what no fact needs, and without the spaces for it. */
function kept(text: string): string {
  const tokens = lex(text)
  if (tokens === undefined) throw new Error('The lexer gave up.')
  const short = blanked(tokens, plainImports(tokens)?.stretches ?? [], new Idleness(tokens))
  expect(short).toHaveLength(text.length)
  return short.replace(/\s+/g, ' ').trim()
}

describe('blanked', () => {
  it('keeps what facts read of a class', () => {
    const text = `import { Cmd } from 'm'
      export class Handlers extends Base<'x'> {
        static readonly key: string = 'k'
        seen = new Map<string, number>()
        constructor(private readonly kitchen: Kitchen) { super() }
        @Cmd('a') async start(order: Order, { id }: User = none): Promise<{ a: 1 }> { if (order) return }
        help(topic: string): topic is 'help' { return /}/.test(topic) }
      }`

    expect(kept(text)).toBe(
      "export class Handlers extends Base<'x'> { static readonly key = 'k' seen " +
        'constructor(private readonly kitchen: Kitchen) { } ' +
        "@Cmd('a') async start(order: Order, { id }: User = none) { } help( ) { } }",
    )
  })

  it('leaves out members that only a class with a base class says something with', () => {
    expect(kept('class A { a = 1; b() { return 1 } @d c() { return 2 } static e = 3 }')).toBe(
      'class A { ; ; ; @d c() { } static e = 3 }',
    )
  })

  it.each([
    ['holds a class', 'class A { @d a() { @e class B {} } }'],
    ['may change an object of the top level', 'const list = []; class A { @d a() { list.push(1) } }'],
    ['is that of a function, which mentions names', 'function a() { return b }'],
    ['belongs to an expression', 'const a = class { b() { return c } }'],
    ['comes after what is not plain to see', 'class A extends B { get\na() { return 1 } }'],
  ])('keeps a body that %s', (_, text) => {
    expect(kept(text)).toBe(text.replace(/\s+/g, ' '))
  })

  it('keeps what stands before and after a blank apart', () => {
    expect(kept("a\nimport b from 'c'\n(d)")).toBe("a import b from 'c' (d)")
    expect(kept("a;\nimport b from 'c'\n(d)")).toBe('a; ; (d)')
  })
})
