import type { ClassFact, ExportFact, FileFacts, ImportFact, Path, Span, SubclassFact, ValueFact } from '../../facts.js'
import { decoratorNames } from '../decorator-names.js'
import { libraryOf, type Library } from '../known-types.js'

/** The files that have been read so far, and how module names lead from one to another. */
export interface World extends Lookup {
  readonly files: ReadonlyMap<string, FileFacts>
}

/** What is asked of the world to follow names, one question at a time. */
export interface Lookup {
  readonly files: Pick<ReadonlyMap<string, FileFacts>, 'get'>
  readonly moduleOf: (specifier: string, from: string) => FollowedModule
  /** The one value that a name's type allows, or a reference for a class: for names that lead out of what can be read. */
  readonly typedValue: (path: Path, file: FileFacts) => ValueFact | undefined
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
  /** Something that the file `file` makes of other names, or what its `members` lead to inside. */
  | {
      readonly kind: 'made'
      readonly file: FileFacts
      readonly name: string
      readonly members: readonly string[]
      readonly mentions: readonly Path[]
    }
  /** Something else that is known not to be one of these. */
  | {
      readonly kind: 'other'
      readonly file: string
      /** The interface or alias that it is. */
      readonly type?: string
    }
  /** To a module that cannot be read, as the file `from` names it. */
  | { readonly kind: 'outside'; readonly module: string; readonly from: string; readonly path: readonly string[] }
  /** To a file that has not been read yet. */
  | { readonly kind: 'unread'; readonly file: string }
  /** Nothing at the file's top level has this name; `through` is the constant that stands for it. */
  | { readonly kind: 'unbound'; readonly through: Through | undefined }

/** A constant on the way. */
export interface Through {
  readonly file: string
  readonly name: string
  readonly span: Span
}

/** Follows a dotted name of `file` through imports, re-exports and constants, as far as files have been read. */
export function followName(path: Path, file: FileFacts, lookup: Lookup): Followed {
  return libraryImport(path, file) ?? follow(path, file, { lookup, seen: [] })
}

/** Most names are imported from a library right here, and lead no further. */
function libraryImport(path: Path, { imports }: FileFacts): Followed | undefined {
  const imported = imports.find((candidate) => candidate.local === path[0])
  if (imported === undefined || imported.kind === 'equals') return undefined
  const library = libraryOf(imported.module)
  return library === undefined ? undefined : { kind: 'library', library, path: importedPath(imported, path.slice(1)) }
}

interface Journey {
  readonly lookup: Lookup
  /** Steps taken before: names may lead in a circle. There are few. */
  readonly seen: Step[]
}

/** A name that was looked for in a file, or among what it exports. */
interface Step {
  readonly among: 'names' | 'exports'
  readonly file: FileFacts
  readonly path: Path
}

function follow(path: Path, file: FileFacts, journey: Journey): Followed {
  const [head, ...rest] = path
  if (isRepeated({ among: 'names', file, path }, journey)) return { kind: 'other', file: file.file }
  const imported = file.imports.find((candidate) => candidate.local === head)
  if (imported !== undefined) return followImport(imported, rest, file, journey)
  const binding = file.bindings.find((candidate) => candidate.local === head)
  if (binding?.value.kind === 'alias') {
    const followed = follow([...binding.value.path, ...rest], file, journey)
    if (followed.kind !== 'unbound' || followed.through !== undefined) return followed
    return { kind: 'unbound', through: { file: file.file, name: head, span: binding.span } }
  }
  if (binding !== undefined) return { kind: 'made', file, name: head, members: rest, mentions: binding.value.mentions }
  if (hasClass(file, head)) return rest.length === 0 ? { kind: 'class', file, name: head } : inClass(head, rest, file)
  const declared = file.declarations.some((candidate) => candidate.name === head)
  if (!declared) return { kind: 'unbound', through: undefined }
  return rest.length === 0 ? { kind: 'other', file: file.file, type: head } : { kind: 'other', file: file.file }
}

/** A static property of a class; a class without such a one is not followed into. */
function inClass(name: string, members: readonly string[], file: FileFacts): Followed {
  const statics = file.classes.find((fact) => fact.name === name)?.statics
  const found = statics?.find((fact) => fact.name === members[0])
  if (found === undefined) return { kind: 'other', file: file.file }
  return { kind: 'made', file, name, members, mentions: found.mentions }
}

function followImport(imported: ImportFact, rest: readonly string[], file: FileFacts, journey: Journey): Followed {
  return imported.kind === 'equals'
    ? follow([...imported.path, ...rest], file, journey)
    : followModule(imported.module, importedPath(imported, rest), file, journey)
}

type ModuleImport = Exclude<ImportFact, { kind: 'equals' }>

/** What is asked of the module for the members `rest` of an import. */
function importedPath(imported: ModuleImport, rest: readonly string[]): readonly string[] {
  switch (imported.kind) {
    case 'named':
      return [imported.imported, ...rest]
    case 'default':
      return ['default', ...rest]
    case 'namespace':
    case 'require':
      return rest
  }
}

function followModule(module: string, path: readonly string[], from: FileFacts, journey: Journey): Followed {
  const library = libraryOf(module)
  if (library !== undefined) return { kind: 'library', library, path }
  const target = journey.lookup.moduleOf(module, from.file)
  if (target.kind === 'outside') return { kind: 'outside', module, from: from.file, path }
  const file = journey.lookup.files.get(target.file)
  if (file === undefined) return { kind: 'unread', file: target.file }
  const [name, ...rest] = path
  // The module itself, as a value.
  if (name === undefined) return { kind: 'other', file: file.file }
  return followExport(name, rest, file, journey) ?? { kind: 'other', file: file.file }
}

/** Nothing when the file does not export the name. */
function followExport(name: string, rest: readonly string[], file: FileFacts, journey: Journey): Followed | undefined {
  if (isRepeated({ among: 'exports', file, path: [name, ...rest] }, journey)) return undefined
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
  const target = journey.lookup.moduleOf(module, from.file)
  if (target.kind === 'outside') return { kind: 'outside', module, from: from.file, path }
  const file = journey.lookup.files.get(target.file)
  if (file === undefined) return { kind: 'unread', file: target.file }
  const [name, ...rest] = path
  return followExport(name, rest, file, journey)
}

/** What a library exports beyond its decorators is not known here, so another `export *` may have the name. */
function isNamed(library: Library, [name]: Path): boolean {
  return library === 'runtime' && (name === 'composeDecorators' || decoratorNames.some((known) => known === name))
}

function hasClass(file: FileFacts, name: string): boolean {
  const isNamedSo = (fact: ClassFact | SubclassFact) => fact.name === name
  return file.classes.some(isNamedSo) || file.subclasses.some(isNamedSo)
}

function isRepeated(step: Step, { seen }: Journey): boolean {
  if (seen.some((before) => isSameStep(before, step))) return true
  seen.push(step)
  return false
}

function isSameStep(one: Step, other: Step): boolean {
  return (
    one.among === other.among &&
    one.file === other.file &&
    one.path.length === other.path.length &&
    one.path.every((name, index) => name === other.path[index])
  )
}
