import { type Diagnostic, warningAt } from '../diagnostics/index.js'
import type { FileFacts } from '../facts.js'
import { placeIn } from './decorators.js'
import type { World } from './follow/index.js'
import { inheritableHandlers, isSameClass, lineageOf, type Owner, ownHandlers } from './lineage.js'

/** Methods that override a handler of a base class and bear no decorator, so that nothing calls them. */
export function silentOverrides(owner: Owner, world: World): readonly Diagnostic[] {
  const { fact, file } = owner
  const bases = lineageOf(owner, world).slice(0, -1)
  return undecoratedMembers(owner).flatMap((member): readonly Diagnostic[] => {
    // The nearest base class that declares the member decides.
    const base = bases.findLast((candidate) => declares(candidate, member))
    const overridden = base && ownHandlers(base, world).find((handler) => isNamed(handler.member, member))
    if (base === undefined || overridden === undefined) return []
    const own = `\`${fact.name ?? 'class'}.${member.name}\``
    const theirs = `\`${base.fact.name ?? 'class'}.${member.name}\``
    const message = `${own} overrides the handler ${theirs} but bears no decorator, so no update comes here; move the decorator to ${own}, or give the method another name.`
    return [warningAt('BG1105', placeIn(file, member.span), message)]
  })
}

/** A class that inherits handlers and has none of its own, so that it answers nothing. */
export function unroutedHandlers(owner: Owner, all: readonly Owner[], world: World): readonly Diagnostic[] {
  const { fact, file } = owner
  // An abstract class, or one that others extend, need not answer anything itself.
  if (fact.abstract || fact.base === undefined || ownHandlers(owner, world).length > 0) return []
  const inherited = inheritableHandlers(owner, world)
  const [first] = inherited
  if (first === undefined || all.some((other) => isBaseOf(owner, other, world))) return []
  const base = first.owner.fact.name ?? 'its base class'
  const message = `\`${fact.name ?? 'This class'}\` inherits handlers from \`${base}\`, but bears no handler decorator itself, so no update comes to it; decorate a method of it, or leave it if it is no class of handlers.`
  return [warningAt('BG1106', placeIn(file, fact.span), message)]
}

function isBaseOf(owner: Owner, other: Owner, world: World): boolean {
  return lineageOf(other, world)
    .slice(0, -1)
    .some((base) => isSameClass(base, owner))
}

type Undecorated = FileFacts['subclasses'][number]['undecorated'][number]

function undecoratedMembers({ fact, file }: Owner): readonly Undecorated[] {
  const subclass = file.subclasses.find(
    ({ name, base }) => name === fact.name && base.join('.') === fact.base?.path.join('.'),
  )
  return subclass?.undecorated ?? []
}

function declares(owner: Owner, member: Undecorated): boolean {
  return (
    owner.fact.members.some((candidate) => isNamed(candidate, member)) ||
    undecoratedMembers(owner).some(({ name, static: isStatic }) => name === member.name && isStatic === member.static)
  )
}

function isNamed(member: Owner['fact']['members'][number], { name, static: isStatic }: Undecorated): boolean {
  return member.name.text === name && member.static === isStatic
}
