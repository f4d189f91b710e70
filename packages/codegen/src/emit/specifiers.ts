import { posix } from 'node:path'
import type { ImportExtension } from '../config/index.js'
import type { ModuleReference } from '../model.js'

/** Where the generated module stands and how it names other files. */
export interface Surroundings {
  /** The generated module, from the project's folder. */
  readonly output: string
  readonly extension: ImportExtension
}

/** How the generated module writes a module's name. */
export function specifierOf(module: ModuleReference, { output, extension }: Surroundings): string {
  switch (module.kind) {
    case 'bare':
      return module.specifier
    case 'relative':
      return relativeSpecifier(output, module.path)
    case 'source':
      return relativeSpecifier(output, withExtension(module.file, extension))
  }
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
