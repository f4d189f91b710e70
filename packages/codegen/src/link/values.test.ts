import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ts } from 'ts-morph'
import type { FileFacts, ValueFact } from '../facts.js'
import { parse } from '../parse/index.js'
import type { World } from './follow/index.js'
import { classBehind } from './class-behind.js'
import { resolveValue } from './values.js'

/** A world of these files only; `./a.js` is `a.ts`. */
async function worldOf(texts: Readonly<Record<string, string>>): Promise<World> {
  const files = await parse(Object.entries(texts).map(([file, text]) => ({ file, text })))
  return {
    files: new Map(files.map((file) => [file.file, file])),
    moduleOf: (specifier) =>
      specifier.startsWith('./') ? { kind: 'file', file: `${specifier.slice(2, -3)}.ts` } : { kind: 'outside' },
    typedValue: () => undefined,
  }
}

/** The first decorator argument of the first member in `a.ts`. */
async function resolved(texts: Readonly<Record<string, string>>): Promise<ValueFact> {
  const { file, world, value } = await argument(texts)
  return resolveValue(value, file, world)
}

async function argument(texts: Readonly<Record<string, string>>) {
  const world = await worldOf(texts)
  const file = world.files.get('a.ts')
  const value = file?.classes.flatMap((fact) => fact.members)[0]?.decorators[0]?.arguments?.[0]
  if (file === undefined || value === undefined) throw new Error('a.ts has no decorator with an argument')
  return { file, world, value }
}

function only(world: World, name: string): FileFacts {
  const file = world.files.get(name)
  if (file === undefined) throw new Error(`There is no ${name}`)
  return file
}

function use(expression: string): string {
  return `export class A {\n  @D(${expression})\n  a() {}\n}\n`
}

function plain(value: ValueFact): unknown {
  switch (value.kind) {
    case 'string':
    case 'number':
    case 'boolean':
      return value.value
    case 'null':
      return null
    case 'undefined':
      return undefined
    case 'regex':
      return new RegExp(value.source, value.flags)
    case 'array':
      return value.elements.map(plain)
    case 'object':
      return Object.fromEntries(value.properties.map((property) => [property.key, plain(property.value)]))
    case 'reference':
    case 'computed':
    case 'dynamic':
      throw new Error(`${value.kind}: ${value.text}`)
  }
}

