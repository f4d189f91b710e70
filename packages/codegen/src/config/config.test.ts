import { describe, expect, it } from '@jest/globals'
import { generate } from '../generate.js'
import { compile, handlers, tempProject } from '../testing/projects.js'
import { botsOf, ConfigError, defineConfig, loadConfig } from './index.js'

const hello = handlers(`  @CommandHandler('hello')\n  hello(): void {}`)

describe('loadConfig', () => {
  it.each([
    ['botgen.config.json', '\uFEFF{ "$schema": "x", "output": "table.ts" }'],
    ['botgen.config.js', `export default { output: 'table.ts' }`],
    ['botgen.config.cjs', `module.exports = { output: 'table.ts' }`],
    ['botgen.config.mjs', `export default { output: 'table.ts' }`],
    ['botgen.config.ts', `const output: string = 'table.ts'\nexport default { output } satisfies object`],
    [
      'botgen.config.mts',
      `import { defineConfig } from 'botgen/config'\nexport default defineConfig({ output: 'table.ts' })`,
    ],
    ['botgen.config.cts', `export = { output: 'table.ts' as const }`],
    ['package.json', `{ "type": "module", "botgen": { "output": "table.ts" } }`],
  ])('T8 reads %s; its paths start from its folder', async (file, text) => {
    const project = tempProject({ [`deep/${file}`]: text })

    expect(await loadConfig(project.path('deep'))).toEqual({
      output: project.path('deep/table.ts'),
      file: project.path(`deep/${file}`),
      folder: project.path('deep'),
      files: [project.path(`deep/${file}`)],
    })
  })

  it('is empty without a file', async () => {
    const project = tempProject({})

    expect(await loadConfig(project.root)).toEqual({ folder: project.root, files: [] })
  })

  it.each([
    ['{ "outptu": "a.ts" }', 'outptu', 'Unknown key "outptu". Did you mean "output"?'],
    [
      '{ "handlers": 1 }',
      'handlers',
      'Known keys are project, include, output, links, importExtension, instances, callbackDelimiter, bots.',
    ],
    ['{ "include": ["a", 5] }', 'include[1]', '"include[1]" must be a string that is not empty, not 5.'],
    ['{ "include": "src" }', 'include', 'must be a list of globs that is not empty, not "src".'],
    ['{ "output": "" }', 'output', 'must be a string that is not empty, not "".'],
    ['{ "importExtension": "jss" }', 'importExtension', 'Did you mean "js"?'],
    [
      '{ "instances": "reslove" }',
      'instances',
      'must be "construct" or "resolve", not "reslove". Did you mean "resolve"?',
    ],
    ['{ "callbackDelimiter": "::" }', 'callbackDelimiter', 'must be one character that is no letter, digit or space'],
    ['{ "callbackDelimiter": "a" }', 'callbackDelimiter', 'not "a".'],
    ['{ "callbackDelimiter": "&" }', 'callbackDelimiter', 'nor one of & = % +, not "&".'],
    ['{ "bots": {} }', 'bots', '"bots" must be bots by their names'],
    ['{ "bots": { "shop": [] } }', 'bots.shop', '"bots.shop" must be an object, not an empty list.'],
    ['{ "bots": { "shop": { "include": ["a"] } } }', 'bots.shop.output', '"bots.shop" needs "output"'],
    ['{ "bots": { "shop": { "output": "a.ts" } } }', 'bots.shop.include', '"bots.shop" needs "include"'],
    ['{ "bots": { "shop": { "include": ["a", ""], "output": "a.ts" } } }', 'bots.shop.include[1]', 'not "".'],
    [
      '{ "bots": { "shop": { "outptu": "a.ts" } } }',
      'bots.shop.outptu',
      'key "bots.shop.outptu". Did you mean "output"?',
    ],
    ['{ "bots": { "shop": { "include": ["a"], "output": "a.ts" } }, "output": "b.ts" }', 'output', 'beside "bots"'],
    [
      '{ "bots": { "a": { "include": ["a"], "output": "x.ts" }, "b": { "include": ["b"], "output": "./x.ts" } } }',
      'bots.b.output',
      '"bots.b.output" is the same file as "bots.a.output"; choose another.',
    ],
    ['[]', undefined, 'must be an object, not an empty list.'],
    ['{ nonsense', undefined, 'is not valid JSON'],
  ])('T8 refuses %s', async (text, key, message) => {
    const project = tempProject({ 'botgen.config.json': text })

    const loading = loadConfig(project.root)

    await expect(loading).rejects.toThrow(message)
    await expect(loading).rejects.toMatchObject({ name: 'ConfigError', key, file: project.path('botgen.config.json') })
  })

  it('refuses two configurations, and one that is not there', async () => {
    const project = tempProject({ 'botgen.config.json': '{}', 'botgen.config.js': 'export default {}' })

    await expect(loadConfig(project.root)).rejects.toThrow('keep one of them')
    await expect(loadConfig(project.root, 'other.json')).rejects.toThrow(ConfigError)
  })

  it.each([
    ['botgen.config.mjs', 'export const config = {}', 'no default export; write `export default'],
    ['botgen.config.ts', 'export const config = {}', 'no default export; write `export default'],
    ['botgen.config.mjs', 'export default Promise.resolve({})', 'a promise; write `export default await'],
    ['botgen.config.ts', 'export default () => ({})', 'a function; export the object'],
    ['botgen.config.ts', 'export default 5', 'must be an object, not 5.'],
    ['botgen.config.cts', 'export = undefined', 'must be an object, not undefined.'],
    [
      'botgen.config.ts',
      `export default { bots: { shop: { include: [5], output: 'a.ts' } } }`,
      '"bots.shop.include[0]"',
    ],
  ])('T8 refuses %s that says %s', async (name, text, message) => {
    const project = tempProject({ [name]: text })
    const loading = loadConfig(project.root)

    await expect(loading).rejects.toThrow(message)
    await expect(loading).rejects.toMatchObject({ name: 'ConfigError', file: project.path(name) })
  })

  it('T8 defineConfig returns what it is given', () => {
    const config = { output: 'table.ts' }

    expect(defineConfig(config)).toBe(config)
    // @ts-expect-error a key that is not there does not compile
    defineConfig({ outptu: 'table.ts' })
  })
})

