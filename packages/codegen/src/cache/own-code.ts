import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

let known: string | undefined

/**
 * What tells this botgen from any other: its version, and its own files by size and time, so that one that is being
 * worked on takes nothing over from yesterday's. It stays the same as long as the process lives.
 */
export function ownCode(): string {
  known ??= describeOwnCode()
  return known
}

function describeOwnCode(): string {
  const file = fileURLToPath(import.meta.url)
  const root = packageRoot(dirname(file))
  const [code = ''] = relative(root, file).split(sep)
  return [readFileSync(join(root, 'package.json'), 'utf8'), ...filesIn(join(root, code))].join('\n')
}

function packageRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder))
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): readonly string[] => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesIn(path)
    if (!/(?<!\.d)\.[jt]s$/.test(entry.name)) return []
    const { size, mtimeMs } = statSync(path)
    return [`${entry.name} ${size} ${mtimeMs}`]
  })
}
