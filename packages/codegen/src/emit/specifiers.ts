import { posix } from 'node:path'
import type { ImportExtension } from '../config/index.js'
import type { ModuleReference } from '../model.js'

/** Where the generated module stands and how it names other files. */
export interface Surroundings {
  /** The generated module, from the project's folder. */
  readonly output: string
  readonly extension: ImportExtension
  /**
   * The package that exports a name of a file outside the project; nothing where only a path leads there. Asked about
   * no file inside.
   */
  readonly packageOf?: (file: string, name: string) => string | undefined
}

/** How the generated module writes the name of the module that it imports `name` from. */
export type Specifiers = (module: ModuleReference, name: string) => string

export function specifiersFor({ output, extension, packageOf }: Surroundings): Specifiers {
  const folder = posix.dirname(output)
  return (module, name) => {
    switch (module.kind) {
      case 'bare':
        return module.specifier
      case 'relative':
        return packageAt(sourceFiles, module.path, name) ?? relativeSpecifier(folder, module.path)
      case 'source':
        return packageAt(itself, module.file, name) ?? relativeSpecifier(folder, withExtension(module.file, extension))
    }
  }

  function packageAt(filesAt: (path: string) => readonly string[], path: string, name: string): string | undefined {
    if (packageOf === undefined || !path.startsWith('../')) return undefined
    for (const file of filesAt(path)) {
      const found = packageOf(file, name)
      if (found !== undefined) return found
    }
    return undefined
  }
}

function itself(file: string): readonly string[] {
  return [file]
}

/** What the path of an import can stand for. */
function sourceFiles(path: string): readonly string[] {
  if (/\.[mc]?tsx?$/.test(path)) return [path]
  const [, base = path, kind = ''] = /^(.*)\.([mc]?)js$/.exec(path) ?? []
  return [`${base}.${kind}ts`, `${base}.tsx`, `${base}/index.ts`]
}

function relativeSpecifier(folder: string, to: string): string {
  // Most files stand below the generated module's folder.
  if (to.startsWith(folder) && to.charAt(folder.length) === '/') return `.${to.slice(folder.length)}`
  const relative = posix.relative(folder, to)
  return relative.startsWith('../') || relative === '..' ? relative : `./${relative}`
}

function withExtension(file: string, extension: ImportExtension): string {
  if (extension === 'ts') return file
  // `.mts` and `.cts` are found by their own extensions only, however others are resolved.
  if (/\.[mc]ts$/.test(file)) return file.replace(/ts$/, 'js')
  return file.replace(/\.tsx?$/, extension === 'js' ? '.js' : '')
}
