import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { InitStep } from './contract.js'

const name = 'pnpm-workspace.yaml'
const allowed = 'allowBuilds:\n  esbuild: true\n'

/** pnpm ends with an error where a dependency would build itself unasked; tsx brings one that does. */
export function planPnpm(folder: string): InitStep[] {
  const settings = nearestSettings(folder)
  if (settings === undefined)
    return [{ kind: 'create', file: name, what: 'lets esbuild, which tsx runs on, build', text: allowed }]
  if (readFileSync(settings, 'utf8').includes('esbuild')) return []
  const file = relative(folder, settings).split(sep).join('/')
  const what = 'stays as it is; let esbuild build, which tsx runs on, or pnpm may refuse to install'
  return [{ kind: 'leave', file, what, paste: allowed }]
}

function nearestSettings(folder: string): string | undefined {
  const path = join(folder, name)
  if (existsSync(path)) return path
  return folder === dirname(folder) ? undefined : nearestSettings(dirname(folder))
}

/** Whether the folder is the root of a workspace of pnpm's, and not one whose file holds settings only. */
export function isPnpmWorkspace(folder: string): boolean {
  const path = join(folder, name)
  return existsSync(path) && /^packages\s*:/m.test(readFileSync(path, 'utf8'))
}
