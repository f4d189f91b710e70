import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from '@jest/globals'

// What was built last.
const bin = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const repository = fileURLToPath(new URL('../../../', import.meta.url))

type Files = Readonly<Record<string, string>>

interface WrongStep {
  readonly files?: Files
  /** Where it runs; the project's folder when left out. */
  readonly cwd?: string
  readonly argv?: readonly string[]
  readonly code: 1 | 2
  /** The whole message, or what it begins with. */
  readonly message: string
  /** What of it says what to do. */
  readonly advice: string
  readonly nodeOptions?: string
}

const tsconfig = '{ "compilerOptions": { "module": "nodenext", "experimentalDecorators": true }, "include": ["src"] }'
const handlers =
  "import { CommandHandler } from '@botgen/runtime'\nexport class Handlers {\n  @CommandHandler('hello')\n  hello(): void {}\n}\n"
const sound: Files = {
  'package.json': '{ "type": "module" }',
  'tsconfig.json': tsconfig,
  'src/handlers.ts': handlers,
}
const { 'package.json': manifest = '' } = sound
const without = (name: string): Files => Object.fromEntries(Object.entries(sound).filter(([file]) => file !== name))
const old =
  "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.4'}})"

const steps: Readonly<Record<string, WrongStep>> = {
  'an empty folder': {
    files: {},
    code: 2,
    message: 'botgen: There is no tsconfig.json in ROOT or above;',
    advice: 'make a bot with `npx botgen init my-bot`.',
  },
  'no tsconfig': {
    files: without('tsconfig.json'),
    code: 2,
    message: 'botgen: There is no tsconfig.json',
    advice: 'npx botgen init',
  },
  'the folder above the bot': {
    files: Object.fromEntries(Object.entries(sound).map(([file, text]) => [`apps/bot/${file}`, text])),
    code: 2,
    message: 'botgen: There is no tsconfig.json in ROOT or above; there is one in apps/bot',
    advice: 'run botgen there, or with --project apps/bot.',
  },
  'the root of the file system': {
    cwd: '/',
    code: 2,
    message: 'botgen: There is no tsconfig.json in /',
    advice: '--project',
  },
  'no flag for decorators of parameters': {
    files: {
      ...sound,
      'tsconfig.json': tsconfig.replace(', "experimentalDecorators": true', ''),
      'src/handlers.ts': handlers
        .replace('CommandHandler }', 'CommandHandler, SessionQualifier, type Session }')
        .replace('hello()', "async hello(@SessionQualifier('a') order: Session)")
        .replace(': void {}', ": Promise<void> {}\n  @CommandHandler('done')\n  done(order: Session<'a'>): void {}"),
    },
    code: 1,
    message: 'src/handlers.ts:4:33 error BG1506',
    advice: '"experimentalDecorators": true in tsconfig.json; set it',
  },
  'an old Node.js': {
    nodeOptions: `--import "${old}"`,
    code: 2,
    message: 'botgen: botgen needs Node.js 20.19 or later, and this is 18.20.4;',
    advice: 'install a newer one',
  },
  'two configurations': {
    files: { ...sound, 'botgen.config.json': '{}', 'botgen.config.mjs': 'export default {}' },
    code: 2,
    message: 'botgen: Both ROOT/botgen.config.mjs and ROOT/botgen.config.json configure botgen;',
    advice: 'keep one of them.',
  },
  'a key that is misspelt': {
    files: { ...sound, 'botgen.config.json': '{ "outptu": "src/table.ts" }' },
    code: 2,
    message: 'botgen: botgen.config.json: Unknown key "outptu".',
    advice: 'Did you mean "output"?',
  },
  'a flag that is misspelt': {
    argv: ['--formt', 'json'],
    code: 2,
    message: "botgen: Unknown option '--formt'.",
    advice: '--format?',
  },
  'a command that is misspelt': {
    argv: ['genrate'],
    code: 2,
    message: "botgen: Unknown command 'genrate'.",
    advice: 'generate?',
  },
  'an empty project': {
    files: without('src/handlers.ts'),
    code: 1,
    message: 'tsconfig.json error BG1002 tsconfig.json covers no TypeScript files;',
    advice: 'have `npx botgen init` make an example.',
  },
  'no handlers': {
    files: { ...sound, 'src/handlers.ts': 'export const a = 1\n' },
    code: 1,
    message: 'tsconfig.json error BG1002 The 1 file of tsconfig.json has no @CommandHandler',
    advice: 'decorate a method',
  },
  'handlers that the tsconfig does not cover': {
    files: { ...without('src/handlers.ts'), 'src/main.ts': 'export {}\n', 'lib/handlers.ts': handlers },
    code: 1,
    message: 'tsconfig.json error BG1002 lib/handlers.ts has handlers, but tsconfig.json does not cover it;',
    advice: 'add it to "include" there.',
  },
  JavaScript: {
    files: { ...without('src/handlers.ts'), 'src/handlers.js': handlers },
    code: 1,
    message: 'tsconfig.json error BG1002 tsconfig.json leads to JavaScript files only',
    advice: 'rename those with handlers, such as src/handlers.js, to .ts',
  },
  'a project that is not there': {
    argv: ['--project', 'nowhere'],
    code: 2,
    message: 'botgen: There is no ROOT/nowhere;',
    advice: '--project.',
  },
  'a source as the project': {
    argv: ['-p', 'src/handlers.ts'],
    code: 2,
    message: 'botgen: ROOT/src/handlers.ts is no tsconfig;',
    advice: '--project.',
  },
  'a tsconfig that is broken': {
    files: { ...sound, 'tsconfig.json': '{ "include": [' },
    code: 2,
    message: 'botgen: ROOT/tsconfig.json:1:15 is not valid',
    advice: 'Correct it.',
  },
  'a source with a syntax error': {
    files: { ...sound, 'src/handlers.ts': handlers.slice(0, handlers.lastIndexOf('}')) },
    code: 1,
    message: 'src/handlers.ts:5:1 error BG1001',
    advice: 'Correct it; the table stays as it was.',
  },
  'an output that is no module': {
    argv: ['-o', 'table.js'],
    code: 2,
    message: 'botgen: The output ROOT/table.js',
    advice: 'end its name in .ts',
  },
  'an output whose folder is a file': {
    files: { ...sound, out: '' },
    argv: ['-o', 'out/table.ts'],
    code: 2,
    message: 'botgen: Cannot write ROOT/out/table.ts: a part of its path is a file',
    advice: 'Choose another output.',
  },
  'a file of one’s own where the table goes': {
    files: { ...sound, 'src/botgen.generated.ts': 'mine\n' },
    code: 2,
    message: 'botgen: ROOT/src/botgen.generated.ts was not written by botgen',
    advice: 'Choose another output, or delete the file.',
  },
  'a table that was never generated': {
    argv: ['check', '--quiet'],
    code: 1,
    message: 'src/botgen.generated.ts',
    advice: 'npx botgen',
  },
  'init in the root of the file system': {
    cwd: '/',
    argv: ['init', '--yes'],
    code: 2,
    message: 'botgen: / is the root',
    advice: 'npx botgen init my-bot',
  },
  'init with a broken package.json': {
    files: { ...sound, 'package.json': '{\n  "name": "x",,\n}\n' },
    argv: ['init', '--yes', '--no-install'],
    code: 2,
    message: 'botgen: ROOT/package.json:2:15 is not valid JSON',
    advice: 'Mend it and run botgen init again.',
  },
  'init with a file as its folder': {
    argv: ['init', 'package.json'],
    code: 2,
    message: 'botgen: ROOT/package.json is a file;',
    advice: 'name a folder, which may be new',
  },
  'init with a file where a folder goes': {
    files: { 'package.json': manifest, src: '' },
    argv: ['init', '--yes', '--no-install'],
    code: 2,
    message: 'botgen: ROOT/src is a file',
    advice: 'Move it away and run botgen init again.',
  },
  'init in the root of a workspace': {
    files: { ...sound, 'pnpm-workspace.yaml': 'packages: [packages/*]\n' },
    argv: ['init', '--yes'],
    code: 2,
    message: 'botgen: ROOT is the root of a workspace;',
    advice: '`npx botgen init packages/bot`',
  },
  'init with an unknown package manager': {
    argv: ['init', '--package-manager', 'bun'],
    code: 2,
    message: "botgen: Option '--package-manager <name>' argument 'bun' is invalid.",
    advice: 'Choose npm, pnpm, yarn.',
  },
  'init with a package manager that is not installed': {
    files: { ...sound },
    argv: ['init', '--yes', '--quiet', '--package-manager', 'pnpm'],
    code: 1,
    message: 'botgen: pnpm could not be run: it is not installed.',
    advice: 'run `pnpm install` in ROOT',
  },
}

