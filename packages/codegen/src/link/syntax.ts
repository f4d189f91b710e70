import type { FileFacts, TypeFact } from '../facts.js'
import { type Library, knownType, libraryOf } from './known-types.js'
import type { ResolvedType } from './resolved.js'

type Reference = Extract<TypeFact, { kind: 'reference' }>

/** What a name of `file` is that no library has. */
export type DeclaredResolver = (type: Reference, file: FileFacts) => ResolvedType

const none: ResolvedType = { kind: 'none' }
const noTypes: readonly ResolvedType[] = []

/** Decides a type by the imports of its own file, as far as they go. */
export function resolveBySyntax(
  type: TypeFact,
  file: FileFacts,
  declared: DeclaredResolver = () => ({ kind: 'undecided' }),
): ResolvedType {
  switch (type.kind) {
    case 'none':
      return none
    case 'keyword':
      return { kind: 'keyword', name: type.name }
    case 'literal':
      return { kind: 'literal', value: type.value }
    case 'array':
      return { kind: 'array', item: resolveBySyntax(type.item, file, declared) }
    case 'intersection':
    case 'other':
      return { kind: 'other', text: type.text }
    case 'union':
      return { kind: 'union', members: type.members.map((member) => resolveBySyntax(member, file, declared)) }
    case 'reference':
      return resolveReference(type, file, declared)
  }
}

/** What a dotted name of this file means in a library: `bg.Session` is `Session` of the runtime. */
export function libraryName(
  path: readonly [string, ...string[]],
  file: FileFacts,
): { readonly library: Library; readonly path: readonly string[] } | undefined {
  const imported = file.imports.find((candidate) => candidate.local === path[0])
  if (imported === undefined) {
    const declared = file.declarations.some((declaration) => declaration.name === path[0])
    return declared ? undefined : { library: 'global', path }
  }
  if (imported.kind === 'equals' || imported.kind === 'default') return undefined
  const library = libraryOf(imported.module)
  if (library === undefined) return undefined
  const rest = path.slice(1)
  return { library, path: imported.kind === 'named' ? [imported.imported, ...rest] : rest }
}

function resolveReference(type: Reference, file: FileFacts, declared: DeclaredResolver): ResolvedType {
  const name = libraryName(type.path, file)
  const known = name === undefined ? undefined : knownType(name.library, name.path)
  if (known === undefined) return declared(type, file)
  const [item] = type.typeArguments
  if (known.kind === 'array' && item !== undefined) {
    return { kind: 'array', item: resolveBySyntax(item, file, declared) }
  }
  const typeArguments =
    item === undefined ? noTypes : type.typeArguments.map((argument) => resolveBySyntax(argument, file, declared))
  return { kind: 'known', type: known, typeArguments }
}
