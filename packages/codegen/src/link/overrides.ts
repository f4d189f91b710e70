import { type Diagnostic, warningAt } from '../diagnostics/index.js'
import type { FileFacts, MemberFact } from '../facts.js'
import { placeIn } from './decorators.js'
import { inheritableHandlers, type Standing } from './inheritance.js'
import { type Owner, undecoratedOf } from './lineage.js'
import type { Family } from './reading.js'

/** Methods that override a handler of a base class and bear no decorator, so that nothing calls them. */
export function silentOverrides({ own, lineage }: Family): readonly Diagnostic[] {
  const { fact, file } = own
  const bases = lineage.slice(0, -1)
  if (bases.length === 0) return []
  return undecoratedOf(own).flatMap((member): readonly Diagnostic[] => {
    // The nearest base class that declares the member decides.
    const base = bases.findLast((candidate) => declares(candidate, member))
    const overridden = base?.handlers.find((handler) => isNamed(handler.member.fact, member))
    if (base === undefined || overridden === undefined) return []
    const name = `\`${fact.name ?? 'class'}.${member.name}\``
    const theirs = `\`${base.fact.name ?? 'class'}.${member.name}\``
    const message = `${name} overrides the handler ${theirs} but bears no decorator, so no update comes here; move the decorator to ${name}, or give the method another name.`
    return [warningAt('BG1105', placeIn(file, member.span), message)]
  })
}

/** A class that inherits handlers and has none of its own, so that it answers nothing. */
export function unroutedHandlers(family: Family, { isBase }: Standing): readonly Diagnostic[] {
  const { fact, file, handlers } = family.own
  // An abstract class, or one that others extend, need not answer anything itself.
  if (isBase || fact.abstract || fact.base === undefined || handlers.length > 0) return []
  const [first] = inheritableHandlers(family)
  if (first === undefined) return []
  const base = first.owner.fact.name ?? 'its base class'
  const message = `\`${fact.name ?? 'This class'}\` inherits handlers from \`${base}\`, but bears no handler decorator itself, so no update comes to it; decorate a method of it, or leave it if it is no class of handlers.`
  return [warningAt('BG1106', placeIn(file, fact.span), message)]
}

type Undecorated = FileFacts['subclasses'][number]['undecorated'][number]

function declares(owner: Owner, member: Undecorated): boolean {
  return (
    owner.fact.members.some((candidate) => isNamed(candidate, member)) ||
    undecoratedOf(owner).some(({ name, static: isStatic }) => name === member.name && isStatic === member.static)
  )
}

function isNamed(member: MemberFact, { name, static: isStatic }: Undecorated): boolean {
  return member.name.text === name && member.static === isStatic
}