describe('botsOf', () => {
  it('C7 what is said for all bots holds for each that says nothing else', async () => {
    const project = tempProject({
      'deep/botgen.config.json': JSON.stringify({
        instances: 'resolve',
        callbackDelimiter: ':',
        bots: {
          shop: { include: ['shop/**'], output: 'shop/table.ts', links: 'shop/links.ts' },
          admin: { include: ['admin/**'], output: 'admin/table.ts', callbackDelimiter: '!' },
        },
      }),
    })

    const [shop, admin, ...others] = botsOf(await loadConfig(project.path('deep')))

    expect(others).toEqual([])
    expect(shop).toMatchObject({
      name: 'shop',
      keys: 'bots.shop.',
      include: ['shop/**'],
      output: project.path('deep/shop/table.ts'),
      links: project.path('deep/shop/links.ts'),
      instances: 'resolve',
      callbackDelimiter: ':',
    })
    expect(admin).toMatchObject({ name: 'admin', links: undefined, instances: 'resolve', callbackDelimiter: '!' })
  })

  it('C7 a plain configuration is one bot without a name', async () => {
    const project = tempProject({ 'botgen.config.json': '{ "output": "a.ts" }' })

    expect(botsOf(await loadConfig(project.root))).toEqual([
      {
        name: undefined,
        keys: '',
        include: undefined,
        output: project.path('a.ts'),
        links: undefined,
        importExtension: undefined,
        instances: 'construct',
        callbackDelimiter: '?',
      },
    ])
  })
})

