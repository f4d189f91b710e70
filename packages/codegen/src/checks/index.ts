import type { Diagnostic } from '../diagnostics/index.js'
import type { Bot } from '../model.js'
import { checkClass } from './classes.js'
import { checkCommand, checkDuplicates } from './commands.js'
import { checkMethod } from './methods.js'
import { checkParameters } from './parameters.js'
import { checkQualifier } from './sessions.js'

export { checkSettings, type Settings } from './settings.js'

/** Everything that is wrong with the bot as a whole, all at once. */
export function check(bot: Bot): readonly Diagnostic[] {
  const handlers = bot.classes.flatMap((fact) => fact.handlers)
  return [
    ...bot.classes.flatMap(checkClass),
    ...handlers.flatMap(({ method }) => checkMethod(method)),
    ...handlers.flatMap(({ decorator }) => (decorator.kind === 'command' ? checkCommand(decorator) : [])),
    ...handlers.flatMap(checkParameters),
    ...handlers.flatMap(({ parameters }) => parameters.flatMap(checkQualifier)),
    ...checkDuplicates(bot),
  ]
}
