import type { ExportFact, FileFacts } from '../facts.js'
import type { World } from './follow/index.js'

/** The package that exports what `file` exports as `name`, as the project's own files call it. */
export type PackageOf = (file: string, name: string) => string | undefined

/**
 * How a workspace's other packages are called. A path into one would lead to its sources, which nobody has built to run.
 */
export function packageNames(world: World): PackageOf {
  let entries: ReturnType<typeof entriesOf> | undefined
  return (file, name) => {
    if (!isOutside(file)) return undefined
    entries ??= entriesOf(world)
    return entries.find(({ entry }) => passesOn(entry, name, { file, name }, world, new Set()))?.specifier
  }
}

/** The files outside the project that a package's name leads to, by the names in order of their use. */
function entriesOf(world: World): readonly { readonly specifier: string; readonly entry: string }[] {
  const entries = new Map<string, string>()
  for (const { file, imports } of world.files.values()) {
    if (isOutside(file)) continue
    for (const imported of imports) {
      if (imported.kind === 'equals' || imported.module.startsWith('.')) continue
      const target = world.moduleOf(imported.module, file)
      if (target.kind === 'file' && isOutside(target.file)) entries.set(imported.module, target.file)
    }
  }
  return [...entries].map(([specifier, entry]) => ({ specifier, entry }))
}

interface Exported {
  readonly file: string
  readonly name: string
}

/** Whether what `file` exports as `name` is `wanted`. */
function passesOn(file: string, name: string, wanted: Exported, world: World, seen: Set<string>): boolean {
  const facts = world.files.get(file)
  if (facts === undefined || seen.has(`${file}>${name}`)) return false
  seen.add(`${file}>${name}`)
  if (file === wanted.file && name === wanted.name) return true
  return facts.exports.some((passed) => {
    const target = targetOf(passed, name, facts, world)
    return target !== undefined && passesOn(target.file, target.name, wanted, world, seen)
  })
}

/** What a re-export gives for a name. */
function targetOf(passed: ExportFact, name: string, { file }: FileFacts, world: World): Exported | undefined {
  if (passed.kind === 'local' || passed.kind === 'namespace') return undefined
  if (passed.kind === 'from' && passed.exported !== name) return undefined
  // `export *` passes on everything but the default.
  if (passed.kind === 'all' && name === 'default') return undefined
  const target = world.moduleOf(passed.module, file)
  if (target.kind === 'outside') return undefined
  return { file: target.file, name: passed.kind === 'from' ? passed.imported : name }
}

function isOutside(file: string): boolean {
  return file.startsWith('../')
}
