import { posix } from 'node:path'
import type { InitStep } from './contract.js'
import { textAt, withEntries, withValue } from './json-file.js'
import { packageNameOf, type Survey } from './survey.js'

/** What a script is called in the project, and whether it was there already as it should be. */
export type ScriptNames = Partial<Readonly<Record<Script, string>>>
type Script = 'generate' | 'build' | 'start' | 'dev' | 'test'

/** What a package has instead of a test script when `npm init` made it. */
const noTests = 'echo "Error: no test specified" && exit 1'

export interface PlannedScripts {
  readonly names: ScriptNames
  readonly added: Readonly<Record<string, string>>
}

/** What of the example bot the project has. */
interface Examples {
  /** Relative. */
  readonly main: string
  readonly hasMain: boolean
  readonly hasTest: boolean
}

interface Dependencies {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

/** What botgen's own scripts need. */
function dependencies(version: string): Dependencies {
  return {
    dependencies: { '@botgen/runtime': `^${version}`, telegraf: '^4.16.3' },
    devDependencies: {
      '@botgen/testing': `^${version}`,
      '@types/node': '^20.19.43',
      botgen: `^${version}`,
      concurrently: '^9.2.5',
      tsx: '^4.23.15',
      typescript: '^7.0.2',
    },
  }
}

/** Whether the project depends on a package, for running or for development. */
export function dependsOn({ manifest }: Pick<Survey, 'manifest'>, name: string): boolean {
  return ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].some(
    (kind) => textAt(manifest, kind, name) !== undefined,
  )
}

/** The scripts, under names of their own where the project has others by theirs. */
export function planScripts(project: Survey, { main, hasMain, hasTest }: Examples): PlannedScripts {
  const { manifest } = project
  const test = dependsOn(project, 'vitest') ? 'vitest run' : 'node --import tsx --test test/*.test.ts'
  const wanted: Partial<Readonly<Record<Script, string>>> = {
    generate: 'botgen generate',
    build: 'botgen generate && tsc -p tsconfig.json',
    ...(hasMain && {
      start: startCommand(project, main),
      dev: `botgen generate && concurrently -k "botgen watch" "tsx watch ${main}"`,
    }),
    ...(hasTest && { test: `botgen generate && ${test}` }),
  }
  const added: Record<string, string> = {}
  const names = Object.entries(wanted).map(([name, command]) => {
    const candidates = [name, `bot:${name}`]
    const same = candidates.find((candidate) => textAt(manifest, 'scripts', candidate) === command)
    if (same !== undefined) return [name, same] as const
    const free = candidates.find((candidate) => [undefined, noTests].includes(textAt(manifest, 'scripts', candidate)))
    // Whoever changed `bot:build` knows why.
    if (free !== undefined) added[free] = command
    return [name, free ?? `bot:${name}`] as const
  })
  return { names: Object.fromEntries(names), added }
}

/** Runs what the compiler wrote, where it is certain where that goes; else the source. */
function startCommand({ tsconfig, compilerOptions }: Survey, main: string): string {
  if (tsconfig === undefined) return 'node dist/main.js'
  const { outDir, rootDir, noEmit } = compilerOptions
  if (noEmit === true || outDir === undefined || rootDir === undefined) return `tsx ${main}`
  const inside = posix.relative(posix.normalize(rootDir), main)
  return inside.startsWith('..') ? `tsx ${main}` : `node ${posix.join(outDir, inside.replace(/\.ts$/, '.js'))}`
}

/** The package.json to be: made, or with what is missing. */
export function planManifest(project: Survey, version: string, scripts: Readonly<Record<string, string>>): InitStep[] {
  const { folder, manifest } = project
  const isNew = manifest === undefined
  const start = `${JSON.stringify({ name: packageNameOf(folder), version: '0.0.0', private: true, type: 'module' }, undefined, 2)}\n`
  const before = manifest?.text ?? start
  let text = before
  const changes: string[] = []
  for (const [name, command] of Object.entries(scripts)) {
    text = withValue(text, ['scripts', name], command)
    changes.push(name)
  }
  const what = changes.length === 0 ? [] : [`scripts ${changes.join(', ')}`]
  for (const [kind, packages] of Object.entries(dependencies(version))) {
    const missing = Object.entries(packages as Record<string, string>).filter(
      ([name]) => !dependsOn(project, name) && isNeeded(name, project, scripts),
    )
    text = withEntries(text, kind, missing)
    if (missing.length > 0) what.push(`${kind} ${missing.map(([name]) => name).join(', ')}`)
  }
  if (!isNew && text === before) return []
  return [{ kind: isNew ? 'create' : 'change', file: 'package.json', what: what.join('; '), text }]
}

/** Tools that only scripts need, and a compiler that may come from a workspace. */
function isNeeded(name: string, { typescript }: Survey, scripts: Readonly<Record<string, string>>): boolean {
  if (name === 'typescript') return typescript === undefined
  const used = Object.values(scripts).join('\n')
  return (name !== 'tsx' && name !== 'concurrently') || used.includes(name)
}

/** Scripts of the project's own that leave botgen out. */
export function planOwnScripts({ manifest }: Survey, { build }: ScriptNames): InitStep[] {
  const own = textAt(manifest, 'scripts', 'build')
  if (build === 'build' || own === undefined || own.includes('botgen')) return []
  const paste = `"build": ${JSON.stringify(`botgen generate && ${own}`)}`
  const what =
    'your script build stays as it is; have it generate first, unless the bundler does (see @botgen/unplugin)'
  return [{ kind: 'leave', file: 'package.json', what, paste }]
}
