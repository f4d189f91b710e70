import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { FileFacts } from '../facts.js'
import { fixtures } from '../testing/projects.js'
import { sourcesIn } from '../testing/sources.js'
import { parseFast } from './fast/index.js'
import { parse } from './index.js'
import { parseFiles } from './ts-morph/files.js'

/** What `parse` has to give: whatever TypeScript says, with its syntax errors. */
function expected(text: string): readonly FileFacts[] | undefined {
  try {
    return parseFiles([{ file: 'src/a.ts', text }])
  } catch {
    // ts-morph cannot name each decorator that TypeScript parses.
    return undefined
  }
}

async function agrees(text: string): Promise<boolean> {
  const facts = expected(text)
  return facts === undefined || isDeepStrictEqual(await parse([{ file: 'src/a.ts', text }]), facts)
}

function isReadFast(text: string): boolean {
  return parseFast({ file: 'src/a.ts', text }).kind === 'facts'
}

describe('parse of a random text', () => {
  it('C1 C12 says what TypeScript says of sources with a token or a line too many, too few or out of place', async () => {
    const sources = sourcesIn(fixtures).filter(({ text }) => text.length < 4000)
    const edit = fc.record({ kind: fc.constantFrom(...kinds), at: fc.nat(), other: fc.nat() })
    const mutated = fc
      .tuple(fc.constantFrom(...sources), fc.array(edit, { minLength: 1, maxLength: 2 }))
      .map(([{ text }, edits]) => edits.reduce(edited, text))

    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        expect(await agrees(text)).toBe(true)
      }),
      { seed: 20_261, numRuns: 1000 },
    )
    const sample = fc.sample(mutated, { seed: 20_261, numRuns: 200 })
    expect(sample.filter(isReadFast).length).toBeGreaterThan(40)
  }, 120_000)

  it('C1 C12 says what TypeScript says of sources made of everything that matters', async () => {
    const program = fc
      .array(fc.tuple(grammar.statement, fc.constantFrom('\n', ';\n', '; // class X { @no\n', '\n/* } */')), {
        maxLength: 5,
      })
      .map((statements) => statements.map((parts) => parts.join('')).join(''))

    await fc.assert(
      fc.asyncProperty(program, async (text) => {
        expect(await agrees(text)).toBe(true)
      }),
      { seed: 20_262, numRuns: 1500 },
    )
    const sample = fc.sample(program, { seed: 20_262, numRuns: 200 })
    expect(sample.filter(isReadFast).length).toBeGreaterThan(40)
  }, 120_000)
})

const kinds = ['delete', 'repeat', 'insert', 'replace', 'swap', 'deleteLine', 'repeatLine'] as const

interface Edit {
  readonly kind: (typeof kinds)[number]
  readonly at: number
  readonly other: number
}

const inserted =
  `class @ { } ( ) [ ] < > / \` \${ = => ; : , . ? ! static async get set export default abstract declare extends
  implements new type interface enum namespace const let var await yield of in as satisfies is keyof readonly private
  accessor import from function return if else for while do " ' # #x * + - ++ -- & | && || ?? ?. ... 0 010 1n 0x1 1e3 1_0
  '\\01' /x/g /* */ // <!-- --> constructor this super null undefined true typeof void delete throw try catch finally
  switch case break continue label: with debugger using override unique infer asserts require module global public out
  \\u0061 é [] {} () <T> = 1`.split(/\s+/)

function edited(text: string, { kind, at, other }: Edit): string {
  const tokens = text.match(/\s+|\/\/.*|\/\*[^]*?\*\/|[\w$]+|'[^'\n]*'|"[^"\n]*"|[^\w\s]/g) ?? ['']
  const lines = text.split('\n')
  const index = at % tokens.length
  const line = at % lines.length
  const token = tokens[index] ?? ''
  const word = ` ${inserted[other % inserted.length] ?? ''} `
  switch (kind) {
    case 'delete':
      return tokens.toSpliced(index, 1 + (other % 2)).join('')
    case 'repeat':
      return tokens.toSpliced(index, 0, token).join('')
    case 'insert':
      return tokens.toSpliced(index, 0, word).join('')
    case 'replace':
      return tokens.with(index, word).join('')
    case 'swap': {
      const place = other % tokens.length
      return tokens
        .with(index, tokens[place] ?? '')
        .with(place, token)
        .join('')
    }
    case 'deleteLine':
      return lines.toSpliced(line, 1).join('\n')
    case 'repeatLine':
      return lines.toSpliced(other % lines.length, 0, lines[line] ?? '').join('\n')
  }
}

