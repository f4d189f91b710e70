import { closest, type Diagnostic, warningAt } from '../diagnostics/index.js'
import type { Bot, Place } from '../model.js'
import { perClass } from '../per-class.js'

/**
 * Qualified sessions that handlers look at, that none opens, and whose name is nearly that of one that some handler does
 * open. Without such a name nothing is said: other code may open it.
 */
export function checkUnopenedSessions(bot: Bot): readonly Diagnostic[] {
  const peeks = bot.classes.flatMap((each) => namedIn(each).peeked)
  if (peeks.length === 0) return []
  const opened = new Set(bot.classes.flatMap((each) => namedIn(each).opened))
  return peeks.flatMap(({ name, place }) => {
    const near = opened.has(name) ? undefined : closest(name, opened)
    if (near === undefined) return []
    const message = `Session '${name}' is looked at here, and no handler opens it; did you mean '${near}'?`
    return [warningAt('BG1507', place, message)]
  })
}

/** The sessions that a class's handlers name. */
interface NamedSessions {
  readonly opened: readonly string[]
  readonly peeked: readonly { readonly name: string; readonly place: Place }[]
}

const namedIn = perClass(({ handlers }): NamedSessions => {
  const opened: string[] = []
  const peeked: { name: string; place: Place }[] = []
  for (const { parameters } of handlers) {
    for (const { source, qualifier, place } of parameters) {
      const name = source.kind === 'session' ? (qualifier?.value ?? source.qualifier) : undefined
      if (source.kind !== 'session' || name === undefined || name.trim() === '') continue
      if (source.flavour === 'peekSession') peeked.push({ name, place })
      else opened.push(name)
    }
  }
  return { opened, peeked }
})
