import { type Diagnostic, warningAt } from '../diagnostics/index.js'
import type { FileFacts, Path } from '../facts.js'
import { decoratorName, placeIn } from './decorators.js'
import { followName, type World } from './follow/index.js'

/** Methods that override a handler of a base class and bear no decorator, so that nothing calls them. */
export function silentOverrides(file: FileFacts, world: World): readonly Diagnostic[] {
  return file.subclasses.flatMap((subclass) =>
    subclass.undecorated.flatMap((member): readonly Diagnostic[] => {
      const base = overriddenHandler(member, subclass.base, file, world, new Set())
      if (base === undefined) return []
      const own = `\`${subclass.name ?? 'class'}.${member.name}\``
      const message = `${own} overrides the handler \`${base}.${member.name}\` but bears no decorator, so updates go to \`${base}\` and not here; move the decorator to ${own}, or give the method another name.`
      return [warningAt('BG1105', placeIn(file, member.span), message)]
    }),
  )
}

interface Named {
  readonly name: string
  readonly static: boolean
}

/** The base class whose handler a member overrides: the nearest one that declares it decides. */
function overriddenHandler(
  member: Named,
  base: Path,
  file: FileFacts,
  world: World,
  seen: Set<string>,
): string | undefined {
  const followed = followName(base, file, world)
  if (followed.kind !== 'class') return undefined
  const { name, file: declaring } = followed
  const key = `${declaring.file}:${name}`
  if (seen.has(key)) return undefined
  seen.add(key)
  const decorated = declaring.classes
    .find((fact) => fact.name === name)
    ?.members.find((candidate) => candidate.name.text === member.name && candidate.static === member.static)
  if (decorated !== undefined) {
    const isHandler = decorated.decorators.some((each) => decoratorName(each, declaring, world) === 'CommandHandler')
    return isHandler ? name : undefined
  }
  const further = declaring.subclasses.find((fact) => fact.name === name)
  if (further === undefined) return undefined
  const isOverriddenThere = further.undecorated.some(
    (candidate) => candidate.name === member.name && candidate.static === member.static,
  )
  return isOverriddenThere ? undefined : overriddenHandler(member, further.base, declaring, world, seen)
}
