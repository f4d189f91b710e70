import type { DeclarationFact, FileFacts, Path, TypeFact, ValueFact } from '../facts.js'
import { followName, type Lookup } from './follow/index.js'
import { knownType } from './known-types.js'
import { importableReference } from './references.js'
import { type EnumType, isDecided, isExpressible, type ResolvedType, type TypeResolver } from './resolved.js'
import { type DeclaredResolver, libraryName, resolveBySyntax } from './syntax.js'
import { resolveValue } from './values.js'

type Reference = Extract<TypeFact, { kind: 'reference' }>

const undecided: ResolvedType = { kind: 'undecided' }

/** Decides types by their names: those of libraries, and those that lead to a declaration in a file that was read. */
export function syntaxResolver(lookup: Lookup): TypeResolver {
  const resolve: TypeResolver = (type, file) => resolveBySyntax(type, file, declared)
  const declared: DeclaredResolver = (reference, file) => declaredType(reference, file, lookup, resolve)
  return resolve
}

function declaredType(type: Reference, file: FileFacts, lookup: Lookup, resolve: TypeResolver): ResolvedType {
  const found = declarationBehind(type.path, file, lookup)
  if (found === undefined) return undecided
  const name = type.path.join('.')
  const { declaration } = found
  if (declaration.kind === 'enum') return enumType(type, file, found, lookup)
  if (declaration.kind === 'alias' && !declaration.generic) {
    const target = resolve(declaration.type, found.file)
    if (!isDecided(target)) return undecided
    if (isExpressible(target)) return target
  }
  switch (contextness(type, file, lookup, new Set())) {
    case 'yes':
      return { kind: 'context', name, reference: importableReference(type, file) }
    case 'no':
      return { kind: 'foreign', name, declared: `${articled[declaration.kind]} of your own` }
    case 'unknown':
      return undecided
  }
}

const articled = { class: 'a class', interface: 'an interface', alias: 'an alias' } as const

interface Declared {
  readonly declaration: DeclarationFact
  readonly file: FileFacts
}

/** Where a name leads that stands for one declaration only: several make something of each other. */
function declarationBehind(path: Path, file: FileFacts, lookup: Lookup): Declared | undefined {
  const followed = followName(path, file, lookup)
  const place = placeOf(followed, lookup)
  if (place === undefined) return undefined
  const [declaration, another] = place.file.declarations.filter(({ name }) => name === place.name)
  return declaration === undefined || another !== undefined ? undefined : { declaration, file: place.file }
}

function placeOf(followed: ReturnType<typeof followName>, lookup: Lookup) {
  switch (followed.kind) {
    case 'class':
      return followed
    case 'made':
      return followed.members.length === 0 ? followed : undefined
    case 'other': {
      const file = lookup.files.get(followed.file)
      return file === undefined || followed.type === undefined ? undefined : { file, name: followed.type }
    }
    case 'library':
    case 'outside':
    case 'unbound':
    case 'unread':
      return undefined
  }
}

function enumType(type: Reference, file: FileFacts, found: Declared, lookup: Lookup): EnumType | typeof undecided {
  const { declaration } = found
  if (declaration.kind !== 'enum' || declaration.constness === 'declared') return undecided
  const values = enumValues(declaration.name, found.file, lookup)
  if (values === undefined) return undecided
  const { constness } = declaration
  return { kind: 'enum', name: type.path.join('.'), values, constness, reference: importableReference(type, file) }
}

function enumValues(name: string, file: FileFacts, lookup: Lookup): readonly (string | number)[] | undefined {
  const binding = file.bindings.find(({ local, value }) => local === name && value.kind === 'made')
  const constancy = binding?.value.kind === 'made' ? binding.value.constancy : undefined
  const written = constancy?.kind === 'constant' && constancy.value.kind === 'computed' ? constancy.value : undefined
  if (written?.from.kind !== 'enum') return undefined
  if (!written.from.members.every(({ value }) => value === undefined || isConstant(value))) return undefined
  const object = resolveValue(written, file, lookup)
  if (object.kind !== 'object') return undefined
  const values = written.from.members.map(
    (member) => object.properties.findLast(({ key }) => key === member.name)?.value,
  )
  const known = values.flatMap((value) => (value?.kind === 'string' || value?.kind === 'number' ? [value.value] : []))
  return known.length === values.length ? known : undefined
}

/** Whether TypeScript too knows the value that a member of an enum is given: it does not look into objects. */
function isConstant(value: ValueFact): boolean {
  if (value.kind === 'string' || value.kind === 'number' || value.kind === 'reference') return true
  if (value.kind !== 'computed') return false
  switch (value.from.kind) {
    case 'template':
      return value.from.parts.every(isConstant)
    case 'unary':
      return isConstant(value.from.operand)
    case 'binary':
      return isConstant(value.from.left) && isConstant(value.from.right)
    case 'member':
    case 'array':
    case 'object':
    case 'regex':
    case 'enum':
      return false
  }
}

/** Whether a type is, extends or contains Telegraf's `Context`. */
type Contextness = 'yes' | 'no' | 'unknown'

function contextness(type: TypeFact, file: FileFacts, lookup: Lookup, seen: Set<string>): Contextness {
  switch (type.kind) {
    case 'intersection':
      return ofAny(type.members.map((member) => contextness(member, file, lookup, seen)))
    case 'reference':
      return contextnessOfName(type.path, file, lookup, seen)
    case 'other':
      // What is written in braces has members only; all else may come to anything.
      return /^\{[^]*\}$/.test(type.text) && !type.text.includes(' extends ') ? 'no' : 'unknown'
    case 'none':
    case 'keyword':
    case 'literal':
    case 'array':
    case 'union':
      return 'no'
  }
}

function contextnessOfName(path: Path, file: FileFacts, lookup: Lookup, seen: Set<string>): Contextness {
  const name = libraryName(path, file)
  if (name !== undefined) {
    if (name.library === 'telegraf' && name.path.join('.') === 'Context') return 'yes'
    const isOther = name.library === 'telegrafTypes' || knownType(name.library, name.path) !== undefined
    return isOther ? 'no' : 'unknown'
  }
  const found = declarationBehind(path, file, lookup)
  if (found === undefined) return 'unknown'
  const { declaration, file: declaring } = found
  const key = `${declaring.file}:${declaration.name}`
  if (seen.has(key)) return 'no'
  seen.add(key)
  switch (declaration.kind) {
    case 'interface':
      return ofAny(declaration.bases.map((base) => contextness(base, declaring, lookup, seen)))
    case 'alias':
      return contextness(declaration.type, declaring, lookup, seen)
    case 'class':
      return contextnessOfClass(declaration.name, declaring, lookup, seen)
    case 'enum':
      return 'no'
  }
}

function contextnessOfClass(name: string, file: FileFacts, lookup: Lookup, seen: Set<string>): Contextness {
  const fact = file.classes.find((candidate) => candidate.name === name)
  if (fact === undefined) return 'unknown'
  if (fact.base !== undefined) return contextnessOfName(fact.base.path, file, lookup, seen)
  // What it extends may be an expression.
  return fact.construction.kind === 'none' ? 'no' : 'unknown'
}

function ofAny(parts: readonly Contextness[]): Contextness {
  if (parts.includes('yes')) return 'yes'
  return parts.includes('unknown') ? 'unknown' : 'no'
}
