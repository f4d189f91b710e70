import type { ClassFact, MemberFact } from '../facts.js'
import { type Owner, undecoratedOf } from './lineage.js'
import type { Decorated, Family } from './reading.js'

/**
 * All handlers of a class: its own, and those of its base classes that it does not override. A class without a handler
 * of its own has none; the runtime sees it the same way.
 */
export function handlersOf(family: Family): readonly Decorated[] {
  return family.own.handlers.length === 0 ? [] : inheritableHandlers(family)
}

/** What a class would answer if it bore a handler of its own. */
export function inheritableHandlers({ own, lineage }: Family): readonly Decorated[] {
  if (lineage.length === 1) return own.handlers
  return lineage.flatMap((declaring, index) => {
    const below = lineage.slice(index + 1)
    return declaring.handlers.filter(({ member }) => !below.some((lower) => hasMember(lower, member.fact)))
  })
}

/** Whether a class declares a member of this name; the runtime does not tell static ones from others here. */
function hasMember(owner: Owner, { name }: Pick<MemberFact, 'name'>): boolean {
  if (owner.fact.members.some((member) => member.name.kind === name.kind && member.name.text === name.text)) return true
  return name.kind === 'plain' && undecoratedOf(owner).some((member) => member.name === name.text)
}

/** What the classes of a bot are to each other. */
export interface Inheritance {
  /** Classes that others extend. */
  readonly bases: ReadonlySet<ClassFact>
  /** Classes that classes with handlers extend. */
  readonly basesOfHandlers: ReadonlySet<ClassFact>
  /** Classes that have handlers, and those that share a lineage with such a class above themselves. */
  readonly guarding: ReadonlySet<ClassFact>
}

/** What other classes make of one. */
export interface Standing {
  readonly isBase: boolean
  /** Whether the class, or one that extends it, has handlers. */
  readonly isGuarding: boolean
}

/** Where one class stands among them. */
export function standingOf(fact: ClassFact, { bases, guarding }: Inheritance): Standing {
  return { isBase: bases.has(fact), isGuarding: guarding.has(fact) }
}

/** Whether other classes make the same of it. */
export function isSameStanding(one: Standing, other: Standing): boolean {
  return one.isBase === other.isBase && one.isGuarding === other.isGuarding
}

/** Looks at all families together. */
export function inheritanceOf(families: readonly Family[]): Inheritance {
  const bases = new Set<ClassFact>()
  const basesOfHandlers = new Set<ClassFact>()
  const guarding = new Set<ClassFact>()
  for (const { own, lineage } of families) {
    const bears = own.handlers.length > 0
    for (const { fact } of lineage) {
      if (fact === own.fact) continue
      bases.add(fact)
      if (bears) basesOfHandlers.add(fact)
    }
    if (lineage.some(({ handlers }) => handlers.length > 0)) for (const { fact } of lineage) guarding.add(fact)
  }
  return { bases, basesOfHandlers, guarding }
}
