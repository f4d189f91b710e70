import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * What tells this botgen from any other: its version, and its own files by size and time, so that one that is being
 * worked on takes nothing over from yesterday's.
 */
export function ownCode(): string {
  const folder = fileURLToPath(new URL('..', import.meta.url))
  return [readFileSync(join(folder, '../package.json'), 'utf8'), ...filesIn(folder)].join('\n')
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): readonly string[] => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesIn(path)
    // Of what is built, the program; in the repository, the sources.
    if (!/(?<!\.d)\.[jt]s$/.test(entry.name)) return []
    const { size, mtimeMs } = statSync(path)
    return [`${entry.name} ${size} ${mtimeMs}`]
  })
}
