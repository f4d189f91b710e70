import { posix } from 'node:path'
import type { ImportExtension } from '../config/index.js'
import type { ModuleReference } from '../model.js'

/** Where the generated module stands and how it names other files. */
export interface Surroundings {
  /** The generated module, from the project's folder. */
  readonly output: string
  readonly extension: ImportExtension
  /** The package that exports a name of a file outside the project; nothing where only a path leads there. */
  readonly packageOf?: (file: string, name: string) => string | undefined
}

/** How the generated module writes the name of the module that it imports `name` from. */
export function specifierOf(module: ModuleReference, name: string, surroundings: Surroundings): string {
  const { output, extension, packageOf } = surroundings
  switch (module.kind) {
    case 'bare':
      return module.specifier
    case 'relative':
      return (
        sourceFiles(module.path).flatMap((file) => packageOf?.(file, name) ?? [])[0] ??
        relativeSpecifier(output, module.path)
      )
    case 'source':
      return packageOf?.(module.file, name) ?? relativeSpecifier(output, withExtension(module.file, extension))
  }
}

/** What the path of an import can stand for. */
function sourceFiles(path: string): readonly string[] {
  if (/\.[mc]?tsx?$/.test(path)) return [path]
  const [, base = path, kind = ''] = /^(.*)\.([mc]?)js$/.exec(path) ?? []
  return [`${base}.${kind}ts`, `${base}.tsx`, `${base}/index.ts`]
}

function relativeSpecifier(from: string, to: string): string {
  const folder = posix.dirname(from)
  // Most files stand below the generated module's folder.
  if (to.startsWith(`${folder}/`)) return `.${to.slice(folder.length)}`
  const relative = posix.relative(folder, to)
  return relative.startsWith('../') || relative === '..' ? relative : `./${relative}`
}

function withExtension(file: string, extension: ImportExtension): string {
  if (extension === 'ts') return file
  // `.mts` and `.cts` are found by their own extensions only, however others are resolved.
  if (/\.[mc]ts$/.test(file)) return file.replace(/ts$/, 'js')
  return file.replace(/\.tsx?$/, extension === 'js' ? '.js' : '')
}
