import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { describe, expect, it } from '@jest/globals'
import { generate } from '../generate.js'
import { compile, tempProject } from '../testing/projects.js'
import { applyInit, type InitOptions, type InitPlan, planInit } from './index.js'

/** A folder below one with packages installed, with these files. */
function folderWith(files: Readonly<Record<string, string>> = {}, name = 'my bot #1') {
  const project = tempProject({})
  const inside = (file: string): string => `${name}/${file}`
  project.write(Object.fromEntries(Object.entries(files).map(([file, text]) => [inside(file), text])))
  return {
    root: project.path(name),
    read: (file: string) => project.read(inside(file)),
    json: (file: string) => JSON.parse(project.read(inside(file))) as Fields,
    write: (file: string, text: string) => project.write({ [inside(file)]: text }),
  }
}

type Fields = Readonly<Record<string, Readonly<Record<string, string>>>>

const plan = (folder: string, more: Partial<InitOptions> = {}): Promise<InitPlan> =>
  planInit({ version: '0.1.0', folder, ...more })

async function init(folder: string, more?: Partial<InitOptions>): Promise<InitPlan> {
  const planned = await plan(folder, more)
  await applyInit(planned)
  return planned
}

const written = ({ steps }: InitPlan) =>
  steps.flatMap(({ kind, file }) => (kind === 'leave' ? [] : [`${kind} ${file}`]))
const leaves = ({ steps }: InitPlan) => steps.flatMap((step) => (step.kind === 'leave' ? [step] : []))
const everything = [
  'create package.json',
  'create tsconfig.json',
  'create src/handlers/order.ts',
  'create src/bot.ts',
  'create src/main.ts',
  'create test/bot.test.ts',
  'create .gitignore',
  'create .env.example',
]

describe('init in an empty folder', () => {
  it('T5 leaves what generates and compiles, and finds nothing to do then', async () => {
    const { root, json } = folderWith()

    const done = await init(root)

    expect(written(done)).toEqual(everything)
    expect(json('package.json')).toMatchObject({ name: 'my-bot-1', type: 'module', private: true })
    expect(done.needsInstall).toBe(true)
    const { ok, diagnostics, stats } = await generate({ cwd: root })
    expect({ ok, diagnostics, handlers: stats.handlers }).toEqual({ ok: true, diagnostics: [], handlers: 3 })
    expect(await compile(root)).toBe('')
    expect((await plan(root)).steps).toEqual([])
  }, 60_000)

  it('T5 an interrupted run is gone on with, wherever it ended', async () => {
    const { root } = folderWith()
    const whole = await plan(root)

    for (let count = 0; count < whole.steps.length; count += 1) {
      rmSync(root, { recursive: true, force: true })
      await applyInit({ ...whole, steps: whole.steps.slice(0, count) })
      await init(root)
      expect((await plan(root)).steps).toEqual([])
    }
  })

  it('T5 plans without writing', async () => {
    const { root } = folderWith()

    await plan(root)

    expect(() => mkdirSync(root)).not.toThrow()
  })
})

