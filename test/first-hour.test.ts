import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BotApiServer } from '@botgen/testing'
import { readmeFiles } from './readme.js'
import { mustRun, packPackages, run, temporaryFolder } from './workspace.js'

/** What a newcomer does, from the packed packages: init, install, generate, compile, test, start. */
const folder = temporaryFolder('first hour')
const packages = [
  '@botgen/runtime',
  '@botgen/codegen',
  '@botgen/testing',
  '@botgen/unplugin',
  'botgen',
  'create-botgen',
]
let tarballs: Readonly<Record<string, string>>

/** Each installs a project of its own, so CI takes one unless told otherwise. */
const whole = process.env.WHOLE_FIRST_HOUR === '1'
const itIfWhole = whole ? it : it.skip

beforeAll(() => {
  tarballs = packPackages(folder.path, packages)
  mkdirSync(join(folder.path, 'create'))
  writeFileSync(join(folder.path, 'create/package.json'), JSON.stringify({ private: true }))
  const create = ['create-botgen', 'botgen', '@botgen/codegen'].map((name) => tarballs[name] ?? name)
  mustRun(join(folder.path, 'create'), 'npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...create])
}, 180_000)

afterAll(() => folder.remove())

/** Where the packages come from, for none of them is published. */
function sources(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tarballs).map(([name, path]) => [name, `file:${path}`]))
}

interface Project {
  readonly path: string
  readonly read: (file: string) => string
  readonly edit: (file: string, change: (text: string) => string) => void
  readonly run: (command: string, ...args: readonly string[]) => string
}

/** A folder of the name, with files that are there before `init` runs. */
function project(name: string, files: Readonly<Record<string, string>> = {}): Project {
  const path = join(folder.path, name)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, file)), { recursive: true })
    writeFileSync(join(path, file), text)
  }
  const read = (file: string): string => readFileSync(join(path, file), 'utf8')
  return {
    path,
    read,
    edit: (file, change) => writeFileSync(join(path, file), change(read(file))),
    run: (command, ...args) => mustRun(path, command, args, { npm_config_user_agent: '', CI: '1' }),
  }
}

/** Runs `npm create botgen` there, and has the packages come from their tarballs. */
function init({ path, edit }: Project): string {
  const bin = join(folder.path, 'create/node_modules/create-botgen/dist/main.js')
  const printed = mustRun(folder.path, process.execPath, [bin, path, '--yes', '--no-install'])
  edit('package.json', (text) => {
    const { dependencies, devDependencies, ...rest } = JSON.parse(text) as Record<string, Record<string, string>>
    const local = (kind: Record<string, string> | undefined) =>
      Object.fromEntries(Object.entries(kind ?? {}).map(([name, range]) => [name, sources()[name] ?? range]))
    const overrides = sources()
    return JSON.stringify({
      ...rest,
      dependencies: local(dependencies),
      devDependencies: local(devDependencies),
      overrides,
      resolutions: overrides,
      pnpm: { overrides },
    })
  })
  return printed
}