describe('resolveValue', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, unknown]>([
    ['a const', { 'a.ts': `const X = 'x'\n${use('X')}` }, 'x'],
    ['as const', { 'a.ts': `const X = { a: { b: ['c', 'd'] } } as const\n${use('X.a.b')}` }, ['c', 'd']],
    ['an index', { 'a.ts': `const X = ['c', 'd'] as const\n${use('X[1]')}` }, 'd'],
    ['a constant key', { 'a.ts': `const K = 'k'\nconst X = { k: 'v' }\n${use('X[K]')}` }, 'v'],
    ['satisfies', { 'a.ts': `const X = { a: 'x' } satisfies Record<string, string>\n${use('X.a')}` }, 'x'],
    ['Object.freeze', { 'a.ts': `const X = Object.freeze({ a: 'x' } as const)\n${use(`X['a']`)}` }, 'x'],
    ['a string enum', { 'a.ts': `enum E { Order = 'order' }\n${use('E.Order')}` }, 'order'],
    ['a const enum', { 'a.ts': `const enum E { Order = 'order' }\n${use('E.Order')}` }, 'order'],
    [
      'a numeric enum',
      {
        'a.ts': `enum E { A, B, C = 10, D, F = 1 << 3, G = C | 1, H = E.A - 1 }\n${use('[E.A, E.B, E.D, E.F, E.G, E.H]')}`,
      },
      [0, 1, 11, 8, 11, -1],
    ],
    ["an enum member's name", { 'a.ts': `enum E { A = 4 }\n${use('E[4]')}` }, 'A'],
    ['a template', { 'a.ts': `const X = 'x'\n${use('`${X}_${1 + 1}\\n`')}` }, 'x_2\n'],
    ['a sum', { 'a.ts': `const X = 'x'\n${use(`X + '_' + 5`)}` }, 'x_5'],
    ['a spread', { 'a.ts': `const X = ['a']\n${use(`[...X, 'b']`)}` }, ['a', 'b']],
    ['spread objects', { 'a.ts': `const X = { a: 1, b: 2 }\n${use('{ ...X, b: 3, c: 4 }')}` }, { a: 1, b: 3, c: 4 }],
    ['shorthand', { 'a.ts': `const description = 'x'\n${use('{ description }')}` }, { description: 'x' }],
    ['a static member', { 'a.ts': `class B { static readonly X = 'x' }\n${use('B.X')}` }, 'x'],
    ['a regex', { 'a.ts': `const X = /order (\\d+)\\//giu\n${use('X')}` }, /order (\d+)\//giu],
    ['new RegExp', { 'a.ts': `const P = 'a/b'\n${use("new RegExp(`^${P}$`, 'i')")}` }, /^a\/b$/i],
    ['a negative number', { 'a.ts': `const X = -5\n${use('[X, -X, +X, ~X]')}` }, [-5, 5, -5, 4]],
    ['undefined', { 'a.ts': `const X = undefined\n${use('[X]')}` }, [undefined]],
    ['taken apart', { 'a.ts': `const X = { a: 'x' }\nconst { a: other } = X\n${use('other')}` }, 'x'],
    [
      'imported, renamed, re-exported',
      {
        'a.ts': `import { Y as Z } from './b.js'\n${use('Z.a')}`,
        'b.ts': `export { X as Y } from './c.js'`,
        'c.ts': `const key = 'x'\nexport const X = { a: key }`,
      },
      'x',
    ],
    [
      'a default export',
      { 'a.ts': `import names from './b.js'\n${use('names.a')}`, 'b.ts': `export default { a: 'x' } as const` },
      'x',
    ],
    [
      'a namespace, export *',
      {
        'a.ts': `import * as all from './b.js'\n${use('all.E.A')}`,
        'b.ts': `export * from './c.js'`,
        'c.ts': `export enum E { A = 'x' }`,
      },
      'x',
    ],
    [
      "a constant's names are those of its own file",
      {
        'a.ts': `import { X } from './b.js'\nconst prefix = 'wrong'\n${use('X')}`,
        'b.ts': `const prefix = 'right'\nexport const X = \`\${prefix}_x\``,
      },
      'right_x',
    ],
  ])('C2 follows %s', async (_, texts, expected) => {
    expect(plain(await resolved(texts))).toEqual(expected)
  })

  it.each<readonly [string, Readonly<Record<string, string>>, RegExp, readonly [string, number] | undefined]>([
    ['let', { 'a.ts': `let X = 'x'\n${use('X')}` }, /`X` can change: it is no `const`/, ['a.ts', 1]],
    ['a call', { 'a.ts': `const X = make()\n${use('X')}` }, /`X` gets its value here/, ['a.ts', 1]],
    ['a function', { 'a.ts': `function x() { return 'x' }\n${use('x')}` }, /`x` is a function/, ['a.ts', 1]],
    [
      'a changed object',
      { 'a.ts': `const X = { a: 'x' }\n${use('X.a')}X.a = 'y'\n` },
      /`X` is changed here/,
      ['a.ts', 6],
    ],
    ['a changed array', { 'a.ts': `const X = ['x']\nX.push('y')\n${use('X')}` }, /`X` is changed here/, ['a.ts', 2]],
    [
      'deletion',
      { 'a.ts': `const X = { a: 'x' }\ndelete (X as any).a\n${use('X.a')}` },
      /is changed here/,
      ['a.ts', 2],
    ],
    [
      'Object.assign',
      { 'a.ts': `const X = { a: 'x' }\nObject.assign(X, {})\n${use('X.a')}` },
      /changed here/,
      ['a.ts', 2],
    ],
    ['the environment', { 'a.ts': use('process.env.X') }, /^$/, undefined],
    ['a member that is not there', { 'a.ts': `const X = { a: 'x' }\n${use('X.b')}` }, /^$/, undefined],
    [
      'a static property that is not readonly',
      { 'a.ts': `class B { static X = 'x' }\n${use('B.X')}` },
      /`B.X` can change: it is no `readonly`/,
      ['a.ts', 1],
    ],
    [
      'something in another file',
      {
        'a.ts': `import { X } from './b.js'\n${use('`${X.deep[0]}!`')}`,
        'b.ts': `// b\nexport const X = { deep: [process.env.X] }`,
      },
      /`X` gets its value here/,
      ['b.ts', 2],
    ],
    ['a circle', { 'a.ts': `const X = \`\${Y}\`\nconst Y = [X][0]\n${use('X')}` }, /is made of itself/, ['a.ts', 1]],
    [
      'a circle of files',
      {
        'a.ts': `import { X } from './b.js'\nexport const Y = X\n${use('Y')}`,
        'b.ts': `import { Y } from './a.js'\nexport const X = Y`,
      },
      /^$/,
      undefined,
    ],
    [
      'an object that sets its prototype',
      { 'a.ts': `const X = { __proto__: null }\n${use('X')}` },
      /gets its/,
      ['a.ts', 1],
    ],
  ])('C2 does not guess %s', async (_, texts, message, place) => {
    const value = await resolved(texts)

    expect(value).toMatchObject({ kind: 'dynamic', span: { line: expect.any(Number) } })
    const { origin } = value as Extract<ValueFact, { kind: 'dynamic' }>
    expect(origin?.message ?? '').toMatch(message)
    expect(origin && [origin.file, origin.span.line]).toEqual(place)
  })

  it('C2 a constant is where it is used, and what is dynamic in it too', async () => {
    const text = `import { X } from './b.js'\n${use('X')}`

    const value = await resolved({ 'a.ts': text, 'b.ts': `\n\nexport const X = ['a', f()]` })

    const span = { line: 3, column: 6, endLine: 3, endColumn: 7 }
    expect(value).toMatchObject({ kind: 'array', span, elements: [{ span }, { kind: 'dynamic', text: 'X', span }] })
  })

  it('C2 what leads to a class stays a reference, also from a list in another file', async () => {
    const { file, world, value } = await argument({
      'a.ts': `import { guards } from './b.js'\n${use('guards')}`,
      'b.ts': `import { G as H } from './c.js'\nexport const guards = [H]`,
      'c.ts': `export class G {}`,
    })

    const list = resolveValue(value, file, world)

    if (list.kind !== 'array') throw new Error(list.kind)
    expect(list.elements.map((element) => classBehind(element, file, world))).toEqual([{ file: 'c.ts', name: 'G' }])
  })

  it('C2 random constants are what they are when the program runs', async () => {
    await fc.assert(
      fc.asyncProperty(program, async ({ names, texts }) => {
        const world = await worldOf(texts)
        const file = only(world, 'a.ts')

        const found = names.map((name) => [name, plain(resolveValue(reference(name), file, world))])

        const expected = run(texts)
        expect(found).toEqual(names.map((name) => [name, expected[name]]))
      }),
      { seed: 20_261_124, numRuns: 100 },
    )
  }, 60_000)
})