describe('init in a project', () => {
  it('T5 keeps comments, order and indentation', async () => {
    const { root, read } = folderWith({
      'package.json': '{\r\n\t"name": "mine",\r\n\t"dependencies": {\r\n\t\t"zod": "4"\r\n\t}\r\n}\r\n',
      'tsconfig.json':
        '{\n    // strict, of course\n    "compilerOptions": {\n        "types": ["node"],\n        "strict": true, /* new */\n    },\n}\n',
    })

    await init(root)

    expect(read('package.json')).toContain(
      '{\r\n\t"name": "mine",\r\n\t"dependencies": {\r\n\t\t"@botgen/runtime": "^0.1.0",\r\n\t\t"telegraf": "^4.16.3",\r\n\t\t"zod": "4"\r\n\t}',
    )
    expect(read('tsconfig.json')).toBe(
      '{\n    // strict, of course\n    "compilerOptions": {\n        "types": ["node"],\n        "strict": true, /* new */\n        "experimentalDecorators": true,\n    },\n}\n',
    )
  })

  it.each([
    [
      '{\n  "compilerOptions": {\n    "types": ["node"] // for process\n  }\n}',
      '"types": ["node"], // for process\n    "experimentalDecorators": true\n  }',
    ],
    ['{ "compilerOptions": { "types": ["node"] } }', '"experimentalDecorators": true'],
    [
      '{\n\t"compilerOptions": {\n\t\t"experimentalDecorators": false, // why\n\t\t"types": ["node"],\n\t},\n}',
      '"experimentalDecorators": true, // why\n\t\t"types": ["node"],\n\t},\n}',
    ],
    ['{}', '"compilerOptions": {\n    "experimentalDecorators": true'],
    [
      '{\n  "compilerOptions": {\n    "strict": true /* all */\n  }\n}',
      '"strict": true, /* all */\n    "experimentalDecorators": true,\n    "types": ["node"]\n  }',
    ],
  ])('T5 edits the tsconfig %j', async (before, expected) => {
    const { root, read } = folderWith({ 'tsconfig.json': before })

    await init(root)

    expect(read('tsconfig.json')).toContain(expected)
    expect((await plan(root)).steps).toEqual([])
  })

  it('T5 leaves what a tsconfig that is extended says already', async () => {
    const { root } = folderWith({
      'base.json': '{ "compilerOptions": { "experimentalDecorators": true, "types": ["node"] } }',
      'tsconfig.json': '{ "extends": "./base.json" }',
    })

    expect(written(await plan(root))).not.toContain('change tsconfig.json')
  })

  it('T5 compiles as CommonJS, where package.json names no type', async () => {
    const { root, read, json } = folderWith({
      'package.json': '{ "name": "common" }',
      'tsconfig.json':
        '{ "compilerOptions": { "module": "nodenext", "strict": true, "skipLibCheck": true, "rootDir": "./src", "outDir": "./out/js" }, "include": ["src"] }',
    })

    await init(root)

    expect(json('package.json')).not.toHaveProperty('type')
    expect(json('package.json').scripts).toMatchObject({ start: 'node out/js/main.js' })
    expect((await generate({ cwd: root })).ok).toBe(true)
    expect(await compile(root)).toBe('')
    expect(read('out/js/main.js')).toContain('require("telegraf")')
  }, 60_000)

  it('T5 overwrites nothing, and says what to paste', async () => {
    const files = { 'src/main.ts': 'export {}\n', 'test/bot.test.ts': 'mine\n', 'src/handlers/order.ts': 'mine too\n' }
    const { root, read } = folderWith(files)

    const done = await init(root)

    for (const [file, text] of Object.entries(files)) expect(read(file)).toBe(text)
    expect(leaves(done).map(({ file }) => file)).toEqual(['src/handlers/order.ts', 'src/main.ts', 'test/bot.test.ts'])
    expect(leaves(done)[1]?.paste).toContain('createBot(new Telegraf(token))')
  })

  it('T5 a script of the project’s own keeps its name, and the placeholder of npm init gives way', async () => {
    const placeholder = 'echo "Error: no test specified" && exit 1'
    const { root, json } = folderWith({
      'package.json': JSON.stringify({ scripts: { build: 'webpack', test: placeholder, start: 'node .' } }),
    })

    const done = await init(root)

    expect(json('package.json').scripts).toMatchObject({
      build: 'webpack',
      start: 'node .',
      'bot:start': 'node dist/main.js',
      'bot:build': 'botgen generate && tsc -p tsconfig.json',
      test: 'botgen generate && node --import tsx --test test/*.test.ts',
    })
    expect(leaves(done)).toMatchObject([{ file: 'package.json', paste: '"build": "botgen generate && webpack"' }])
    expect(written(await plan(root))).toEqual([])
  })

  it('T5 where a Telegraf is made already, explains how to wire it and writes no second main module', async () => {
    const { root, json } = folderWith({
      'src/app/index.ts': "import { Telegraf } from 'telegraf'\nexport const bot = new Telegraf('1:a')\n",
    })

    const done = await init(root)

    expect(written(done)).not.toContain('create src/main.ts')
    expect(leaves(done)).toMatchObject([{ file: 'src/app/index.ts' }])
    expect(leaves(done)[0]?.paste).toContain("from '../botgen.generated.js'")
    expect(Object.keys(json('package.json').scripts ?? {})).toEqual(['generate', 'build'])
    expect(json('package.json').devDependencies).not.toHaveProperty('tsx')
  })

  it('T5 a project with handlers of its own needs no example', async () => {
    const { root } = folderWith({ 'src/a.ts': "import { CommandHandler } from '@botgen/runtime'\n" })

    expect(written(await plan(root)).filter((step) => step.includes('.ts'))).toEqual([])
  })

  it('T5 puts the bot where the tsconfig says that sources are', async () => {
    const { root, json } = folderWith({
      'tsconfig.json': '{ "compilerOptions": { "types": ["node"] }, "include": ["./lib/**/*.ts", "types"] }',
    })

    const done = await init(root)

    expect(written(done)).toContain('create lib/main.ts')
    // Nobody can say for certain where the compiler puts it.
    expect(json('package.json').scripts).toMatchObject({ start: 'tsx lib/main.ts' })
    expect((await generate({ cwd: root })).ok).toBe(true)
  })

  it('T5 adds lines that are missing to .gitignore and .env.example', async () => {
    const { root, read } = folderWith({ '.gitignore': '/dist\nnode_modules', '.env.example': 'PORT=1\n' })

    await init(root)

    expect(read('.gitignore')).toBe('/dist\nnode_modules\n.env\n')
    expect(read('.env.example')).toBe('PORT=1\nBOT_TOKEN=\n')
  })

  it('T5 says what it cannot mend: an old compiler, swc and a bundler that know nothing of decorators', async () => {
    const { root } = folderWith({
      'package.json': '{ "devDependencies": { "typescript": "~5.4.2" } }',
      'node_modules/typescript/package.json': '{ "version": "5.4.5" }',
      '.swcrc': '{}',
      'vite.config.ts': '',
    })

    expect(leaves(await plan(root)).map(({ file, what }) => [file, what.slice(0, 40)])).toEqual([
      ['package.json', 'TypeScript 5.4.5 stays as it is, but the'],
      ['.swcrc', 'stays as it is, but swc has to be told o'],
      ['vite.config.ts', 'stays as it is; with @botgen/unplugin in'],
    ])
  })

  it('T5 writes the test for the runner that the project has', async () => {
    const vitest = folderWith({ 'package.json': '{ "devDependencies": { "vitest": "4" } }' })
    const jest = folderWith({ 'package.json': '{ "devDependencies": { "jest": "30" } }' })

    await init(vitest.root)
    const done = await init(jest.root)

    expect(vitest.read('test/bot.test.ts')).toContain("from 'vitest'")
    expect(vitest.json('package.json').scripts).toMatchObject({ test: 'botgen generate && vitest run' })
    expect(leaves(done)).toMatchObject([{ file: 'test/bot.test.ts', what: expect.stringContaining('Jest') }])
  })
})

