import type { ClassFact, ExportFact, FileFacts, ImportFact, Path, SubclassFact } from '../../facts.js'
import { decoratorNames } from '../decorator-names.js'
import { libraryOf, type Library } from '../known-types.js'

/** The files that have been read so far, and how module names lead from one to another. */
export interface World {
  readonly files: ReadonlyMap<string, FileFacts>
  readonly moduleOf: (specifier: string, from: string) => FollowedModule
}

/** What a module's name leads to. */
export type FollowedModule =
  /** A file whose text can be read, relative to the project's folder. */
  | { readonly kind: 'file'; readonly file: string }
  /** Another package, or nothing that could be found. */
  | { readonly kind: 'outside' }

/** Where a name leads. */
export type Followed =
  /** Into a library that botgen knows. */
  | { readonly kind: 'library'; readonly library: Library; readonly path: readonly string[] }
  /** A class of the project. */
  | { readonly kind: 'class'; readonly file: FileFacts; readonly name: string }
  /** Something that the file `file` makes of other names. */
  | { readonly kind: 'made'; readonly file: FileFacts; readonly name: string; readonly mentions: readonly Path[] }
  /** Something else that is known not to be one of these. */
  | { readonly kind: 'other'; readonly file: string }
  /** To a module that cannot be read. */
  | { readonly kind: 'outside'; readonly module: string; readonly path: readonly string[] }
  /** To a file that has not been read yet. */
  | { readonly kind: 'unread'; readonly file: string }
  /** Nothing at the file's top level has this name. */
  | { readonly kind: 'unbound' }

/** Follows a dotted name of `file` through imports, re-exports and constants, as far as files have been read. */
export function followName(path: Path, file: FileFacts, world: World): Followed {
  return follow(path, file, { ...world, seen: new Set() })
}

interface Journey extends World {
  /** Steps taken before: names may lead in a circle. */
  readonly seen: Set<string>
}

function follow(path: Path, file: FileFacts, journey: Journey): Followed {
  const [head, ...rest] = path
  if (isRepeated(`${file.file}:${path.join('.')}`, journey)) return { kind: 'other', file: file.file }
  const imported = file.imports.find((candidate) => candidate.local === head)
  if (imported !== undefined) return followImport(imported, rest, file, journey)
  const binding = file.bindings.find((candidate) => candidate.local === head)
  if (binding?.value.kind === 'alias') return follow([...binding.value.path, ...rest], file, journey)
  if (binding !== undefined) return { kind: 'made', file, name: head, mentions: binding.value.mentions }
  if (rest.length === 0 && hasClass(file, head)) return { kind: 'class', file, name: head }
  const declared = file.declarations.some((candidate) => candidate.name === head)
  return declared ? { kind: 'other', file: file.file } : { kind: 'unbound' }
}

function followImport(imported: ImportFact, rest: readonly string[], file: FileFacts, journey: Journey): Followed {
  switch (imported.kind) {
    case 'named':
      return followModule(imported.module, [imported.imported, ...rest], file, journey)
    case 'default':
      return followModule(imported.module, ['default', ...rest], file, journey)
    case 'namespace':
    case 'require':
      return followModule(imported.module, rest, file, journey)
    case 'equals':
      return follow([...imported.path, ...rest], file, journey)
  }
}

function followModule(module: string, path: readonly string[], from: FileFacts, journey: Journey): Followed {
  const library = libraryOf(module)
  if (library !== undefined) return { kind: 'library', library, path }
  const target = journey.moduleOf(module, from.file)
  if (target.kind === 'outside') return { kind: 'outside', module, path }
  const file = journey.files.get(target.file)
  if (file === undefined) return { kind: 'unread', file: target.file }
  const [name, ...rest] = path
  // The module itself, as a value.
  if (name === undefined) return { kind: 'other', file: file.file }
  return followExport(name, rest, file, journey) ?? { kind: 'other', file: file.file }
}

/** Nothing when the file does not export the name. */
function followExport(name: string, rest: readonly string[], file: FileFacts, journey: Journey): Followed | undefined {
  if (isRepeated(`${file.file}>${[name, ...rest].join('.')}`, journey)) return undefined
  const own = file.exports.find((candidate) => candidate.kind !== 'all' && candidate.exported === name)
  if (own !== undefined && own.kind !== 'all') return followOwn(own, rest, file, journey)
  // `export *` passes on everything but the default.
  if (name === 'default') return undefined
  let failed: Followed | undefined
  for (const passed of file.exports) {
    if (passed.kind !== 'all') continue
    const found = followPassed(passed.module, [name, ...rest], file, journey)
    if (found?.kind === 'outside') failed ??= found
    else if (found !== undefined) return found
  }
  return failed
}

function followOwn(
  own: Exclude<ExportFact, { kind: 'all' }>,
  rest: readonly string[],
  file: FileFacts,
  journey: Journey,
): Followed {
  switch (own.kind) {
    case 'local':
      return follow([own.local, ...rest], file, journey)
    case 'from':
      return followModule(own.module, [own.imported, ...rest], file, journey)
    case 'namespace':
      return followModule(own.module, rest, file, journey)
  }
}

/** What `export * from 'module'` gives for a name; nothing when the module does not have it. */
function followPassed(
  module: string,
  path: readonly [string, ...string[]],
  from: FileFacts,
  journey: Journey,
): Followed | undefined {
  const library = libraryOf(module)
  if (library !== undefined) return isNamed(library, path) ? { kind: 'library', library, path } : undefined
  const target = journey.moduleOf(module, from.file)
  if (target.kind === 'outside') return { kind: 'outside', module, path }
  const file = journey.files.get(target.file)
  if (file === undefined) return { kind: 'unread', file: target.file }
  const [name, ...rest] = path
  return followExport(name, rest, file, journey)
}

/** What a library exports beyond its decorators is not known here, so another `export *` may have the name. */
function isNamed(library: Library, [name]: Path): boolean {
  return library === 'runtime' && decoratorNames.some((known) => known === name)
}

function hasClass(file: FileFacts, name: string): boolean {
  const isNamedSo = (fact: ClassFact | SubclassFact) => fact.name === name
  return file.classes.some(isNamedSo) || file.subclasses.some(isNamedSo)
}

function isRepeated(step: string, { seen }: Journey): boolean {
  if (seen.has(step)) return true
  seen.add(step)
  return false
}