function text(strings: TemplateStringsArray, ...holes: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...holes).map((values) => strings.map((part, index) => part + (values[index] ?? '')).join(''))
}

function list(item: fc.Arbitrary<string>, separator = ', '): fc.Arbitrary<string> {
  return fc.array(item, { maxLength: 3 }).map((items) => items.join(separator))
}

const one = (...options: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...options)
const name = one('a', 'b', 'Cmd', 'bg', 'undefined', 'of', 'get', 'async', 'type', 'x', 'Object', 'RegExp')
const string = one(
  "'a'",
  '"class {"',
  "'\\u{1F600}'",
  "'@d'",
  "'}'",
  "'\\\n'",
  "'é😀'",
  '`q`',
  "'\\ud800'",
  "'use strict'",
)
const number = one(
  '0',
  '1',
  '0x1F',
  '0b1',
  '0o7',
  '1_000',
  '.5',
  '5.',
  '1e3',
  '1e999',
  '1e21',
  '1n',
  '9007199254740993',
)
const regex = one('/a/', '/[/}]/gu', '/\\//', '/class {/i')
const modifier = one(
  '',
  '',
  '',
  'static ',
  'private ',
  'protected ',
  'readonly ',
  'abstract ',
  'override ',
  'declare ',
  'async ',
)
const key = one(
  'a',
  'b',
  'get',
  'static',
  "'s'",
  '"}"',
  '1',
  '1.50',
  '#x',
  '[a]',
  '[Symbol.iterator]',
  "['s']",
  'constructor',
)

const grammar = fc.letrec<
  Record<
    'expression' | 'type' | 'parameter' | 'decorator' | 'member' | 'classBody' | 'block' | 'pattern' | 'statement',
    string
  >