describe('the package manager', () => {
  it.each([
    [{ 'pnpm-lock.yaml': '' }, 'pnpm'],
    [{ 'yarn.lock': '' }, 'yarn'],
    [{ 'package-lock.json': '' }, 'npm'],
    [{ 'package.json': '{ "packageManager": "yarn@4.1.0" }', 'package-lock.json': '' }, 'yarn'],
  ] as const)('T5 of a project with %j is %s', async (files, expected) => {
    const { root } = folderWith(files)

    expect(await plan(root, { userAgent: 'npm/10.8.2 node/v20' })).toMatchObject({
      packageManager: expected,
      packageManagerIsKnown: true,
    })
  })

  it('T5 is that of the workspace, else who runs this, else npm', async () => {
    const workspace = folderWith({ 'pnpm-workspace.yaml': 'packages: [apps/*]', 'apps/bot/a.txt': '' })
    const { root } = folderWith()

    expect(await plan(`${workspace.root}/apps/bot`)).toMatchObject({ packageManager: 'pnpm' })
    expect(await plan(root, { userAgent: 'yarn/1.22.22 npm/?' })).toMatchObject({ packageManager: 'yarn' })
    expect(await plan(root)).toMatchObject({ packageManager: 'npm', packageManagerIsKnown: false })
    expect(await plan(root, { packageManager: 'pnpm' })).toMatchObject({ packageManager: 'pnpm' })
  })
})

