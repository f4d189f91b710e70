import { closest, type Diagnostic, warningAt } from '../diagnostics/index.js'
import type { Bot } from '../model.js'
import { takingsOf } from './takings.js'

/**
 * Qualified sessions that handlers look at, that none opens, and whose name is nearly that of one that some handler does
 * open. Without such a name nothing is said: other code may open it.
 */
export function checkUnopenedSessions(bot: Bot): readonly Diagnostic[] {
  const takings = bot.classes.flatMap(takingsOf)
  const peeks = takings.filter(({ isOpened }) => !isOpened)
  if (peeks.length === 0) return []
  const opened = new Set(takings.filter(({ isOpened }) => isOpened).map(({ name }) => name))
  return peeks.flatMap(({ name, place }) => {
    const near = opened.has(name) ? undefined : closest(name, opened)
    if (near === undefined) return []
    const message = `Session '${name}' is looked at here, and no handler opens it; did you mean '${near}'?`
    return [warningAt('BG1507', place, message)]
  })
}
