import { execFile } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach } from '@jest/globals'

const run = promisify(execFile)
const repository = fileURLToPath(new URL('../../../../', import.meta.url))

/** The golden cases, and the tsconfig that they share. */
export const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url))

/** A project of its own in the temporary folder, gone after the test. */
export interface TempProject {
  readonly root: string
  readonly path: (file: string) => string
  readonly read: (file: string) => string
  readonly write: (files: Readonly<Record<string, string>>) => void
  /** What stands in its folder, sorted. */
  readonly list: () => readonly string[]
}

const made: string[] = []

afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true })
})

export function tempProject(files: Readonly<Record<string, string>>, compilerOptions: object = {}): TempProject {
  // A Mac's temporary folder is behind a link; TypeScript shows real paths.
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'botgen-')))
  made.push(root)
  linkPackages(root)
  const project: TempProject = {
    root,
    path: (file) => join(root, file),
    list: () => readdirSync(root).sort(),
    read: (file) => readFileSync(join(root, file), 'utf8'),
    write: (texts) => {
      for (const [file, text] of Object.entries(texts)) {
        mkdirSync(dirname(join(root, file)), { recursive: true })
        writeFileSync(join(root, file), text)
      }
    },
  }
  const strict: unknown = JSON.parse(readFileSync(join(fixtures, 'tsconfig.strict.json'), 'utf8'))
  const shared = strict as { readonly compilerOptions: object }
  project.write({
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify({
      compilerOptions: { ...shared.compilerOptions, ...compilerOptions },
      include: ['src'],
    }),
    ...files,
  })
  return project
}

/** Gives a project the repository's packages, in a folder of its own: what tools keep there is its own too. */
function linkPackages(root: string): void {
  const [from, to] = [join(repository, 'node_modules'), join(root, 'node_modules')]
  mkdirSync(to)
  const packages = readdirSync(from).filter((name) => !name.startsWith('.'))
  for (const name of packages) symlinkSync(join(from, name), join(to, name), 'dir')
}

/** What the real `tsc` says about a project: an empty string when all is well. */
export async function compile(root: string): Promise<string> {
  return await tsc(root, ['-p', root])
}

/** What one real `tsc -b` says about several projects, each with what it refers to. */
export async function build(root: string, projects: readonly string[]): Promise<string> {
  return await tsc(root, ['-b', ...projects])
}

async function tsc(cwd: string, args: readonly string[]): Promise<string> {
  const script = join(repository, 'node_modules/typescript/bin/tsc')
  try {
    await run(process.execPath, [script, ...args, '--pretty', 'false'], { cwd })
    return ''
  } catch (error) {
    // Jest's errors are of another realm than Node's, so `instanceof` says no.
    if (typeof error === 'object' && error !== null && 'stdout' in error) return String(error.stdout)
    throw error
  }
}

/** A class with the given members in `src/handlers.ts`. */
export function handlers(members: string, imports = ''): Readonly<Record<string, string>> {
  return {
    'src/handlers.ts': `import { CommandHandler } from '@botgen/runtime'\n${imports}\nexport class Handlers {\n${members}\n}\n`,
  }
}
