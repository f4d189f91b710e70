import { describe, expect, it } from '@jest/globals'
import { generate } from './generate.js'
import { compile, tempProject } from './testing/projects.js'

/** A source that imports what it uses. */
function importing(source: string): string {
  const used = ['CommandHandler', 'Guard', 'Injectable', 'ParameterProvider'].filter((name) => source.includes(name))
  return `import { ${used.join(', ')} } from '@botgen/runtime'\n${source}`
}

/** The statements of the generated function before it returns the table, and what is wrong. */
async function composed(source: string, more: Readonly<Record<string, string>> = {}) {
  const project = tempProject({ 'src/bot.ts': importing(source), ...more })
  const { diagnostics, files } = await generate({ cwd: project.root })
  const text = files[0]?.text ?? ''
  const constructions = [...text.matchAll(/^ +const (\w+) = new (.*)$/gm)].map(([, name, made]) => `${name} ${made}`)
  return { project, diagnostics, text, constructions }
}

const handler = (name: string, constructor = '', members = '') =>
  `export class ${name} {\n  constructor(${constructor}) {}\n  @CommandHandler('${name.toLowerCase()}')\n  handle(): void {}\n${members}}\n`
const injectable = (name: string, constructor = '') =>
  `@Injectable()\nexport class ${name} {\n  readonly is${name} = true\n  constructor(${constructor}) {}\n}\n`

describe('the composition', () => {
  it('C9 makes each class once, after what it depends on, and shares it', async () => {
    const { diagnostics, constructions } = await composed(
      handler('A', '_c: C, _b: B') +
        handler('Z', '_b: B') +
        injectable('B', '_c: C, _d: D') +
        injectable('C', '_d: D') +
        injectable('D'),
    )

    expect(diagnostics).toEqual([])
    expect(constructions).toEqual(['d D()', 'c C(d)', 'b B(c, d)', 'a A(c, b)', 'z Z(b)'])
  })

  it('C9 makes a handler class that others depend on once too, and before them', async () => {
    const { diagnostics, constructions } = await composed(
      `${handler('A', '_shop: Shop')}@Injectable()\n${handler('Shop', '_d: D')}${injectable('D')}`,
    )

    expect(diagnostics).toEqual([])
    expect(constructions).toEqual(['d D()', 'shop Shop(d)', 'a A(shop)'])
  })

  it('C9 takes it for no cycle that a handler’s guard needs the handler’s own class', async () => {
    const { diagnostics, constructions } = await composed(
      `@Injectable()\n@Guard(Own)\n${handler('Shop')}export class Own {\n  constructor(_shop: Shop) {}\n  allows() { return true }\n}\n`,
    )

    expect(diagnostics).toEqual([])
    expect(constructions).toEqual(['shop Shop()', 'own Own(shop)'])
  })

  it('C9 leaves to the main module what nothing makes: interfaces, and classes without @Injectable()', async () => {
    const { text, constructions } = await composed(
      `export interface Settings { readonly zone: string }\nexport class Plain { readonly plain = true }\n${handler('A', '_b: B, _plain?: Plain')}${injectable('B', '_settings: Settings')}`,
    )

    expect(text).toContain('  readonly settings: Settings\n  readonly plain?: Plain | undefined\n')
    expect(constructions).toEqual(['b B(settings)', 'a A(b, plain)'])
  })

  it('C9 gives clashing names aliases, and the module compiles', async () => {
    const own = 'import { Injectable } from "@botgen/runtime"\n'
    const { project, diagnostics, constructions } = await composed(
      `import type { Store } from './one.js'\nimport type { Store as Other } from './two.js'\n${handler('Update', 'readonly store: Store, readonly other: Other, readonly settings: { readonly a: 1 }')}`,
      {
        'src/one.ts': `${own}${injectable('Store', 'readonly settings: { readonly one: 1 }')}`,
        'src/two.ts': `${own}${injectable('Store', 'readonly settings: { readonly two: 2 }')}`,
      },
    )

    expect(diagnostics).toEqual([])
    expect(constructions).toEqual([
      'store Store(settings)',
      'store2 Store2(settings2)',
      'update Update(store, store2, settings3)',
    ])
    expect(await compile(project.root)).toBe('')
  }, 60_000)

  it('C9 a cycle is a diagnostic that prints the path, each step with its place', async () => {
    const { diagnostics, text } = await composed(
      handler('Shop', '_a: A') + injectable('A', '_b: B') + injectable('B', '_a: A'),
    )

    expect(text).toBe('')
    expect(diagnostics).toMatchObject([
      {
        code: 'BG1801',
        start: { line: 15, column: 15 },
        related: [{ message: '`A` needs `B` here.' }, { message: '`B` needs `A` here.' }],
      },
    ])
    expect(diagnostics[0]?.message).toContain('`A` → `B` → `A`')
  })

  it('C9 a missing binding is a diagnostic that prints the path', async () => {
    const { diagnostics } = await composed(
      `${handler('Shop', '_a: A') + injectable('A', '_store: Store')}@Injectable()\nexport abstract class Store {}\n`,
    )

    expect(diagnostics.map(({ code }) => code)).toEqual(['BG1802'])
    expect(diagnostics[0]?.message).toContain('`Store` is abstract')
    expect(diagnostics[0]?.message).toContain('`Shop` → `A` → `Store`')
  })

  it('C9 two providers of one type are told apart by nothing, so they are a diagnostic', async () => {
    const provider = (name: string) =>
      `@Injectable()\nexport class ${name} extends ParameterProvider<Cart> {\n  provide() { return { size: 1 } }\n}\n`

    const { diagnostics } = await composed(
      `export interface Cart { readonly size: number }\n${provider('One')}${provider('Two')}export class Shop {\n  @CommandHandler('shop')\n  shop(_cart: Cart): void {}\n}\n`,
    )

    expect(diagnostics.map(({ code }) => code)).toEqual(['BG1407'])
    expect(diagnostics[0]?.message).toContain('`Two` provides the same type as `One`')
  })

  it('C9 with a container neither cycles nor what constructors take are botgen’s affair', async () => {
    const project = tempProject({
      'src/bot.ts': importing(handler('Shop', '_a: A') + injectable('A', '_b: B') + injectable('B', '_a: A')),
      'botgen.config.json': '{ "instances": "resolve" }',
    })

    const { diagnostics, files } = await generate({ cwd: project.root })

    expect(diagnostics).toEqual([])
    expect(files[0]?.text).toContain('createDispatchTable(resolve: Resolve): DispatchTable {\n')
    expect(files[0]?.text).toContain('    const shop = resolve(Shop)\n    return')
  })
})
