import { closest, type Diagnostic, warningAt } from '../diagnostics/index.js'
import type { Bot, Place } from '../model.js'
import { perClass } from '../per-class.js'

/**
 * Qualified sessions that one handler opens and no other handler takes: nothing in the table could close or clear them
 * later. A hint, because the handler itself may, or other code by `bot.sessions`.
 */
export function checkLoneSessions(bot: Bot): readonly Diagnostic[] {
  const takers = new Map<string, { readonly methods: Set<string>; readonly opened: Place[] }>()
  for (const { name, method, opened } of bot.classes.flatMap(takingsOf)) {
    let known = takers.get(name)
    if (known === undefined) {
      known = { methods: new Set(), opened: [] }
      takers.set(name, known)
    }
    known.methods.add(method)
    if (opened !== undefined) known.opened.push(opened)
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
      const near = closest(
        name,
        [...takers.keys()].filter((other) => other !== name),
      )
      const correct = near === undefined ? 'correct its name.' : `correct its name: did you mean '${near}'?`
      const message = `Session '${name}' is opened here, and no other handler takes it, so it stays open until it expires unless this handler closes it; take it where it ends and close it there, or ${correct}`
      return [warningAt('BG1507', place, message)]
    },
  )
}

/** A parameter that takes a session with a name. */
interface Taking {
  readonly name: string
  /** Tells the method from others. */
  readonly method: string
  /** Nothing where the session is only looked at. */
  readonly opened: Place | undefined
}

const takingsOf = perClass(({ handlers }): readonly Taking[] =>
  handlers.flatMap(({ method, parameters }) =>
    parameters.flatMap(({ source, qualifier, place }): readonly Taking[] => {
      if (source.kind !== 'session') return []
      const name = qualifier?.value ?? source.qualifier
      if (name === undefined || name.trim() === '') return []
      const { file, line, column } = method.place
      const opened = source.flavour === 'peekSession' ? undefined : place
      return [{ name, method: `${file}:${line}:${column}`, opened }]
    }),
  ),
)