>((tie) => {
  const e = tie('expression')
  const t = tie('type')
  const pick = (...options: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc.oneof({ maxDepth: 3, depthSize: 'small' }, ...options)
  return {
    expression: pick(
      name,
      string,
      number,
      regex,
      text`${e}.${name}`,
      text`${e}?.${name}`,
      text`${e}[${e}]`,
      text`${e}(${list(e)})`,
      text`[${list(e)}]`,
      text`[...${e}, ${e}]`,
      text`({ a: ${e}, b, [${e}]: ${e}, 'c': ${e}, ...${e} })`,
      text`{ ${key}: ${e}, ${key}() { ${tie('statement')} } }`,
      text`(${e})`,
      text`-${number}`,
      text`!${e}`,
      text`${e} + ${e}`,
      text`${e} / ${e}`,
      text`${e} << ${e}`,
      text`${e} && ${e}`,
      text`${e} ? ${e} : ${e}`,
      text`${e} as ${t}`,
      text`${e} as const`,
      text`${e} satisfies ${t}`,
      text`${e}!`,
      text`<${t}>${e}`,
      text`${e}<${t}>(${e})`,
      text`new ${name}(${list(e)})`,
      text`Object.freeze(${e})`,
      text`\`p\${${e}}q\${${e}}\``,
      text`(${list(tie('parameter'))}) => ${e}`,
      text`<T,>(${name}: T): ${t} => ${tie('block')}`,
      text`function ${name}(${list(tie('parameter'))}) ${tie('block')}`,
      text`class ${name} extends ${name} ${tie('classBody')}`,
      text`${e} = ${e}`,
      text`delete ${e}`,
      text`${e}++`,
      text`await ${e}`,
      text`import(${e})`,
      text`typeof ${e}`,
    ),
    type: pick(
      one(
        'string',
        'number',
        'A',
        'B.C',
        'null',
        'undefined',
        'void',
        'this',
        "'x'",
        '1',
        '-1',
        'true',
        'unknown',
        '1n',
      ),
      text`${t}[]`,
      text`A<${t}>`,
      text`${t} | ${t}`,
      text`${t} & ${t}`,
      text`(${t})`,
      text`readonly ${t}[]`,
      text`{ a: ${t}; b?(): ${t} }`,
      text`(a: ${t}) => ${t}`,
      text`typeof ${name}`,
      text`keyof ${t}`,
      text`[a: ${t}, b?: ${t}]`,
      text`${t} extends ${t} ? ${t} : ${t}`,
      text`\`a\${${t}}\``,
    ),
    parameter: pick(
      text`${name}`,
      text`${name}: ${t}`,
      text`${name}?: ${t}`,
      text`${name} = ${e}`,
      text`...${name}: ${t}`,
      text`{ a, b: ${name} }: ${t}`,
      text`[a]: ${t} = ${e}`,
      text`this: ${t}`,
      text`@${tie('decorator')} ${name}: ${t}`,
      text`@${tie('decorator')} ${name}?: ${t}`,
      text`private readonly ${name}: ${t}`,
      text`@${tie('decorator')} public ${name}?: ${t}`,
    ),
    decorator: pick(
      one('d', 'bg.d', 'd()', 'bg.d()', '(d)', "d('a', { b: 1 })", 'd`x`', 'd<string>()'),
      text`d(${list(e)})`,
      text`bg.d(${e})`,
      text`d(d(), bg.d(${e}))`,
      text`(${e})`,
    ),
    member: pick(
      text`@${tie('decorator')} ${modifier}${key}(${list(tie('parameter'))}): ${t} ${tie('block')}`,
      text`@${tie('decorator')}\n${modifier}${key}: ${t} = ${e}`,
      text`${modifier}${modifier}${key}(${list(tie('parameter'))}) ${tie('block')}`,
      text`${modifier}${key}<T>(${list(tie('parameter'))}): ${t}`,
      text`${modifier}${key}?: ${t}`,
      text`${modifier}${key} = ${e}`,
      text`static readonly ${key} = ${e}`,
      text`@${tie('decorator')} get ${key}(): ${t} ${tie('block')}`,
      text`set ${key}(${tie('parameter')}) ${tie('block')}`,
      text`accessor ${key} = ${e}`,
      text`constructor(${list(tie('parameter'))}) ${tie('block')}`,
      text`*${key}() ${tie('block')}`,
      text`static ${tie('block')}`,
      text`[key: string]: ${t}`,
      text`declare ${key}: ${t}`,
    ),
    classBody: text`{\n${fc.array(fc.tuple(tie('member'), one('\n', ';\n', '; ')), { maxLength: 4 }).map((all) => all.flat().join(''))}}`,
    block: pick(
      one(
        '{}',
        '{ return }',
        '{ if (x) /}/.test(y) }',
        '{ a.b = 1; a.push(2) }',
        '{ x = a++ / 2; y = `}` }',
        '{ await a }',
      ),
      text`{ ${tie('statement')} }`,
      text`{ return ${e} }`,
    ),
    pattern: pick(
      name,
      text`{ a, b: ${tie('pattern')}, ...${name} }`,
      text`{ a = ${e} }`,
      text`[${tie('pattern')}, , ...${name}]`,
    ),
    statement: pick(
      one(
        "import a from 'm'",
        "import bg, { Cmd, b as c, type D, default as e } from 'm'",
        "import * as bg from 'm' with { type: 'json' }",
        "import type { A } from 'm'",
        "import x = require('m')",
        'import x = bg.y.z',
        "export { a, b as c, Cmd as default } from 'm'",
        "export { a, b as 'c d' }",
        "export * from 'm'",
        "export * as bg from 'm'",
        'export = a',
        'export default a',
        'export as namespace Q',
        "'use strict'",
        'a.b = 1',
        'b.push(1)',
        'interface I<T> extends J<T> { a: string; class: b }',
        'export type U<T> = | A | { b: 1 }',
        'using a = b',
        'declare const a: string',
        'export {}',
      ),
      text`const ${tie('pattern')} = ${e}`,
      text`export const ${name} = ${e}`,
      text`let ${tie('pattern')}: ${t} = ${e}`,
      text`export default ${e}`,
      text`${e}`,
      text`for (const ${tie('pattern')} of ${e}) ${tie('block')}`,
      text`({ a: ${e}, b: bg.c = 1 } = ${e})`,
      text`if (${e}) ${tie('block')} else ${tie('block')}`,
      text`export function ${name}(${list(tie('parameter'))}): ${t} ${tie('block')}`,
      text`async function* ${name}<T>() ${tie('block')}`,
      text`declare function ${name}(${list(tie('parameter'))}): ${t}`,
      text`enum ${name} { a, b = ${e}, 'c', ['d'] = 1 }`,
      text`label: for (;;) ${tie('block')}`,
      text`namespace N.M { ${tie('statement')} }`,
      text`declare module 'm' { ${tie('statement')} }`,
      text`class ${name} ${tie('classBody')}`,
      text`@${tie('decorator')}\nexport class ${name}<T> extends ${name}<${t}> implements I ${tie('classBody')}`,
      text`export @${tie('decorator')} class ${name} ${tie('classBody')}`,
      text`export abstract class ${name} extends ${e} ${tie('classBody')}`,
      text`export default class ${tie('classBody')}`,
      text`declare class ${name} ${tie('classBody')}`,
      text`export = class ${tie('classBody')}`,
    ),
  }
})
