import { posix } from 'node:path'
import type { Exported, FileFacts, TypeFact } from '../facts.js'
import type { ModuleReference, TypeArgument, TypeReference } from '../model.js'

/** How the generated module can import a type that `file` uses; nothing when it cannot. */
export function importableReference(type: TypeFact, file: FileFacts): TypeReference | undefined {
  if (type.kind !== 'reference') return undefined
  const typeArguments: TypeArgument[] = []
  for (const argument of type.typeArguments) {
    const importable = importableArgument(argument, file)
    if (importable === undefined) return undefined
    typeArguments.push(importable)
  }
  const named = importableName(type.path, file)
  return named === undefined ? undefined : { ...named, typeArguments }
}

/** The same for a type argument. */
export function importableArgument(type: TypeFact, file: FileFacts): TypeArgument | undefined {
  if (type.kind === 'keyword') return { kind: 'keyword', name: type.name }
  if (type.kind === 'literal' && typeof type.value === 'string') return { kind: 'literal', value: type.value }
  const reference = importableReference(type, file)
  return reference === undefined ? undefined : { kind: 'reference', type: reference }
}

function importableName(
  path: readonly [string, ...string[]],
  file: FileFacts,
): Omit<TypeReference, 'typeArguments'> | undefined {
  const [head, ...members] = path
  const imported = file.imports.find((candidate) => candidate.local === head)
  switch (imported?.kind) {
    case 'named':
      return { module: moduleOf(imported.module, file), name: { kind: 'named', name: imported.imported }, members }
    case 'default':
      return { module: moduleOf(imported.module, file), name: { kind: 'default', local: head }, members }
    case 'namespace': {
      const [name, ...rest] = members
      if (name === undefined) return undefined
      return { module: moduleOf(imported.module, file), name: { kind: 'named', name }, members: rest }
    }
    case 'require':
    case 'equals':
      return undefined
    case undefined:
      return declaredName(head, members, file)
  }
}

function declaredName(
  name: string,
  members: readonly string[],
  file: FileFacts,
): Omit<TypeReference, 'typeArguments'> | undefined {
  const declaration = file.declarations.find((candidate) => candidate.name === name)
  const exported: Exported = declaration?.exported ?? { kind: 'none' }
  if (exported.kind === 'none' || exported.kind === 'equals') return undefined
  return {
    module: { kind: 'source', file: file.file },
    name: exported.kind === 'named' ? exported : { kind: 'default', local: name },
    members,
  }
}

function moduleOf(specifier: string, file: FileFacts): ModuleReference {
  if (!/^\.{1,2}(?:\/|$)/.test(specifier)) return { kind: 'bare', specifier }
  return { kind: 'relative', path: posix.join(posix.dirname(file.file), specifier) }
}
