import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InitStep } from './contract.js'
import { dependsOn } from './manifest.js'
import type { Survey } from './survey.js'

/** The oldest compiler that the generated module is tested with. */
const oldestTypescript = [5, 9] as const

/** What is not init's to change, and keeps a bot from working as it is. */
export function planNotes(project: Survey): InitStep[] {
  return [...oldCompiler(project), ...swc(project), ...vite(project)]
}

function oldCompiler({ typescript: version }: Survey): InitStep[] {
  if (version === undefined) return []
  const [oldestMajor, oldestMinor] = oldestTypescript
  const [major = 0, minor = oldestMinor] = version.split('.').map(Number)
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return []
  const what = `TypeScript ${version} stays as it is, but the dispatch table needs ${oldestTypescript.join('.')} or later; raise it`
  return [{ kind: 'leave', file: 'package.json', what, paste: `"typescript": "^${oldestTypescript.join('.')}.3"` }]
}

function swc({ folder }: Survey): InitStep[] {
  const path = join(folder, '.swcrc')
  if (!existsSync(path) || readFileSync(path, 'utf8').includes('legacyDecorator')) return []
  const paste =
    '"jsc": { "parser": { "syntax": "typescript", "decorators": true }, "transform": { "legacyDecorator": true } }'
  return [{ kind: 'leave', file: '.swcrc', what: 'stays as it is, but swc has to be told of decorators', paste }]
}

function vite(project: Survey): InitStep[] {
  const config = ['ts', 'mts', 'js', 'mjs']
    .map((end) => `vite.config.${end}`)
    .find((file) => existsSync(join(project.folder, file)))
  if (config === undefined || dependsOn(project, '@botgen/unplugin')) return []
  const what = 'stays as it is; with @botgen/unplugin installed, the bundler generates too'
  const paste =
    "import { botgen } from '@botgen/unplugin/vite'\n\nexport default defineConfig({ plugins: [botgen()] })\n"
  return [{ kind: 'leave', file: config, what, paste }]
}