const made: string[] = []

afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true })
})

function folderWith(files: Files): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'botgen-first-')))
  made.push(root)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return root
}

function run(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const options = {
    cwd,
    encoding: 'utf8',
    input: '',
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '', ...env },
  } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options)
  return { code: status, stdout, stderr }
}

describe('a wrong first step', () => {
  it.each(Object.entries(steps))(
    'T2 %s ends with one message that says what to do',
    (_name, { files = sound, cwd, argv = [], code, message, advice, nodeOptions = '' }) => {
      const root = folderWith(files)
      const shown = (text: string): string => text.replaceAll('ROOT', root)

      // No package manager is found there.
      const result = run(cwd ?? root, [bin, ...argv], { NODE_OPTIONS: nodeOptions, PATH: dirname(root) })

      const printed = result.stderr + result.stdout
      expect(printed).toContain(shown(message))
      expect(printed.startsWith(shown(message))).toBe(true)
      expect(printed).toContain(shown(advice))
      expect(printed).not.toMatch(/^\s+at /m)
      expect(printed.match(/^botgen: | error BG/gm) ?? ['check']).toHaveLength(1)
      expect(result.code).toBe(code)
    },
    60_000,
  )
})

describe('a wrong first start of the example', () => {
  it.each([
    ['without a token', '', 'BOT_TOKEN is not set. Copy .env.example to .env'],
    [
      'with something else as the token',
      'my secret token',
      'BOT_TOKEN is not a token: those look like 123456:ABC-def.',
    ],
  ])(
    'T5 %s says what to set, and never the token',
    (_name, token, message) => {
      const root = folderWith({})
      symlinkPackages(root)
      run(root, [bin, 'init', 'bot', '--yes', '--no-install'])
      const bot = join(root, 'bot')
      run(bot, [bin])

      const { code, stdout, stderr } = run(bot, ['--import', 'tsx', 'src/main.ts'], { BOT_TOKEN: token })

      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toContain(message)
      expect(stderr.trimEnd().split('\n')).toHaveLength(1)
      expect(stderr).not.toContain('my secret token')
    },
    60_000,
  )
})

function symlinkPackages(root: string): void {
  const from = join(repository, 'node_modules')
  mkdirSync(join(root, 'node_modules'))
  for (const name of readdirSync(from)) {
    if (!name.startsWith('.')) symlinkSync(join(from, name), join(root, 'node_modules', name), 'dir')
  }
}
