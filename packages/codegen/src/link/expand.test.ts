import { describe, expect, it } from '@jest/globals'
import { parse } from '../parse/index.js'
import { expandDecorators } from './expand.js'

const imports = `import { CommandHandler, composeDecorators, Guard, RateLimits } from '@botgen/runtime'\n`

/** The decorators of the first method in `a.ts`, as `name(text of the first argument) file`. */
async function expanded(texts: Readonly<Record<string, string>>) {
  const parsed = await parse(Object.entries(texts).map(([file, text]) => ({ file, text })))
  const files = new Map(parsed.map((file) => [file.file, file]))
  const file = files.get('a.ts')
  const member = file?.classes.flatMap((fact) => fact.members)[0]
  if (file === undefined || member === undefined) throw new Error('a.ts has no decorated method')
  return expandDecorators(member.decorators, file, {
    files,
    moduleOf: (specifier) =>
      specifier.startsWith('./') ? { kind: 'file', file: `${specifier.slice(2, -3)}.ts` } : { kind: 'outside' },
    typedValue: () => undefined,
  })
}

async function shown(texts: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return (await expanded(texts)).map(({ decorator, file }) => `${decorator.path.join('.')} ${file.file}`)
}

function use(decorators: string): string {
  return `export class A {\n  ${decorators}\n  a() {}\n}\n`
}

const admin = `export const Admin = composeDecorators(Guard(Admins), RateLimits({ rate: 1, period: '1s' }))\n`

describe('expandDecorators', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'a constant',
      { 'a.ts': imports + admin + use(`@CommandHandler('a') @Admin`) },
      ['CommandHandler a.ts', 'Guard a.ts', 'RateLimits a.ts'],
    ],
    [
      'one in another file, renamed and re-exported',
      {
        'a.ts': `import { Owner } from './b.js'\n${use('@Owner')}`,
        'b.ts': `export { Admin as Owner } from './c.js'`,
        'c.ts': imports + admin,
      },
      ['Guard c.ts', 'RateLimits c.ts'],
    ],
    [
      'one inside another, in its own place',
      {
        'a.ts': `${imports}import Both from './b.js'\n${use('@Both')}`,
        'b.ts': `${imports}import { Admin } from './c.js'\nexport default composeDecorators(CommandHandler('x'), Admin, Guard(B))`,
        'c.ts': imports + admin,
      },
      ['CommandHandler b.ts', 'Guard c.ts', 'RateLimits c.ts', 'Guard b.ts'],
    ],
    [
      'one made in place, by another name',
      {
        'a.ts': `import * as bg from '@botgen/runtime'\nimport { composeDecorators as all } from '@botgen/runtime'\n${use(`@all(bg.CommandHandler('a'), bg.composeDecorators(bg.Guard(G)))`)}`,
      },
      ['bg.CommandHandler a.ts', 'bg.Guard a.ts'],
    ],
    [
      'none through a function, which may do anything',
      {
        'a.ts': `${imports}const limited = (rate: number) => composeDecorators(RateLimits({ rate, period: '1s' }))\n${use('@limited(5)')}`,
      },
      ['limited a.ts'],
    ],
    [
      'none of a namesake',
      {
        'a.ts': `import { composeDecorators } from './b.js'\nconst X = composeDecorators(Guard(G))\n${use('@X')}`,
        'b.ts': `export function composeDecorators() {}`,
      },
      ['X a.ts'],
    ],
    [
      'none of a variable, which may change',
      { 'a.ts': `${imports}let X = composeDecorators(Guard(G))\n${use('@X')}` },
      ['X a.ts'],
    ],
    [
      'no circle',
      {
        'a.ts': `${imports}const X = composeDecorators(Y, Guard(G))\nconst Y = composeDecorators(X)\n${use('@X')}`,
      },
      ['Guard a.ts'],
    ],
  ])('C1 follows %s', async (_, texts, expected) => {
    expect(await shown(texts)).toEqual(expected)
  })

  it('C1 each part is where it takes effect: at the decorator on the handler', async () => {
    const found = await expanded({
      'a.ts': `import { Admin } from './c.js'\n${use('@Admin')}`,
      'c.ts': imports + admin,
    })

    expect(found.map(({ use: span }) => [span.line, span.column])).toEqual([
      [3, 3],
      [3, 3],
    ])
  })
})
