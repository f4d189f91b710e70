import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from '@jest/globals'

const repository = fileURLToPath(new URL('../../../../', import.meta.url))

/** The table that a project's main module imports. */
export const table = 'src/botgen.generated.ts'

/** A bot of its own in the temporary folder, gone after the tests. */
export interface TempProject {
  readonly root: string
  readonly path: (file: string) => string
  readonly read: (file: string) => string
  readonly write: (file: string, text: string) => void
  readonly remove: (file: string) => void
}

const made: string[] = []

// Once the last watcher has gone.
afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true, force: true, maxRetries: 3 })
})

/** A project that handles `commands` in `src/handlers.ts`, with a `src/main.ts` that exports its table. */
export function tempProject(...commands: readonly string[]): TempProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'botgen-unplugin-')))
  made.push(root)
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'), 'dir')
  const project: TempProject = {
    root,
    path: (file) => join(root, file),
    read: (file) => readFileSync(join(root, file), 'utf8'),
    write: (file, text) => {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), text)
    },
    remove: (file) => rmSync(join(root, file)),
  }
  const compilerOptions = { target: 'ES2022', module: 'NodeNext', strict: true, experimentalDecorators: true }
  project.write('package.json', '{ "type": "module" }')
  project.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] }))
  project.write('src/handlers.ts', handlers('Handlers', ...commands))
  project.write(
    'src/main.ts',
    `import { createDispatchTable } from './botgen.generated.js'\n\nexport { createDispatchTable }\n`,
  )
  return project
}

/** The text of a class that handles these commands; the first is on line 4. */
export function handlers(name: string, ...commands: readonly string[]): string {
  const methods = commands.map((command, index) => `\n  @CommandHandler('${command}')\n  m${index}(): void {}\n`)
  return `import { CommandHandler } from '@botgen/runtime'\n\nexport class ${name} {${methods.join('')}}\n`
}