function reference(name: string): ValueFact {
  return { kind: 'reference', path: [name], text: name, span: { line: 1, column: 1, endLine: 1, endColumn: 1 } }
}

type Kind = 'string' | 'number' | 'array' | 'object'

/** An expression that is printed once the names that it may use are known. */
type Expression = (names: Names) => string
type Names = Readonly<Record<Kind, readonly string[]>>

const stringLiteral = fc
  .oneof(fc.constantFrom('', 'order', "'", '\\', '${', '`', '\n', '\u2028', '__proto__', 'ü'), fc.string())
  .chain((text) =>
    fc.constantFrom(JSON.stringify(text), `\`${text.replace(/[\\`]|\$\{/g, '\\$&').replaceAll('\r', '\\r')}\``),
  )
const numberLiteral = fc
  .oneof(fc.integer({ min: -9, max: 99 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((number) => (Object.is(number, -0) ? '-0' : String(number)))
const key = fc.constantFrom('a', 'b', 'key', "'two words'", '7', '[`c`]')

function named(kind: Kind, fallback: fc.Arbitrary<string>): fc.Arbitrary<Expression> {
  return fc.tuple(fc.nat(), fallback).map(([pick, literal]) => (names: Names) => {
    const known = names[kind]
    return known[pick % Math.max(known.length, 1)] ?? literal
  })
}

const { string, number, array, object } = fc.letrec<Record<Kind, Expression>>((tie) => ({
  string: fc.oneof(
    { maxDepth: 3 },
    stringLiteral.map((text) => () => text),
    named('string', stringLiteral),
    fc.tuple(tie('string'), tie('string')).map(
      ([a, b]) =>
        (names: Names) =>
          `(${a(names)} + ${b(names)})`,
    ),
    fc.tuple(tie('string'), tie('number')).map(
      ([a, b]) =>
        (names: Names) =>
          `\`\${${a(names)}}-\${${b(names)}}\``,
    ),
    fc.tuple(tie('number'), tie('string')).map(
      ([a, b]) =>
        (names: Names) =>
          `(${a(names)} + ${b(names)})`,
    ),
    tie('string').map((inner) => (names: Names) => `(${inner(names)} as const)`),
    tie('string')
      .map((inner) => (names: Names) => `{ x: [${inner(names)}] }.x[0]`)
      .map((inner) => (names: Names) => `(${inner(names)})`),
  ),
  number: fc.oneof(
    { maxDepth: 3 },
    numberLiteral.map((text) => () => text),
    named('number', numberLiteral),
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/', '%', '<<', '>>', '>>>', '&', '|', '^'), tie('number'), tie('number'))
      .map(
        ([operator, a, b]) =>
          (names: Names) =>
            `((${a(names)}) ${operator} (${b(names)}))`,
      ),
    fc.tuple(fc.constantFrom('-', '+', '~'), tie('number')).map(
      ([sign, a]) =>
        (names: Names) =>
          `(${sign}(${a(names)}))`,
    ),
    tie('array').map((inner) => (names: Names) => `(${inner(names)}).length`),
  ),
  array: fc.oneof(
    { maxDepth: 2 },
    fc
      .array(fc.oneof(tie('string'), tie('number'), tie('object')), { maxLength: 3 })
      .map((items) => (names: Names) => `[${items.map((item) => item(names)).join(', ')}]`),
    named('array', fc.constant('[]')),
    fc.tuple(tie('array'), tie('string')).map(
      ([a, b]) =>
        (names: Names) =>
          `[...${a(names)}, ${b(names)}]`,
    ),
    tie('array').map((inner) => (names: Names) => `Object.freeze(${inner(names)})`),
  ),
  object: fc.oneof(
    { maxDepth: 2 },
    fc
      .array(fc.tuple(key, fc.oneof(tie('string'), tie('number'), tie('array'))), { maxLength: 3 })
      .map((entries) => (names: Names) => `({ ${entries.map(([k, item]) => `${k}: ${item(names)}`).join(', ')} })`),
    named('object', fc.constant('({})')),
    fc.tuple(tie('object'), key, tie('string'), tie('object')).map(
      ([a, k, b, c]) =>
        (names: Names) =>
          `({ ...${a(names)}, ${k}: ${b(names)}, ...${c(names)} } satisfies object)`,
    ),
  ),
}))

const declaration = fc.oneof(
  fc.tuple(fc.constant<Kind>('string'), string),
  fc.tuple(fc.constant<Kind>('number'), number),
  fc.tuple(fc.constant<Kind>('array'), array),
  fc.tuple(fc.constant<Kind>('object'), object),
)

/** Constants in `b.ts`, and more of them in `a.ts`, which imports those. */
const program = fc
  .tuple(
    fc.array(declaration, { minLength: 1, maxLength: 5 }),
    fc.array(declaration, { minLength: 1, maxLength: 5 }),
    fc.array(fc.oneof(string, fc.constant<Expression | undefined>(undefined)), { maxLength: 4 }),
    fc.array(fc.oneof(numberLiteral, fc.constant<string | undefined>(undefined)), { minLength: 1, maxLength: 4 }),
  )
  .map(([others, own, , sizes]) => {
    const names: Record<Kind, string[]> = { string: [], number: [], array: [], object: [] }
    const print = (list: readonly (readonly [Kind, Expression])[], prefix: string, as: (name: string) => string) =>
      list.map(([kind, expression], index) => {
        const text = `export const ${prefix}${index} = ${expression(names)}`
        names[kind].push(as(`${prefix}${index}`))
        return text
      })
    const b = print(others, 'b', (name) => name)
    const members = sizes.map((size, index) => (size === undefined ? `M${index}` : `M${index} = ${size}`))
    b.push(`export enum Size { ${members.join(', ')}, Sum = M0 + 1, Text = 'text' }`)
    // `a.ts` knows them by names of their own, and through the module.
    for (const kind of Object.keys(names) as Kind[]) {
      names[kind] = names[kind].map((name, index) => (index % 2 === 0 ? `${name}_` : `all.${name}`))
    }
    names.number.push('Size.M0', 'all.Size.Sum')
    names.string.push('Size.Text', 'Size[Size.Sum]')
    const imports = others.map((_, index) => `b${index} as b${index}_`)
    const a = [
      `import { ${imports.join(', ')}, Size } from './c.js'`,
      `import * as all from './b.js'`,
      ...print(own, 'a', (name) => name),
    ]
    return {
      names: own.map((_, index) => `a${index}`),
      texts: { 'a.ts': a.join('\n'), 'b.ts': b.join('\n'), 'c.ts': `export * from './b.js'` },
    }
  })

/** What the program's `a.ts` exports. */
function run(texts: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const loaded = new Map<string, object>()
  const load = (file: string): object => {
    const known = loaded.get(file)
    if (known !== undefined) return known
    const exports = {}
    loaded.set(file, exports)
    const { outputText } = ts.transpileModule(texts[file] ?? '', {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    })
    // The only way to learn what code means is to run it.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    const body = new Function('exports', 'require', outputText) as (exports: object, require: unknown) => void
    body(exports, (specifier: string) => load(`${specifier.slice(2, -3)}.ts`))
    return exports
  }
  return load('a.ts') as Readonly<Record<string, unknown>>
}
