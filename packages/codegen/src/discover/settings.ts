import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Project } from './project.js'

/** Whether the compiler takes the file at `path` for an ES module or for a CommonJS one. */
export function moduleFormat(project: Project, path: string): 'esm' | 'commonjs' {
  const { module } = project.config.compilerOptions ?? {}
  const kind = module?.toLowerCase()
  if (kind === 'commonjs') return 'commonjs'
  if (kind === undefined || !/^node(?:16|18|20|next)$/.test(kind)) return 'esm'
  if (path.endsWith('.mts')) return 'esm'
  return path.endsWith('.cts') || nearestType(dirname(path), project) !== 'module' ? 'commonjs' : 'esm'
}

/** `"type"` of the package.json that counts in a folder. */
function nearestType(folder: string, project: Project): string | undefined {
  const manifest = join(folder, 'package.json')
  project.reads.noteContent(manifest)
  if (!existsSync(manifest)) return folder === dirname(folder) ? undefined : nearestType(dirname(folder), project)
  try {
    const parsed: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
    return typeof parsed === 'object' && parsed !== null && 'type' in parsed ? String(parsed.type) : undefined
  } catch {
    // The compiler takes a broken one for one without a type.
    return undefined
  }
}
