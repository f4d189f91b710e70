import { type Diagnostic, warningAt } from '../diagnostics/index.js'
import type { Bot, Place } from '../model.js'

/**
 * Qualified sessions that one handler opens and no other handler takes: nothing in the table could close or clear them
 * later. A hint, because the handler itself may, or other code by `bot.sessions`.
 */
export function checkLoneSessions(bot: Bot): readonly Diagnostic[] {
  const takers = new Map<string, { readonly methods: Set<string>; readonly opened: Place[] }>()
  for (const { handlers } of bot.classes) {
    for (const { method, parameters } of handlers) {
      for (const { source, qualifier, place } of parameters) {
        const name = source.kind === 'session' ? (qualifier?.value ?? source.qualifier) : undefined
        if (name === undefined || name.trim() === '' || source.kind !== 'session') continue
        const known = takers.get(name) ?? { methods: new Set(), opened: [] }
        known.methods.add(`${method.place.file}:${method.place.line}:${method.place.column}`)
        // A peek opens nothing.
        if (source.flavour !== 'peekSession') known.opened.push(place)
        takers.set(name, known)
      }
    }
  }
  return [...takers].flatMap(
    ([
      name,
      {
        methods,
        opened: [place],
      },
    ]) => {
      if (methods.size > 1 || place === undefined) return []
      const message = `Session '${name}' is opened here, and no other handler takes it, so it stays open until it expires unless this handler closes it; take it where it ends and close it there, or correct its name.`
      return [warningAt('BG1507', place, message)]
    },
  )
}
