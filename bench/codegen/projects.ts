import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Sources } from './handler-sources.js'

/** The folder of this repository. */
export const repository = fileURLToPath(new URL('../../', import.meta.url))

/** A project of its own in the temporary folder. */
export interface BenchProject {
  readonly root: string
  readonly write: (sources: Sources) => void
  readonly remove: () => void
}

const compilerOptions = {
  target: 'ES2022',
  lib: ['ES2023', 'ESNext.Disposable'],
  module: 'NodeNext',
  types: ['node'],
  strict: true,
  noUnusedLocals: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  experimentalDecorators: true,
  skipLibCheck: true,
  rootDir: 'src',
  outDir: 'dist',
}

/** Writes a project; its packages are those of this repository. */
export function benchProject(sources: Sources): BenchProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'botgen-bench-')))
  const write = (files: Sources): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
  }
  write({
    'package.json': JSON.stringify({ name: 'bench', private: true, type: 'module' }),
    'tsconfig.json': JSON.stringify({ compilerOptions, include: ['src'] }),
    ...sources,
  })
  linkPackages(root)
  return { root, write, remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }) }
}

/** A folder of its own for packages, so that no cache of one project is written into another. */
function linkPackages(root: string): void {
  for (const name of ['@botgen/runtime', '@types/node', 'telegraf', 'tsoa']) {
    const link = join(root, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(realpathSync(join(repository, 'node_modules', name)), link, 'dir')
  }
}
