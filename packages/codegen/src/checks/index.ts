import { type Diagnostic, distinct } from '../diagnostics/index.js'
import type { Bot, Handler, HandlerClass } from '../model.js'
import { checkClass } from './classes.js'
import { checkCommand } from './commands.js'
import { checkContradictions } from './contradictions.js'
import { checkDuplicates } from './duplicates.js'
import { checkKinds } from './kinds.js'
import { checkLimit } from './limits.js'
import { checkLoneSessions } from './lone-sessions.js'
import { checkMethod } from './methods.js'
import { checkParameters } from './parameters.js'
import { checkPatterns } from './patterns.js'
import { checkQualifier } from './sessions.js'
import { checkSlowPatterns } from './slow-patterns.js'
import { checkTexts } from './texts.js'

export { checkSettings, type Settings } from './settings.js'

export interface CheckOptions {
  /** What parts the name from the arguments in callback data. Default `?`. */
  readonly callbackDelimiter?: string
}

/** Everything that is wrong with the bot as a whole, all at once. */
export async function check(bot: Bot, { callbackDelimiter = '?' }: CheckOptions = {}): Promise<readonly Diagnostic[]> {
  const handlers = bot.classes.flatMap((fact) => fact.handlers)
  return distinct([
    ...bot.classes.flatMap(checkClass),
    ...handlers.flatMap(checkMethod),
    ...handlers.flatMap(({ decorator }) => [
      ...(decorator.kind === 'command' ? checkCommand(decorator) : []),
      ...checkKinds(decorator),
      ...checkTexts(decorator, callbackDelimiter),
    ]),
    ...handlers.flatMap(checkLimit),
    ...handlers.flatMap(checkParameters),
    ...bot.classes.flatMap(byMethod).flatMap(checkContradictions),
    ...handlers.flatMap(({ parameters }) => parameters.flatMap(checkQualifier)),
    ...checkDuplicates(bot),
    ...checkPatterns(bot),
    ...checkLoneSessions(bot),
    ...(await checkSlowPatterns(bot)),
  ])
}

/** The handlers of each method of a class, which has one for each of its decorators. */
function byMethod({ handlers }: HandlerClass): readonly (readonly [Handler, ...Handler[]])[] {
  const groups = new Map<string, [Handler, ...Handler[]]>()
  for (const handler of handlers) {
    const { place } = handler.method
    const key = `${place.file}:${place.line}:${place.column}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [handler])
    else group.push(handler)
  }
  return [...groups.values()]
}
