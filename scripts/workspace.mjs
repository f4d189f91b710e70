/** What `npm run demo` and `npm test` need first on a machine that has only Node and npm. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
/** `pnpm@10.…`, without the hash that corepack wants. */
const pnpm = packageManager.split('+')[0]
const onWindows = process.platform === 'win32'

/** Runs a command in the workspace; ends this process with its exit code when it fails. */
export function run(command, args, { quiet = false, env = {}, cwd = root } = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    shell: onWindows,
    encoding: 'utf8',
  })
  if (status === 0) return
  if (quiet) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`)
  console.error(`\n${command} ${args.join(' ')} failed${error === undefined ? '' : `: ${error.message}`}`)
  process.exit(status ?? 1)
}

/** Installs what the lock file says; CI=true so that pnpm never asks. */
export function install(options) {
  run('npx', ['--yes', pnpm, 'install', '--frozen-lockfile', '--prefer-offline'], { ...options, env: { CI: 'true' } })
}

/** Builds all packages: declarations by the compiler, and with them the programs of those that are not bundled. */
export function build(options) {
  run(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], options)
  run(process.execPath, ['scripts/bundle.mjs'], options)
}

/** Writes the tables of the fixtures whose handlers changed; `name` alone, or all. */
export function generateFixtures(name) {
  const names = name === undefined ? bots() : [name]
  const command = join(root, 'packages/cli/dist/main.js')
  for (const bot of names) run(process.execPath, [command, 'generate'], { cwd: join(root, 'fixtures', bot) })
}

function bots() {
  const entries = readdirSync(join(root, 'fixtures'), { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
}
