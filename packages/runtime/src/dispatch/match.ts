/** Which handler an update goes to: command, callback command, input, text, pattern, else what takes the rest. */
import type { Update } from 'telegraf/types'
import { commandName } from '../decorators/index.js'
import type { FoundInput } from '../inputs/index.js'
import { readStartPayload } from '../parameters.js'
import { callbackData, messageOfKind, messageText } from '../updates/index.js'
import { type TypedCommand, typedCommand } from './command.js'
import type { Match } from './handler.js'
import { isShortEnough } from './pattern.js'
import type { KindPlan, Plans } from './plans.js'

/** Says whether all filters of a candidate let it take the update. */
export type Allows = (candidate: Match) => Promise<boolean>

/**
 * The command or callback command of an update.
 *
 * @param username - the bot's own
 */
export function matchCommand(plan: KindPlan, update: Update, username: string): Match | undefined {
  const { kind, commands, callbacks, callbackDelimiter } = plan
  if (commands.size === 0 && callbacks.size === 0) return undefined
  if (kind === 'callback_query') {
    const data = callbackData(update)
    if (data === undefined) return undefined
    const end = data.indexOf(callbackDelimiter)
    const name = end < 0 ? data : data.slice(0, end)
    const handler = commands.get(commandName(name)) ?? callbacks.get(name)
    return handler && { handler, given: 'data', text: end < 0 ? '' : data.slice(end + callbackDelimiter.length) }
  }
  const typed = commandTyped(plan, update, username)
  const handler = typed && commands.get(typed.name)
  if (typed === undefined || handler === undefined) return undefined
  const payload = typed.name === 'start' ? readStartPayload(typed.rest) : undefined
  return payload === undefined
    ? { handler, given: 'words', text: typed.rest }
    : { handler, given: 'data', text: payload }
}

/** The command that a user typed, whether this bot knows it or not. */
export function commandTyped({ kind }: KindPlan, update: Update, username: string): TypedCommand | undefined {
  const message = kind === undefined ? undefined : messageOfKind(update, kind)
  return message && typedCommand(message, username)
}

/** The handler of the input that an update answers. */
export function matchInput(
  { inputs }: Plans,
  { kind }: KindPlan,
  update: Update,
  found: FoundInput,
): Match | undefined {
  const handler = kind !== undefined && found.accepts(kind) ? inputs.get(found.input.id) : undefined
  const given = kind === 'callback_query' ? 'value' : 'words'
  return handler && { handler, given, text: saidIn(update, kind) ?? '', input: found }
}

/** The text or pattern that matches and whose filters allow it, else what takes the rest. */
export function matchText(
  plan: KindPlan,
  update: Update,
  allows: Allows,
): Match | undefined | Promise<Match | undefined> {
  const { kind, unprocessed } = plan
  const said = saidIn(update, kind)
  const candidates = said === undefined ? none : textCandidates(plan, said)
  const allowed = firstAllowed(candidates, allows)
  const rest: Match | undefined = unprocessed && { handler: unprocessed, given: 'words', text: said ?? '' }
  return allowed instanceof Promise ? allowed.then((match) => match ?? rest) : (allowed ?? rest)
}

/** The text or caption of a message, or the data of a pressed button. */
export function saidIn(update: Update, kind: string | undefined): string | undefined {
  if (kind === undefined) return undefined
  if (kind === 'callback_query') return callbackData(update)
  const message = messageOfKind(update, kind)
  return message && messageText(message)
}

const none: Iterator<Match, undefined> = { next: () => ({ done: true, value: undefined }) }

function* textCandidates({ texts, patterns }: KindPlan, said: string): Generator<Match, undefined> {
  for (const handler of texts.get(said) ?? []) yield { handler, given: 'words', text: said }
  if (patterns.length === 0 || !isShortEnough(said)) return undefined
  for (const { handler, expression } of patterns) {
    const groups = said.match(expression)
    if (groups !== null) yield { handler, given: 'groups', text: said, groups }
  }
  return undefined
}

/** Without a promise as long as no candidate has filters. */
function firstAllowed(
  candidates: Iterator<Match, undefined>,
  allows: Allows,
): Match | undefined | Promise<Match | undefined> {
  const { value: candidate } = candidates.next()
  if (candidate === undefined || candidate.handler.route.filters.length === 0) return candidate
  return allows(candidate).then((isAllowed) => (isAllowed ? candidate : firstAllowed(candidates, allows)))
}
