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
import { isSamePlace } from './places.js'
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
  const found: Diagnostic[] = []
  const add = (diagnostics: readonly Diagnostic[]) => {
    for (const diagnostic of diagnostics) found.push(diagnostic)
  }
  add(checkClass(each))
  for (const handler of handlers) add(checkMethod(handler))
  for (const { decorator } of handlers) {
    if (decorator.kind === 'command') add(checkCommand(decorator))
    if (decorator.kind === 'pattern') add(checkPattern(decorator))
    add(checkKinds(decorator))
    add(checkTexts(decorator, callbackDelimiter))
  }
  for (const handler of handlers) add(checkLimit(handler))
  for (const handler of handlers) add(checkParameters(handler))
  for (const alike of byMethod(each)) add(checkContradictions(alike))
  for (const { parameters } of handlers) for (const parameter of parameters) add(checkQualifier(parameter))
  return found.length === 0 ? nothing : found
}

const nothing: readonly Diagnostic[] = []

/** The handlers of each method of a class, which has one for each of its decorators. */
function byMethod({ handlers }: HandlerClass): readonly (readonly [Handler, ...Handler[]])[] {
  const groups: [Handler, ...Handler[]][] = []
  for (const handler of handlers) {
    // Those of one method follow each other.
    const last = groups.at(-1)
    if (last !== undefined && isSamePlace(last[0].method.place, handler.method.place)) last.push(handler)
    else groups.push([handler])
  }
  return groups
}
