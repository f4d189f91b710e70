import type {
  ClassFact,
  ConstructionFact,
  FileFacts,
  ImportFact,
  MemberFact,
  MemberName,
  ParameterFact,
} from '../facts.js'
import {
  eachOf,
  packDecorator,
  type PackedDecorator,
  type PackedSpan,
  type PackedType,
  packSpan,
  packType,
  unpackDecorator,
  unpackSpan,
  unpackType,
} from './packed-values.js'

/** What a file says, as it is kept. */
export interface PackedFacts extends Omit<FileFacts, 'imports' | 'classes'> {
  readonly imports: readonly PackedImport[]
  readonly classes: readonly PackedClass[]
}

export function packFacts(facts: FileFacts): PackedFacts {
  return { ...facts, imports: eachOf(facts.imports, packImport), classes: eachOf(facts.classes, packClass) }
}

/** What {@link packFacts} was given, as one that was written as JSON and read again. */
export function unpackFacts(packed: PackedFacts): FileFacts {
  return { ...packed, imports: eachOf(packed.imports, unpackImport), classes: eachOf(packed.classes, unpackClass) }
}

/** The local name follows where it is another one. */
type PackedImport =
  | readonly [imported: string, module: string, local?: string]
  | Exclude<ImportFact, { readonly kind: 'named' }>

function packImport(fact: ImportFact): PackedImport {
  if (fact.kind !== 'named') return fact
  const { imported, module, local } = fact
  return local === imported ? [imported, module] : [imported, module, local]
}

function unpackImport(packed: PackedImport): ImportFact {
  if ('kind' in packed) return packed
  const [imported, module, local = imported] = packed
  return { kind: 'named', local, imported, module }
}

interface PackedClass extends Omit<ClassFact, 'decorators' | 'construction' | 'members'> {
  readonly decorators: readonly PackedDecorator[]
  readonly construction: PackedConstruction
  readonly members: readonly PackedMember[]
}

function packClass(fact: ClassFact): PackedClass {
  return {
    ...fact,
    decorators: eachOf(fact.decorators, packDecorator),
    construction: packConstruction(fact.construction),
    members: eachOf(fact.members, packMember),
  }
}

function unpackClass(packed: PackedClass): ClassFact {
  return {
    ...packed,
    name: packed.name,
    base: packed.base,
    decorators: eachOf(packed.decorators, unpackDecorator),
    construction: unpackConstruction(packed.construction),
    members: eachOf(packed.members, unpackMember),
  }
}

type Declared = Extract<ConstructionFact, { readonly kind: 'declared' }>
type PackedConstruction =
  | Exclude<ConstructionFact, Declared>
  | (Omit<Declared, 'parameters'> & { readonly parameters: readonly PackedParameter[] })

function packConstruction(fact: ConstructionFact): PackedConstruction {
  return fact.kind === 'declared' ? { ...fact, parameters: eachOf(fact.parameters, packParameter) } : fact
}

function unpackConstruction(packed: PackedConstruction): ConstructionFact {
  return packed.kind === 'declared' ? { ...packed, parameters: eachOf(packed.parameters, unpackParameter) } : packed
}

/** A name that is plain is its text. */
type PackedMember = readonly [
  MemberFact['kind'],
  name: string | Exclude<MemberName, { readonly kind: 'plain' }>,
  flags: number,
  MemberFact['visibility'],
  PackedSpan,
  decorators: readonly PackedDecorator[],
  parameters: readonly PackedParameter[],
  hidden: readonly PackedDecorator[],
]

function packMember(fact: MemberFact): PackedMember {
  const { kind, name, visibility, span } = fact
  return [
    kind,
    name.kind === 'plain' ? name.text : name,
    flags(fact.static, fact.abstract, fact.generic),
    visibility,
    packSpan(span),
    eachOf(fact.decorators, packDecorator),
    eachOf(fact.parameters, packParameter),
    eachOf(fact.hidden, packDecorator),
  ]
}

function unpackMember([kind, name, said, visibility, span, decorators, parameters, hidden]: PackedMember): MemberFact {
  return {
    kind,
    name: typeof name === 'string' ? { kind: 'plain', text: name } : name,
    static: (said & 1) !== 0,
    abstract: (said & 2) !== 0,
    generic: (said & 4) !== 0,
    visibility,
    span: unpackSpan(span),
    decorators: eachOf(decorators, unpackDecorator),
    parameters: eachOf(parameters, unpackParameter),
    hidden: eachOf(hidden, unpackDecorator),
  }
}

type PackedParameter = readonly [
  name: string | null,
  PackedType,
  flags: number,
  PackedSpan,
  decorators: readonly PackedDecorator[],
]

function packParameter({ name, type, optional, hasDefault, rest, span, decorators }: ParameterFact): PackedParameter {
  return [
    name ?? null,
    packType(type),
    flags(optional, hasDefault, rest),
    packSpan(span),
    eachOf(decorators, packDecorator),
  ]
}

function unpackParameter([name, type, said, span, decorators]: PackedParameter): ParameterFact {
  return {
    name: name ?? undefined,
    type: unpackType(type),
    optional: (said & 1) !== 0,
    hasDefault: (said & 2) !== 0,
    rest: (said & 4) !== 0,
    span: unpackSpan(span),
    decorators: eachOf(decorators, unpackDecorator),
  }
}

function flags(first: boolean, second: boolean, third: boolean): number {
  return (first ? 1 : 0) | (second ? 2 : 0) | (third ? 4 : 0)
}
