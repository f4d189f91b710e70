import { closest, type Diagnostic, warningAt } from '../diagnostics/index.js'
import type { Bot, HandlerParameter } from '../model.js'

/**
 * Qualified sessions that handlers look at, that none opens, and whose name is nearly that of one that some handler does
 * open. Without such a name nothing is said: other code may open it.
 */
export function checkUnopenedSessions(bot: Bot): readonly Diagnostic[] {
  const parameters = bot.classes.flatMap(({ handlers }) => handlers).flatMap((handler) => handler.parameters)
  const isPeek = ({ source }: HandlerParameter) => source.kind === 'session' && source.flavour === 'peekSession'
  const opened = new Set(parameters.filter((parameter) => !isPeek(parameter)).flatMap(qualifiersOf))
  return parameters.filter(isPeek).flatMap((parameter) =>
    qualifiersOf(parameter).flatMap((name) => {
      const near = opened.has(name) ? undefined : closest(name, opened)
      if (near === undefined) return []
      const message = `Session '${name}' is looked at here, and no handler opens it; did you mean '${near}'?`
      return [warningAt('BG1507', parameter.place, message)]
    }),
  )
}

function qualifiersOf({ source, qualifier }: HandlerParameter): readonly string[] {
  if (source.kind !== 'session') return []
  const name = qualifier?.value ?? source.qualifier
  return name === undefined || name.trim() === '' ? [] : [name]
}