/** Starts the bot by the script, against a server of the test's own, and has a user order. */
async function conversationWith(
  { path }: Project,
  command: readonly [string, ...string[]],
): Promise<readonly unknown[]> {
  const server = await BotApiServer.start()
  const alice = server.user({ firstName: 'Alice' })
  const chat = server.privateChat(alice)
  const [program, ...args] = command
  const child = spawn(program, args, {
    cwd: path,
    env: { ...process.env, BOT_TOKEN: server.token, API_ROOT: server.apiRoot },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A script runs the bot in a process of its own, which has to end too.
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  const ended = new Promise((resolve) => child.once('close', resolve))
  try {
    for (const text of ['/start', '/order pasta', '/done']) {
      alice.sends(chat, text)
      await Promise.race([server.settled({ within: 20_000 }), ended.then(() => Promise.reject(new Error(output)))])
    }
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
    await ended
    await server.stop()
  }
  return chat.history().map(({ text }) => text)
}

const greeting = ['/start', 'Hello Alice! Send /order pizza, then /done.', 'Order received: wiping our chat history.']

/** Has the main module call the test's server. */
function callTestServer({ edit }: Project): void {
  edit('src/main.ts', (text) =>
    text.replace('new Telegraf(token)', "new Telegraf(token, { telegram: { apiRoot: process.env['API_ROOT']! } })"),
  )
}

describe('the first hour', () => {
  it('T5 npm, TypeScript 7, tsx, ES modules: from an empty folder to a bot that answers', async () => {
    const bot = project('with npm #1')
    const printed = init(bot)
    expect(printed).toContain('npm install')
    bot.run('npm', 'install', '--no-audit', '--no-fund', '--prefer-offline')

    expect(bot.run('npm', 'test')).toMatch(/^# pass 1$/m)
    // What the pages show to go on with.
    for (const page of ['docs/getting-started.md', 'docs/testing.md']) {
      for (const [file, text] of readmeFiles(page)) writeFileSync(join(bot.path, file), text)
    }
    expect(bot.run('npm', 'test')).toMatch(/^# pass 1$/m)
    expect(bot.read('test/bot.test.ts')).toContain('alice.session(')
    expect(bot.read('src/botgen.generated.ts')).toContain("command(['roll']")
    bot.run('npm', 'run', 'build')
    expect(bot.run('npx', 'tsc', '--version')).toContain('Version 7.')

    const unset = run(bot.path, 'npm', ['start'], { BOT_TOKEN: '' })
    expect(unset.status).toBe(1)
    expect(unset.output).toContain('BOT_TOKEN is not set. Copy .env.example to .env')
    writeFileSync(join(bot.path, '.env'), 'BOT_TOKEN=the token\n')
    const garbled = run(bot.path, 'npm', ['start'])
    expect(garbled.output).toContain('BOT_TOKEN is not a token')
    expect(garbled.output).not.toContain('the token\n')

    callTestServer(bot)
    bot.run('npm', 'run', 'build')
    expect(await conversationWith(bot, ['npm', 'start'])).toEqual(greeting)
    expect(await conversationWith(bot, ['npm', 'run', 'dev'])).toEqual(greeting)
    bot.run('npx', 'botgen', 'check')
    // All is there.
    expect(mustRun(bot.path, 'npx', ['botgen', 'init', '--yes', '--no-install'])).toContain('Nothing to do')
  }, 240_000)

  itIfWhole(
    'T5 pnpm, TypeScript 6, swc',
    async () => {
      const bot = project('with-pnpm', {
        'package.json': JSON.stringify({
          name: 'with-pnpm',
          type: 'module',
          packageManager: 'pnpm@10.34.9',
          devDependencies: { typescript: '6.0.3', '@swc/core': '1.16.22', '@swc/cli': '0.8.1' },
        }),
        '.swcrc': JSON.stringify({
          jsc: {
            target: 'es2022',
            parser: { syntax: 'typescript', decorators: true },
            transform: { legacyDecorator: true, decoratorMetadata: true },
          },
          module: { type: 'es6' },
        }),
      })
      expect(init(bot)).toContain('pnpm install')
      bot.run('npx', '--yes', 'pnpm@10.34.9', 'install', '--prefer-offline')

      expect(bot.run('npx', 'pnpm@10.34.9', 'test')).toMatch(/^# pass 1$/m)
      callTestServer(bot)
      bot.run('npx', 'tsc', '--noEmit')
      bot.run('npx', 'swc', 'src', '-d', 'dist', '--strip-leading-paths')
      expect(await conversationWith(bot, [process.execPath, 'dist/main.js'])).toEqual(greeting)
    },
    240_000,
  )

  itIfWhole(
    'T5 yarn, TypeScript 5.9, CommonJS',
    async () => {
      const bot = project('with-yarn', {
        'package.json': JSON.stringify({ name: 'with-yarn', devDependencies: { typescript: '5.9.3' } }),
        'yarn.lock': '',
      })
      expect(init(bot)).toContain('yarn install')
      bot.run('npx', '--yes', 'yarn@1.22.22', 'install', '--prefer-offline', '--ignore-engines')

      expect(bot.run('npm', 'test')).toMatch(/^# pass 1$/m)
      callTestServer(bot)
      bot.run('npm', 'run', 'build')
      expect(bot.read('dist/main.js')).toContain('require("telegraf")')
      expect(await conversationWith(bot, ['npm', 'start'])).toEqual(greeting)
    },
    240_000,
  )

  itIfWhole(
    'T5 a project that Vite builds',
    async () => {
      const bot = project('with-vite', {
        'package.json': JSON.stringify({
          name: 'with-vite',
          type: 'module',
          scripts: { build: 'vite build' },
          devDependencies: { vite: '8.3.8', typescript: '6.0.3' },
        }),
        'tsconfig.json':
          '{ "compilerOptions": { "target": "ES2022", "module": "ESNext", "moduleResolution": "bundler", "strict": true, "noEmit": true }, "include": ["src"] }',
        'vite.config.ts':
          "import { defineConfig } from 'vite'\n\nexport default defineConfig({ build: { ssr: 'src/main.ts' } })\n",
      })
      const printed = init(bot)
      expect(printed).toContain("import { botgen } from '@botgen/unplugin/vite'")
      bot.edit(
        'vite.config.ts',
        (text) => `import { botgen } from '@botgen/unplugin/vite'\n${text.replace('({', '({ plugins: [botgen()],')}`,
      )
      bot.edit('package.json', (text) =>
        text.replace('"vite":', `"@botgen/unplugin": ${JSON.stringify(sources()['@botgen/unplugin'])}, "vite":`),
      )
      bot.run('npm', 'install', '--no-audit', '--no-fund', '--prefer-offline')

      callTestServer(bot)
      bot.run('npm', 'run', 'build')
      expect(existsSync(join(bot.path, 'src/botgen.generated.ts'))).toBe(true)
      expect(bot.run('npm', 'test')).toMatch(/^# pass 1$/m)
      bot.run('npx', 'tsc')
      expect(await conversationWith(bot, [process.execPath, 'dist/main.js'])).toEqual(greeting)
    },
    240_000,
  )
})