describe('pnpm', () => {
  it('T5 is told to let esbuild build, and a second run finds that done', async () => {
    const { root, read } = folderWith({ 'pnpm-lock.yaml': '' })

    await init(root)

    expect(read('pnpm-workspace.yaml')).toBe('allowBuilds:\n  esbuild: true\n')
    expect((await plan(root)).steps).toEqual([])
  })

  it('T5 keeps the settings of a workspace, and says what to add', async () => {
    const { root } = folderWith({ 'pnpm-workspace.yaml': 'packages: [apps/*]\n', 'apps/bot/a.txt': '' })

    expect(leaves(await plan(`${root}/apps/bot`))).toMatchObject([
      { file: '../../pnpm-workspace.yaml', paste: 'allowBuilds:\n  esbuild: true\n' },
    ])
  })
})

describe('init refuses', () => {
  it.each([
    ['{ "name": "x"\n  "type": "module" }', 'package.json:2:3 is not valid JSON (comma expected).'],
    ['{ // no\n}', 'package.json:1:3 is not valid JSON (invalid comment token).'],
    ['[]', 'package.json must hold an object.'],
    ['', 'package.json:1:1 is not valid JSON (value expected).'],
  ])('T5 the package.json %j', async (text, message) => {
    const { root } = folderWith({ 'package.json': text })

    await expect(plan(root)).rejects.toMatchObject({ name: 'ConfigError', message: expect.stringContaining(message) })
  })

  it.each([
    [{ 'package.json': '{ "workspaces": ["packages/*"] }' }],
    [{ 'package.json': '{}', 'pnpm-workspace.yaml': 'packages: []' }],
  ])('T5 the root of a workspace, unless it is meant: %j', async (files) => {
    const { root } = folderWith(files)

    await expect(plan(root)).rejects.toThrow('is the root of a workspace; run botgen init in the package of the bot')
    expect(written(await plan(root, { workspaceRoot: true }))).toContain('change package.json')
  })

  it('T5 a tsconfig that only refers to others, and one that is broken', async () => {
    const solution = folderWith({ 'tsconfig.json': '{ "files": [], "references": [{ "path": "./bot" }] }' })
    const broken = folderWith({ 'tsconfig.json': '{ "include": [' })
    const lost = folderWith({ 'tsconfig.json': '{ "extends": "./nowhere.json" }' })

    await expect(plan(solution.root)).rejects.toThrow('the folder of the one with the bot: ./bot.')
    await expect(plan(broken.root)).rejects.toThrow('tsconfig.json:1:15 is not valid JSON')
    await expect(plan(lost.root)).rejects.toMatchObject({ name: 'ConfigError' })
  })

  it('T5 the root of the file system and the home folder', async () => {
    await expect(plan('/')).rejects.toThrow('npx botgen init my-bot')
    await expect(plan(homedir())).rejects.toThrow('your home folder')
  })

  it('T5 a folder that is a file, also further down', async () => {
    const { root } = folderWith({ src: 'a file', 'a.txt': '' })
    const further = folderWith({ test: 'a file' })

    await expect(plan(`${root}/a.txt`)).rejects.toThrow('a.txt is a file; name a folder')
    await expect(plan(root)).rejects.toThrow('src is a file, where the folder of the sources has to be')
    await expect(init(further.root)).rejects.toMatchObject({
      name: 'WriteError',
      message: expect.stringContaining('is a file'),
    })
  })

  it('T5 to write over what has come meanwhile', async () => {
    const { root, read, write } = folderWith()
    const planned = await plan(root)
    write('tsconfig.json', '{}')

    await expect(applyInit(planned)).rejects.toThrow('has come to be meanwhile')
    expect(read('tsconfig.json')).toBe('{}')
  })

  const itWithoutRoot = process.getuid?.() === 0 ? it.skip : it
  itWithoutRoot('T5 a folder that may not be written', async () => {
    const { root } = folderWith({ 'README.md': '' })
    chmodSync(root, 0o500)
    try {
      await expect(init(root)).rejects.toThrow(`permission denied. Make ${root} writable`)
    } finally {
      chmodSync(root, 0o700)
    }
  })
})