describe('generate with several bots', () => {
  const sources = {
    'src/shop/handlers.ts': (hello['src/handlers.ts'] ?? '').replace('Handlers', 'ShopHandlers'),
    'src/admin/handlers.ts': (hello['src/handlers.ts'] ?? '')
      .replace('Handlers', 'AdminHandlers')
      .replaceAll('hello', 'ban'),
    'src/shared.ts': (hello['src/handlers.ts'] ?? '').replace('Handlers', 'HelpHandlers').replaceAll('hello', 'help'),
  }
  const bots = {
    shop: { include: ['src/shop/**/*.ts', 'src/shared.ts'], output: 'src/shop/botgen.generated.ts' },
    admin: { include: ['src/admin/**/*.ts', 'src/shared.ts'], output: 'src/admin/botgen.generated.ts' },
  }

  it('C7 writes one table each; a class may belong to several', async () => {
    const project = tempProject({ ...sources, 'botgen.config.json': JSON.stringify({ bots }) })

    const { ok, files, stats } = await generate({ cwd: project.root })

    expect(ok).toBe(true)
    expect(files.map(({ content }) => content)).toEqual([
      { kind: 'table', bot: 'shop', classes: 2, handlers: 2 },
      { kind: 'table', bot: 'admin', classes: 2, handlers: 2 },
    ])
    expect(stats).toMatchObject({ files: 3, classes: 3, handlers: 3 })
    const shop = project.read('src/shop/botgen.generated.ts')
    expect(shop).toContain(`command(['hello']`)
    expect(shop).toContain(`import { HelpHandlers } from '../shared.js'`)
    expect(shop).not.toContain('ban')
    expect(project.read('src/admin/botgen.generated.ts')).toContain(`command(['ban']`)
    expect((await generate({ cwd: project.root })).files.map((file) => file.changed)).toEqual([false, false])
    expect(await compile(project.root)).toBe('')
  }, 60_000)

  it('C7 an error in one leaves the tables of all, and one in a shared class is told once', async () => {
    const project = tempProject({
      ...sources,
      'src/shared.ts': sources['src/shared.ts'].replace(`'help'`, `'Help'`),
      'botgen.config.json': JSON.stringify({ bots }),
    })

    const { ok, files, diagnostics } = await generate({ cwd: project.root })

    expect({ ok, files }).toEqual({ ok: false, files: [] })
    expect(diagnostics.map(({ code, file }) => [code, file])).toEqual([['BG1302', 'src/shared.ts']])
    expect(() => project.read('src/shop/botgen.generated.ts')).toThrow('ENOENT')
  })

  it('C7 a bot without handlers is a mistake that names its globs', async () => {
    const empty = { ...bots, admin: { include: ['src/nobody/**'], output: 'src/x.ts' } }
    const project = tempProject({ ...sources, 'botgen.config.json': JSON.stringify({ bots: empty }) })

    const { diagnostics } = await generate({ cwd: project.root })

    expect(diagnostics).toMatchObject([{ code: 'BG1002' }])
    expect(diagnostics[0]?.message).toContain('src/nobody/**')
  })

  it('C7 refuses --output, which could be that of any, and modules that would be one file', async () => {
    const links = { ...bots, admin: { ...bots.admin, links: 'src/shop/botgen.links.ts' } }
    const project = tempProject({ ...sources, 'botgen.config.json': JSON.stringify({ bots: links }) })

    await expect(generate({ cwd: project.root, output: 'src/x.ts' })).rejects.toThrow(
      '--output names one file, but there are several bots (shop, admin); leave it out.',
    )
    project.write({
      'botgen.config.json': JSON.stringify({ bots: { ...bots, admin: { ...bots.admin, links: 'a.js' } } }),
    })
    await expect(generate({ cwd: project.root })).rejects.toMatchObject({
      name: 'ConfigError',
      key: 'bots.admin.links',
    })
  })
})

describe('generate with a configuration', () => {
  it('T8 an option beats the file', async () => {
    const project = tempProject({ ...hello, 'botgen.config.json': '{ "output": "src/from-file.ts" }' })

    const { files } = await generate({ cwd: project.root, output: 'src/from-option.ts', write: false })

    expect(files[0]?.path).toBe(project.path('src/from-option.ts'))
  })

  it('T8 a TypeScript configuration names the project, and an option beats it', async () => {
    const project = tempProject({
      ...hello,
      'botgen.config.ts': `import { defineConfig } from 'botgen/config'\nexport default defineConfig({ project: 'other' })`,
      'other/tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }',
      'other/handlers.ts': (hello['src/handlers.ts'] ?? '').replace(`'hello'`, `'other'`),
    })

    const asSaid = await generate({ cwd: project.root, write: false })
    const asAsked = await generate({ cwd: project.root, project: '.', write: false })

    expect(asSaid.files[0]).toMatchObject({ path: project.path('other/botgen.generated.ts') })
    expect(asAsked.files[0]).toMatchObject({ path: project.path('src/botgen.generated.ts') })
  })

  it('C1 takes the files of its globs, not those of the tsconfig', async () => {
    const project = tempProject({
      ...hello,
      'bots/other.ts': (hello['src/handlers.ts'] ?? '').replace(`'hello'`, `'other'`),
      'botgen.config.json': '{ "include": ["bots/**/*.ts"], "importExtension": "ts" }',
    })

    const { files } = await generate({ cwd: project.root })

    expect(files[0]?.path).toBe(project.path('botgen.generated.ts'))
    expect(files[0]?.text).toContain(`import { Handlers } from './bots/other.ts'`)
    expect(files[0]?.text).not.toContain(`['hello']`)
  })
})
