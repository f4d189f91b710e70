import type { ClassFact, DecoratorFact, FileFacts, MemberFact } from '../facts.js'
import { type DecoratorName, type HandlerDecoratorName, isHandlerDecorator } from './decorator-names.js'
import { type Meaning, meaningOf } from './decorators.js'
import { type Expanded, expandDecorators } from './expand.js'
import type { Lookup } from './follow/index.js'
import { lineageOf, type Owner } from './lineage.js'

/** Decorators of one thing: those that are botgen's, and the others. */
export interface ReadDecorators {
  readonly applied: readonly Applied[]
  readonly others: readonly (Expanded & { readonly meaning: Meaning })[]
}

/** One of botgen's decorators where it is applied. */
export interface Applied<N extends DecoratorName = DecoratorName> extends Expanded {
  readonly name: N
}

/** A member that bears a decorator, itself or on a parameter. */
export interface ReadMember {
  readonly fact: MemberFact
  readonly decorators: ReadDecorators
  /** Those of each parameter. */
  readonly parameters: readonly ReadDecorators[]
  /** Those of `fact.hidden` that are botgen's. */
  readonly hidden: readonly { readonly fact: DecoratorFact; readonly name: DecoratorName }[]
}

/** A class whose decorators have been followed, once for all that is to be said of them. */
export interface ReadClass extends Owner {
  readonly decorators: ReadDecorators
  readonly members: readonly ReadMember[]
  /** The handlers that it declares itself. */
  readonly handlers: readonly Decorated[]
}

/** A handler decorator on a member, and the class that the member is declared in. */
export interface Decorated {
  readonly owner: Owner
  readonly member: ReadMember
  readonly applied: Applied<HandlerDecoratorName>
}

/** The class and the project's own classes that it extends: the furthest first, the class itself last. */
export interface Family {
  readonly own: ReadClass
  readonly lineage: readonly ReadClass[]
}

/** Reads classes with those that they extend, each class once. */
export function familyReader(lookup: Lookup): (owner: Owner) => Family {
  const known = new Map<ClassFact, ReadClass>()
  const read = (owner: Owner): ReadClass => {
    const found = known.get(owner.fact) ?? readClass(owner, lookup)
    known.set(owner.fact, found)
    return found
  }
  return (owner) => ({ own: read(owner), lineage: lineageOf(owner, lookup).map(read) })
}

function readClass({ fact, file }: Owner, lookup: Lookup): ReadClass {
  const members = fact.members.map((member) => readMember(member, file, lookup))
  const owner = { fact, file }
  const handlers: Decorated[] = []
  for (const member of members) {
    for (const applied of member.decorators.applied) if (isHandlerOf(applied)) handlers.push({ owner, member, applied })
  }
  return { fact, file, decorators: readDecorators(fact.decorators, file, lookup), members, handlers }
}

function readMember(fact: MemberFact, file: FileFacts, lookup: Lookup): ReadMember {
  return {
    fact,
    decorators: readDecorators(fact.decorators, file, lookup),
    parameters: fact.parameters.map(({ decorators }) => readDecorators(decorators, file, lookup)),
    hidden: fact.hidden.length === 0 ? nothing : readHidden(fact.hidden, file, lookup),
  }
}

const nothing: ReadMember['hidden'] = []

function readHidden(hidden: readonly DecoratorFact[], file: FileFacts, lookup: Lookup): ReadMember['hidden'] {
  return hidden.flatMap((decorator) => {
    const meaning = meaningOf(decorator, file, lookup)
    return meaning.kind === 'botgen' ? [{ fact: decorator, name: meaning.name }] : []
  })
}

/** Those of whatever bears none. */
export const noDecorators: ReadDecorators = { applied: [], others: [] }

/** Follows the decorators of something in `file`. */
export function readDecorators(decorators: readonly DecoratorFact[], file: FileFacts, lookup: Lookup): ReadDecorators {
  if (decorators.length === 0) return noDecorators
  const applied: Applied[] = []
  const others: (Expanded & { readonly meaning: Meaning })[] = []
  for (const { decorator, file: from, use } of expandDecorators(decorators, file, lookup)) {
    const meaning = meaningOf(decorator, from, lookup)
    if (meaning.kind === 'botgen') applied.push({ decorator, file: from, use, name: meaning.name })
    else others.push({ decorator, file: from, use, meaning })
  }
  return { applied, others: others.length === 0 ? noDecorators.others : others }
}

function isHandlerOf(applied: Applied): applied is Applied<HandlerDecoratorName> {
  return isHandlerDecorator(applied.name)
}
