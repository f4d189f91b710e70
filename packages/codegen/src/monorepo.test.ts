import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { generate } from './generate.js'
import { build, handlers, type TempProject, tempProject } from './testing/projects.js'

const options = { composite: true, noEmit: false, rootDir: '${configDir}/src', outDir: '${configDir}/dist' }

/** What a package manager does with the packages of a workspace. */
function linkPackage(project: TempProject, name: string, from: string): void {
  const link = project.path(`${from}/node_modules/@acme/${name}`)
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync(project.path(`packages/${name}`), link, 'dir')
}

/** A bot whose constants, types, enums and base class are in a package that its tsconfig refers to. */
function workspace(): TempProject {
  const project = tempProject({
    'tsconfig.solution.json': '{ "files": [], "references": [{ "path": "packages/shared" }, { "path": "apps/bot" }] }',
    'packages/presets/package.json': '{ "name": "@acme/presets", "version": "1.0.0" }',
    'packages/presets/strict.json': JSON.stringify({
      extends: '../../tsconfig.json',
      compilerOptions: { ...options, paths: { '@/*': ['${configDir}/src/*'] } },
      include: ['${configDir}/src'],
    }),
    'packages/shared/package.json': JSON.stringify({
      name: '@acme/shared',
      type: 'module',
      exports: { types: './dist/index.d.ts', default: './dist/index.js' },
    }),
    'packages/shared/tsconfig.json': '{ "extends": "@acme/presets/strict.json" }',
    'packages/shared/src/index.ts': `export { HelpHandlers } from './base.js'
export type { ShopContext } from './context.js'
export * from './size.js'
export const names = { order: 'order' } as const
export const done = 'done' as const
export class Kitchen {}
`,
    'packages/shared/src/base.ts': `import { CommandHandler } from '@botgen/runtime'
import type { ShopContext } from './context.js'
import type { Size } from './size.js'

export abstract class HelpHandlers {
  @CommandHandler('help')
  help(_ctx: ShopContext, _size?: Size): void {}
}
`,
    'packages/shared/src/context.ts': `import type { Context } from 'telegraf'

export interface ShopContext extends Context {
  readonly cart: readonly string[]
}
`,
    'packages/shared/src/size.ts': `export enum Size {\n  Small = 's',\n  Large = 'l',\n}\n`,
    'apps/bot/package.json': '{ "name": "bot", "type": "module" }',
    'apps/bot/tsconfig.json': JSON.stringify({
      extends: '@acme/presets/strict.json',
      references: [{ path: '../../packages/shared' }],
    }),
    'apps/bot/src/order.ts': `import { done, HelpHandlers, type Kitchen, names, type ShopContext } from '@acme/shared'
import { CommandHandler } from '@botgen/runtime'
import type { Menu } from '@/menu.js'
import { prefix } from '@/names.js'

export class OrderHandlers extends HelpHandlers {
  constructor(readonly kitchen: Kitchen, readonly menu: Menu) {
    super()
  }

  @CommandHandler(names.order)
  order(_ctx: ShopContext): void {}

  @CommandHandler([done, \`\${prefix}_done\`])
  done(): void {}
}
`,
    'apps/bot/src/menu.ts': 'export interface Menu {\n  readonly meals: readonly string[]\n}\n',
    'apps/bot/src/names.ts': `export const prefix = 'shop' as const\n`,
  })
  linkPackage(project, 'presets', 'packages/shared')
  linkPackage(project, 'presets', 'apps/bot')
  linkPackage(project, 'shared', 'apps/bot')
  return project
}

describe('a workspace with project references', () => {
  it('C1 C3 C5 a bot takes what a referenced project declares, built or not, by the name of its package', async () => {
    const project = workspace()
    const cwd = project.path('apps/bot')

    const unbuilt = await generate({ cwd })
    const errors = await build(project.root, ['apps/bot'])
    const built = await generate({ cwd })

    expect(unbuilt.diagnostics).toEqual([])
    expect(errors).toBe('')
    expect(built.files.map(({ changed }) => changed)).toEqual([false])
    const table = project.read('apps/bot/src/botgen.generated.ts')
    for (const command of [`['help']`, `['order']`, `['done', 'shop_done']`])
      expect(table).toContain(`command(${command}`)
    const modules = [...table.matchAll(/ from '(.*)'/g)].map(([, module]) => module)
    expect([...new Set(modules)].sort()).toEqual([
      './order.js',
      '@/menu.js',
      '@acme/shared',
      '@botgen/runtime',
      '@botgen/runtime/arguments',
    ])
  }, 240_000)

  it('C1 declarations that are out of date change nothing', async () => {
    const project = workspace()
    const cwd = project.path('apps/bot')
    await build(project.root, ['packages/shared'])
    project.write({ 'packages/shared/src/size.ts': `export enum Size {\n  Tiny = 't',\n}\n` })
    const index = project.read('packages/shared/src/index.ts')
    project.write({ 'packages/shared/src/index.ts': index.replace(`'order'`, `'buy'`) })

    const { diagnostics, files } = await generate({ cwd })

    expect(diagnostics).toEqual([])
    expect(files[0]?.text).toContain(`command(['buy']`)
  }, 240_000)

  it('C10 a tsconfig of references only names the projects to choose from', async () => {
    const project = workspace()

    const { ok, diagnostics } = await generate({ cwd: project.root, project: 'tsconfig.solution.json' })

    expect(ok).toBe(false)
    expect(diagnostics).toMatchObject([{ code: 'BG1002', file: 'tsconfig.solution.json' }])
    expect(diagnostics[0]?.message).toContain(
      'only references to other projects; point --project at the one with your bot: packages/shared, apps/bot.',
    )
  })

  it('C10 a reference that is not there is left to the compiler', async () => {
    const project = workspace()
    rmSync(project.path('packages/shared'), { recursive: true })
    project.write({
      'apps/bot/tsconfig.json': JSON.stringify({
        extends: '@acme/presets/strict.json',
        references: [{ path: '../../packages/shared' }],
      }),
      ...Object.fromEntries(
        Object.entries(handlers(`  @CommandHandler('hello')\n  hello(): void {}`)).map(([file, text]) => [
          `apps/bot/${file}`,
          text,
        ]),
      ),
    })
    rmSync(project.path('apps/bot/src/order.ts'))

    expect(await generate({ cwd: project.path('apps/bot') })).toMatchObject({ ok: true, diagnostics: [] })
  })
})

describe('a project with several roots', () => {
  it('C3 rootDirs: what lies in another root is imported as the sources import it', async () => {
    const project = tempProject(
      {
        'src/handlers/order.ts': `import { CommandHandler } from '@botgen/runtime'
import { Size } from './size.js'

export class OrderHandlers {
  @CommandHandler('order')
  order(size: Size): unknown {
    return size === Size.Large
  }
}
`,
        'made/handlers/size.ts': `export enum Size {\n  Small = 's',\n  Large = 'l',\n}\n`,
      },
      { rootDirs: ['src', 'made'] },
    )
    const tsconfig = JSON.parse(project.read('tsconfig.json')) as object
    project.write({ 'tsconfig.json': JSON.stringify({ ...tsconfig, include: ['src', 'made'] }) })

    const { diagnostics, files } = await generate({ cwd: project.root, output: 'src/botgen.generated.ts' })

    expect(diagnostics).toEqual([])
    expect(files[0]?.text).toContain(`import { Size } from './handlers/size.js'`)
    expect(await build(project.root, ['.'])).toBe('')
  }, 120_000)
})
