/**
 * Calls every function that the package exports, each also in ways that fail, and lists on file descriptor 3 what came of
 * it. Whatever a call prints is on the streams of this process; one that ends it leaves the list without its end.
 */
import { mkdirSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as codegen from '../index.js'

const [root = ''] = process.argv.slice(2)
const sources =
  "import { CommandHandler } from '@botgen/runtime'\nexport class H {\n  @CommandHandler('a')\n  a(): void {}\n}\n"

function project(name: string, files: Readonly<Record<string, string>>): string {
  const tsconfig = '{ "compilerOptions": { "module": "nodenext" }, "include": ["src"] }'
  for (const [file, text] of Object.entries({ 'tsconfig.json': tsconfig, ...files })) {
    const path = join(root, name, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return join(root, name)
}

const good = project('good', { 'src/handlers.ts': sources })
const wrong = project('wrong', { 'src/handlers.ts': sources.replace("'a'", "'A'").replace('a()', 'a(x: Nothing)') })
const broken = project('broken', { 'src/handlers.ts': 'import { CommandHandler } from\n@@' })
const empty = project('empty', { 'src/plain.ts': 'export const x = 1' })
const badKey = project('bad-key', { 'src/handlers.ts': sources, 'botgen.config.json': '{ "outptu": 1 }' })
const badScript = project('bad-script', { 'botgen.config.mjs': 'throw new Error("no")' })
const badTsconfig = project('bad-tsconfig', { 'tsconfig.json': '{ "include": [' })

const bot = {
  name: undefined,
  output: 'src/botgen.generated.ts',
  classes: [],
  handlers: [],
  sessions: [],
  components: [],
  provided: [],
  menus: [],
}
const menu = { scope: 'default', language: undefined, commands: [] }

type Calls = Readonly<Record<string, readonly (() => unknown)[]>>

const projects = [good, good, wrong, broken, empty, badKey, badScript, badTsconfig, join(root, 'nowhere')]
const calls: Calls = {
  generate: [
    ...projects.map((cwd) => () => codegen.generate({ cwd })),
    ...projects.map((cwd) => () => codegen.generate({ cwd, write: false })),
    () => codegen.generate({ cwd: good, output: 'src' }),
    () => codegen.generate({ cwd: good, config: 'nowhere.json' }),
    () => codegen.generate({ cwd: good, project: 'nowhere' }),
  ],
  createGenerator: projects.map((cwd) => async () => {
    const generator = codegen.createGenerator({ cwd })
    await generator.generate()
    await generator.update([join(cwd, 'src/handlers.ts')])
  }),
  // Failures are told to its listener.
  watch: projects.map((cwd) => async () => {
    const watcher = codegen.watch({ cwd, onRun: () => undefined })
    await watcher.ready
    await watcher.close()
  }),
  describe: [good, wrong, badKey].map((cwd) => () => codegen.describe({ cwd })),
  routeLabel: [() => codegen.routeLabel({ kind: 'unprocessed', answers: [] })],
  syncMenu: [
    () => codegen.syncMenu({ menus: [] }, { token: 'none' }),
    () => codegen.syncMenu({ menus: [] }, { token: '1:a' }),
    () => codegen.syncMenu({ menus: [menu] }, { token: '1:a', apiRoot: 'http://127.0.0.1:1' }),
  ],
  printable: [() => codegen.printable('\n')],
  graphOf: [() => codegen.graphOf(bot)],
  mermaidOf: [() => codegen.mermaidOf({ bots: [bot, bot] })],
  htmlOf: [() => codegen.htmlOf({ root: '/bots', bots: [bot, bot] })],
  dotOf: [() => codegen.dotOf({ bots: [bot, bot] })],
  writeAtomically: [
    () => codegen.writeAtomically(join(root, 'drawing.mmd'), ''),
    () => codegen.writeAtomically(join(root, 'good'), ''),
  ],
  MenuError: [() => new codegen.MenuError('Wrong.', 'network')],
  defineConfig: [() => codegen.defineConfig({})],
  loadConfig: [good, badKey, badScript].map((folder) => () => codegen.loadConfig(folder)),
  planInit: [good, badTsconfig, '/', join(root, 'new')].map(
    (folder) => () => codegen.planInit({ folder, version: '0.1.0' }),
  ),
  applyInit: [join(root, 'made'), join(good, 'tsconfig.json', 'below')].map((folder) => async () => {
    const step = { kind: 'create', file: 'a.txt', what: 'a file', text: 'a' } as const
    await codegen.applyInit({
      folder,
      packageManager: 'npm',
      packageManagerIsKnown: true,
      steps: [step],
      needsInstall: false,
      next: [],
    })
  }),
  closest: [() => codegen.closest('chekc', ['check'])],
  explain: ['BG1301', 'BG9999'].map((code) => () => codegen.explain(code)),
  explainAll: [() => codegen.explainAll()],
  ConfigError: [() => new codegen.ConfigError('Wrong.')],
  WriteError: [() => new codegen.WriteError('Wrong.', '/x')],
}

function say(line: string): void {
  writeSync(3, `${line}\n`)
}

for (const [name, exported] of Object.entries(codegen)) {
  if (typeof exported !== 'function') continue
  const all = calls[name] ?? []
  if (all.length === 0) say(`${name} is not called`)
  for (const call of all) {
    try {
      await call()
      say(`${name} returned`)
    } catch (error) {
      const expected = [codegen.ConfigError, codegen.WriteError, codegen.MenuError]
      const isExpected = error instanceof Error && expected.some((each) => error instanceof each)
      say(`${name} threw ${isExpected ? error.name : String(error)}`)
    }
  }
}
say('end')
