import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

export interface Finished {
  readonly status: number | null
  readonly output: string
}

/** Runs a command to its end. */
export function run(cwd: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Finished {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { status, output: `${stdout}${stderr}${error?.message ?? ''}` }
}

/** Runs a command that must succeed, and returns what it printed. */
export function mustRun(cwd: string, command: string, args: readonly string[], env?: NodeJS.ProcessEnv): string {
  const { status, output } = run(cwd, command, args, env)
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${output}`)
  return output
}

/** A new folder outside the workspace. */
export function temporaryFolder(name: string): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), `botgen-${name}-`))
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) }
}

/** Packs the packages as they would be published, and returns the tarballs by package name. */
export function packPackages(folder: string, names: readonly string[]): Readonly<Record<string, string>> {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { packageManager: string }
  const pnpm = packageManager.split('+')[0] ?? 'pnpm'
  const tarballs: Record<string, string> = {}
  for (const entry of readdirSync(join(root, 'packages'))) {
    const path = join(root, 'packages', entry)
    const { name, version } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Record<string, string>
    if (name === undefined || !names.includes(name)) continue
    mustRun(path, 'npx', ['--yes', pnpm, 'pack', '--pack-destination', folder])
    tarballs[name] = join(folder, `${name.replace('@', '').replace('/', '-')}-${version ?? ''}.tgz`)
  }
  return tarballs
}
