import { beforeAll, describe, expect, it } from '@jest/globals'
import { generate } from './generate.js'
import type { GenerateResult } from './runs.js'
import { build, tempProject } from './testing/projects.js'

/** One way to write modules, and the compiler options that ask for it. */
interface Style {
  readonly type: 'module' | 'commonjs'
  readonly options: object
  /** What relative imports end in. */
  readonly specifier: '.js' | '.mjs' | '.cjs' | '.ts' | ''
  readonly extension?: 'ts' | 'mts' | 'cts'
  readonly size?: string
}

const enumSize = `export enum Size {\n  Small = 's',\n  Large = 'l',\n}\n`
const erasableSize = `export type Size = 's' | 'l'\nexport const Size = { Small: 's', Large: 'l' } as const\n`

// CommonJS modules have no `import` under verbatimModuleSyntax.
const commonjs = { verbatimModuleSyntax: false }
const esm = { type: 'module', specifier: '.js' } as const
const cjs = { type: 'commonjs', specifier: '.js' } as const

const styles: Readonly<Record<string, Style>> = {
  'nodenext-esm': { ...esm, options: { module: 'nodenext' } },
  'nodenext-commonjs': { ...cjs, options: { module: 'nodenext', ...commonjs } },
  'nodenext-mts': { ...cjs, extension: 'mts', specifier: '.mjs', options: { module: 'nodenext' } },
  'nodenext-cts': { ...esm, extension: 'cts', specifier: '.cjs', options: { module: 'nodenext', ...commonjs } },
  'node20-esm': { ...esm, options: { module: 'node20' } },
  'node20-commonjs': { ...cjs, options: { module: 'node20', ...commonjs } },
  'nodenext-rewritten': {
    ...esm,
    specifier: '.ts',
    options: { module: 'nodenext', rewriteRelativeImportExtensions: true },
  },
  'nodenext-ts': { ...esm, specifier: '.ts', options: { module: 'nodenext', allowImportingTsExtensions: true } },
  'esnext-bundler': { ...esm, specifier: '', options: { module: 'esnext', moduleResolution: 'bundler' } },
  'esnext-bundler-js': { ...esm, options: { module: 'esnext', moduleResolution: 'bundler' } },
  preserve: { ...esm, specifier: '', options: { module: 'preserve' } },
  'preserve-ts': {
    ...esm,
    specifier: '.ts',
    options: { module: 'preserve', moduleResolution: 'bundler', allowImportingTsExtensions: true },
  },
  'commonjs-bundler': {
    ...cjs,
    specifier: '',
    options: { module: 'commonjs', moduleResolution: 'bundler', ...commonjs },
  },
  erasable: { ...esm, options: { module: 'nodenext', erasableSyntaxOnly: true }, size: erasableSize },
  loose: {
    ...cjs,
    options: {
      module: 'nodenext',
      strict: false,
      exactOptionalPropertyTypes: false,
      isolatedModules: false,
      ...commonjs,
    },
  },
  metadata: { ...esm, options: { module: 'nodenext', emitDecoratorMetadata: true } },
}

/** A bot with a dependency from another file, a session, an enum, and a handler that links to another one. */
function sourcesOf({ specifier, extension = 'ts', size = enumSize }: Style): Readonly<Record<string, string>> {
  return {
    [`src/kitchen.${extension}`]: `import type { Size } from './size${specifier}'

export class Kitchen {
  offer(size: Size): string {
    return size
  }
}
`,
    [`src/size.${extension}`]: size,
    [`src/handlers/order.${extension}`]: `import { CommandHandler, type Session } from '@botgen/runtime'
import type { Context } from 'telegraf'
import { callbacks } from '../botgen.links${specifier}'
import type { Kitchen } from '../kitchen${specifier}'
import { Size } from '../size${specifier}'

export class OrderHandlers {
  private readonly kitchen: Kitchen

  constructor(kitchen: Kitchen) {
    this.kitchen = kitchen
  }

  @CommandHandler('order')
  async start(order: Session<'order'>, ctx: Context, size?: Size): Promise<void> {
    await ctx.reply(callbacks.add({ id: 1, size: size ?? Size.Large }))
    await order.close()
  }

  @CommandHandler.CallbackQuery('add')
  async add(order: Session<'order'>, id: number, size: Size): Promise<void> {
    await order.chat.sendMessage(\`\${id} \${this.kitchen.offer(size)}\`)
  }
}
`,
    [`src/main.${extension}`]: `import { createDispatchTable } from './botgen.generated${specifier}'
import { Kitchen } from './kitchen${specifier}'

createDispatchTable({ kitchen: new Kitchen() })
`,
  }
}

describe('a bot in every style of modules', () => {
  let results: ReadonlyMap<string, GenerateResult>
  let tables: ReadonlyMap<string, string>
  let errors: string

  beforeAll(async () => {
    const files = Object.entries(styles).flatMap(([name, style]) => {
      const output = `src/botgen.generated.${style.extension ?? 'ts'}`
      return Object.entries({
        ...sourcesOf(style),
        'package.json': JSON.stringify({ type: style.type }),
        'tsconfig.json': JSON.stringify({
          extends: '../tsconfig.json',
          compilerOptions: style.options,
          include: ['src'],
        }),
        ...(style.extension === undefined ? {} : { 'botgen.config.json': JSON.stringify({ output }) }),
      }).map(([file, text]) => [`${name}/${file}`, text] as const)
    })
    const project = tempProject(Object.fromEntries(files))
    const generated: [string, GenerateResult][] = []
    for (const name of Object.keys(styles)) generated.push([name, await generate({ cwd: project.path(name) })])
    results = new Map(generated)
    tables = new Map(generated.map(([name, { files }]) => [name, files[0]?.text ?? '']))
    errors = await build(project.root, Object.keys(styles))
  }, 240_000)

  it.each(Object.keys(styles))('C3 %s generates, and compiles under every strict option', (name) => {
    expect(results.get(name)?.diagnostics).toEqual([])
    expect(results.get(name)?.files).toHaveLength(2)
    expect(errors.split('\n').filter((line) => line.startsWith(`${name}/`))).toEqual([])
  })

  it('C3 the compiler has nothing else to say', () => {
    expect(errors).toBe('')
  })

  it.each(Object.entries(styles))('C3 %s imports as its sources do', (name, { specifier }) => {
    const table = tables.get(name)

    expect(table).toContain(`import { OrderHandlers } from './handlers/order${specifier}'`)
    expect(table).toContain(`import type { Kitchen } from './kitchen${specifier}'`)
  })
})
