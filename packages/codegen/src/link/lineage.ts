import type { ClassFact, FileFacts, MemberFact } from '../facts.js'
import { type Applied, appliedDecorators } from './applied.js'
import { type HandlerDecoratorName, isHandlerDecorator } from './decorator-names.js'
import { followName, type World } from './follow/index.js'

/** A class and the file that declares it. */
export interface Owner {
  readonly fact: ClassFact
  readonly file: FileFacts
}

/** A handler decorator on a member, and the class that the member is declared in. */
export interface Decorated {
  readonly owner: Owner
  readonly member: MemberFact
  readonly applied: Applied<HandlerDecoratorName>
}

/** The class and the project's own classes that it extends: the furthest first, the class itself last. */
export function lineageOf(owner: Owner, world: World): readonly Owner[] {
  const lineage = [owner]
  for (let base = baseOf(owner, world); base !== undefined; base = baseOf(base, world)) {
    if (lineage.some((known) => isSameClass(known, base))) break
    lineage.unshift(base)
  }
  return lineage
}

/** The handlers that a class declares itself. */
export function ownHandlers(owner: Owner, world: World): readonly Decorated[] {
  return owner.fact.members.flatMap((member) =>
    appliedDecorators(member.decorators, owner.file, world).flatMap((applied) =>
      isHandlerOf(applied) ? [{ owner, member, applied }] : [],
    ),
  )
}

/**
 * All handlers of a class: its own, and those of its base classes that it does not override. A class without a handler
 * of its own has none; the runtime sees it the same way.
 */
export function handlersOf(owner: Owner, world: World): readonly Decorated[] {
  return ownHandlers(owner, world).length === 0 ? [] : inheritableHandlers(owner, world)
}

/** What a class would answer if it bore a handler of its own. */
export function inheritableHandlers(owner: Owner, world: World): readonly Decorated[] {
  const lineage = lineageOf(owner, world)
  return lineage.flatMap((declaring, index) => {
    const below = lineage.slice(index + 1)
    return ownHandlers(declaring, world).filter(({ member }) => !below.some((lower) => hasMember(lower, member)))
  })
}

/** Whether a class declares a member of this name; the runtime does not tell static ones from others here. */
function hasMember({ fact, file }: Owner, { name }: Pick<MemberFact, 'name'>): boolean {
  if (fact.members.some((member) => member.name.kind === name.kind && member.name.text === name.text)) return true
  return name.kind === 'plain' && undecoratedOf(fact, file).some((member) => member.name === name.text)
}

function undecoratedOf({ name, base }: ClassFact, file: FileFacts) {
  const subclass = file.subclasses.find((fact) => fact.name === name && fact.base.join('.') === base?.path.join('.'))
  return subclass?.undecorated ?? []
}

export function isSameClass(one: Owner, other: Owner): boolean {
  const isSamePlace = one.fact.span.line === other.fact.span.line && one.fact.span.column === other.fact.span.column
  return one.file.file === other.file.file && isSamePlace
}

function baseOf({ fact, file }: Owner, world: World): Owner | undefined {
  if (fact.base === undefined) return undefined
  const followed = followName(fact.base.path, file, world)
  if (followed.kind !== 'class') return undefined
  const declared = followed.file.classes.find((candidate) => candidate.name === followed.name)
  return declared === undefined ? undefined : { fact: declared, file: followed.file }
}

function isHandlerOf(applied: Applied): applied is Applied<HandlerDecoratorName> {
  return isHandlerDecorator(applied.name)
}
