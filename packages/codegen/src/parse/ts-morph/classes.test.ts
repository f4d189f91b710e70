import { describe, expect, it } from '@jest/globals'
import { parseFiles } from './files.js'

function classIn(text: string) {
  return parseFiles([{ file: 'a.ts', text }])[0]?.classes[0]
}

describe('a class', () => {
  it.each(['@made()()', '@(cond ? a : b)', '@(() => {})', "@table['x']()", '@new Made()'])(
    'C1 under %s has its members and constructor all the same',
    (decorator) => {
      const fact = classIn(
        `${decorator}\nclass H {\n  constructor(a: string) {}\n  @C('x')\n  x(y: number): void {}\n}\n`,
      )

      expect(fact?.construction).toMatchObject({ kind: 'declared', parameters: [{ name: 'a' }] })
      expect(fact?.members).toMatchObject([{ name: { text: 'x' }, parameters: [{ name: 'y' }] }])
    },
  )

  it('C1 has the parameters of the last overload', () => {
    const fact = classIn(`class H {
      constructor(a: string)
      constructor(b: number, c: string)
      constructor(...all: unknown[]) {}
      static x(s: boolean): void
      x(d: string): void
      x(e: string, f: number): void
      @C('x') x(...all: unknown[]) {}
      @C('y') static y(g: string) {}
    }`)

    expect(fact?.construction).toMatchObject({ parameters: [{ name: 'b' }, { name: 'c' }] })
    expect(fact?.members.map(({ parameters }) => parameters.map(({ name }) => name))).toEqual([['e', 'f'], ['g']])
  })
})
