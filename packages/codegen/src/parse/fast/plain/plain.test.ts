import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { parseSync } from 'oxc-parser'
import type { FileFacts } from '../../../facts.js'
import { fixtures } from '../../../testing/projects.js'
import { sourcesIn } from '../../../testing/sources.js'
import { factsOf } from '../facts.js'
import { Idleness } from '../idleness.js'
import { lex } from '../lexer.js'
import { plainImports } from '../plain-imports.js'
import { plainProgram } from './index.js'

const repository = fileURLToPath(new URL('../../../../../../', import.meta.url))
const published = join(repository, 'node_modules/@opensumi')

function plainFacts(text: string): FileFacts | undefined {
  const tokens = lex(text)
  const imports = tokens && plainImports(tokens)
  const program = imports && plainProgram(tokens, imports.stretches, new Idleness(tokens))
  return program && factsOf('file.ts', text, { program, imports: imports.facts, isSound: true })
}

function oxcFacts(text: string): FileFacts | undefined {
  const { errors, program } = parseSync('file.ts', text, { lang: 'ts', sourceType: 'module' })
  return errors.length > 0 ? undefined : factsOf('file.ts', text, { program, imports: undefined, isSound: true })
}

describe('the plain tree', () => {
  it.each([
    fixtures,
    join(repository, 'fixtures'),
    ...readdirSync(published).map((name) => join(published, name, 'src')),
    join(repository, 'node_modules/@antv/x6/src'),
  ])('C1 says of the sources in %s what oxc says, or nothing', (folder) => {
    const texts = sourcesIn(folder).flatMap(({ file, text }) => (file.endsWith('.ts') ? [text] : []))
    const plain = texts.filter((text) => plainFacts(text) !== undefined && oxcFacts(text) !== undefined)

    expect(plain.length).toBeGreaterThan(texts.length / 4)
    expect(plain.map(plainFacts)).toEqual(plain.map(oxcFacts))
  })

  it.each([
    [`@A('x', { a: 1, 'b-c': [true, null, undefined], d }) export class B { @C.d(/e[/]f/gi, -1, \`g\`) h() {} }`],
    [`export class A extends b.C<D, 'e' | 1[]> implements F<G> { constructor(private readonly h?: I, ...j: K[]) {} }`],
    [`export class A { @B() static readonly c: D = { e: [1, 2] } as const\n  static #f = g.h\n  i = 1 }`],
    [`export class A { @B get c(): D { return 1 }\n  @B private async *d(@E(f) @G h: (I & J)[] = k.l('m')) {} }`],
    [`export abstract class A { abstract b(@C c: readonly D.E[], d: { f: 1 }, g: [1], h: -1 | 'i'): void }`],
    [`export class A { b(@C c: string): void\n  b(@D d: any, e?: number) {} }`],
    [`const a = [1, b], c: D = { e }\nexport { a as f, c }\nexport * from './g.js'\nexport default h`],
    [
      `export type { A } from 'b'\nexport * as c from 'd'\ntype E<F> = | G<F>[]\ninterface H extends I, J.K<L> { m: 1 }`,
    ],
  ])('C1 is made of %s', (text) => {
    expect(plainFacts(text)).toEqual(oxcFacts(text))
    expect(plainFacts(text)).toBeDefined()
  })

  it.each([
    ['an operator', 'export const a = b + c'],
    ['a function', 'export const a = () => 1'],
    ['a statement', 'a()'],
    ['an escape', `export const a = '\\n'`],
    ['a spread', 'export const a = [...b]'],
    ['a type of an operator', 'export type A = keyof B'],
    ['a type of a function', 'export class A { @B c(d: () => void) {} }'],
    ['a parameter that is taken apart', 'export class A { @B c({ d }: E) {} }'],
    ['a base class that is made', 'export class A extends b(C) {}'],
    ['a class in a class', 'export class A { b() { return class {} } }'],
    ['a class without a name', 'export default class {}'],
    ['an object that a method changes', 'export const a = []\nexport class B { c() { a.push(1) } }'],
    ['an enum', 'export enum A { B }'],
    ['what is only declared', 'declare class A {}'],
    ['a static constructor', 'export class A { static constructor() {} }'],
  ])('C1 leaves %s to oxc', (_, text) => {
    expect(plainFacts(text)).toBeUndefined()
  })
})
