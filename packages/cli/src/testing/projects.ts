import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach } from '@jest/globals'

/** A project of its own in the temporary folder, gone after the test. */
export interface TempProject {
  readonly root: string
  readonly path: (file: string) => string
  readonly read: (file: string) => string
  readonly write: (file: string, text: string) => void
  /** Every file with its text and when it was written. */
  readonly state: () => readonly (readonly [file: string, text: string, written: bigint])[]
}

const made: string[] = []

afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true })
})

/** A project with one handler class in `src/handlers.ts`. */
export function tempProject(commands: readonly string[] = ['hello']): TempProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'botgen-cli-')))
  made.push(root)
  const project: TempProject = {
    root,
    path: (file) => join(root, file),
    read: (file) => readFileSync(join(root, file), 'utf8'),
    write: (file, text) => {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), text)
    },
    state: () =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .toSorted()
        .map((path) => [path, readFileSync(path, 'utf8'), statSync(path, { bigint: true }).mtimeNs]),
  }
  project.write('tsconfig.json', '{ "compilerOptions": { "module": "nodenext" }, "include": ["src"] }')
  project.write('src/handlers.ts', handlers(commands))
  return project
}

/** The text of a class that handles these commands. */
export function handlers(commands: readonly string[]): string {
  const methods = commands.map((name, index) => `  @CommandHandler('${name}')\n  m${index}(): void {}\n`)
  return `import { CommandHandler } from '@botgen/runtime'\n\nexport class Handlers {\n${methods.join('\n')}}\n`
}
