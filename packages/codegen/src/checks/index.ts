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
  const commands = bot.classes.flatMap((handlers) => handlers.commands)
  return [
    ...bot.classes.flatMap(checkClass),
    ...commands.flatMap(({ method }) => checkMethod(method)),
    ...commands.flatMap(checkCommand),
    ...commands.flatMap(checkParameters),
    ...commands.flatMap(({ parameters }) => parameters.flatMap(checkQualifier)),
    ...checkDuplicates(bot),
  ]
}
