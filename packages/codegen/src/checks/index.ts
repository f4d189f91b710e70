import { type Diagnostic, distinct } from '../diagnostics/index.js'
import type { Bot, Handler, HandlerClass } from '../model.js'
import { perClass } from '../per-class.js'
import { checkClass } from './classes.js'
import { checkCommand } from './commands.js'
import { checkContradictions } from './contradictions.js'
import { checkDuplicates } from './duplicates.js'
import { checkKinds } from './kinds.js'
import { checkLimit } from './limits.js'
import { checkLoneSessions } from './lone-sessions.js'
import { checkMethod } from './methods.js'
import { checkParameters } from './parameters.js'
import { checkPattern, checkReach } from './patterns.js'
import { checkQualifier } from './sessions.js'
import { checkSlowPatterns } from './slow-patterns.js'
import { checkTexts } from './texts.js'
import { checkUnopenedSessions } from './unopened-sessions.js'
import { checkUnreachable } from './unreachable.js'

export { checkSettings, type Settings } from './settings.js'

export interface CheckOptions {
  /** What parts the name from the arguments in callback data. Default `?`. */
  readonly callbackDelimiter?: string
}

/** Everything that is wrong with the bot as a whole, all at once. */
export async function check(bot: Bot, { callbackDelimiter = '?' }: CheckOptions = {}): Promise<readonly Diagnostic[]> {
  return distinct([
    ...bot.classes.flatMap(checkAlone(callbackDelimiter)),
    ...checkDuplicates(bot),
    ...checkReach(bot),
    ...checkUnreachable(bot, callbackDelimiter),
    ...checkLoneSessions(bot),
    ...checkUnopenedSessions(bot),
    ...(await checkSlowPatterns(bot)),
  ])
}

/** What is wrong with a class whatever the others are. */
function checkAlone(callbackDelimiter: string): (each: HandlerClass) => readonly Diagnostic[] {
  const known = aloneByDelimiter.get(callbackDelimiter)
  if (known !== undefined) return known
  const made = perClass((each) => problemsOf(each, callbackDelimiter))
  aloneByDelimiter.set(callbackDelimiter, made)
  return made
}

const aloneByDelimiter = new Map<string, ReturnType<typeof checkAlone>>()

function problemsOf(each: HandlerClass, callbackDelimiter: string): readonly Diagnostic[] {
  const { handlers } = each
  return [
    ...checkClass(each),
    ...handlers.flatMap(checkMethod),
    ...handlers.flatMap(({ decorator }) => [
      ...(decorator.kind === 'command' ? checkCommand(decorator) : []),
      ...(decorator.kind === 'pattern' ? checkPattern(decorator) : []),
      ...checkKinds(decorator),
      ...checkTexts(decorator, callbackDelimiter),
    ]),
    ...handlers.flatMap(checkLimit),
    ...handlers.flatMap(checkParameters),
    ...byMethod(each).flatMap(checkContradictions),
    ...handlers.flatMap(({ parameters }) => parameters.flatMap(checkQualifier)),
  ]
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
