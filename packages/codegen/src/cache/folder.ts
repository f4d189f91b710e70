import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hashOf } from './hash.js'

/** Where a project's caches are: beside its packages, where tools put theirs; nothing when it has no such folder. */
export function cacheFolder(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const packages = join(folder, 'node_modules')
    if (existsSync(packages)) return join(packages, '.cache', 'botgen')
    if (folder === dirname(folder)) return undefined
  }
}

/** A file of the cache that belongs to one project and configuration. */
export function cacheFile(folder: string, kind: 'run' | 'facts', of: readonly string[]): string {
  return join(folder, `${hashOf(of.join('\0')).slice(0, 16)}.${kind}.json`)
}
