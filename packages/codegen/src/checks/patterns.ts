import { type Diagnostic, errorAt, warningAt } from '../diagnostics/index.js'
import type { Bot, Handler, HandlerClass, Located, Pattern, PatternDecorator } from '../model.js'
import { handlerName } from './duplicates.js'
import { kindsOf } from './handler-kinds.js'

interface PatternHandler {
  readonly of: HandlerClass
  readonly handler: Handler
  readonly decorator: PatternDecorator
}

/** Patterns that are regular expressions, and that an update can get to. */
export function checkPatterns(bot: Bot): readonly Diagnostic[] {
  const all = patternsOf(bot)
  return [
    ...all.flatMap(({ decorator: { pattern } }) => (pattern === undefined ? [] : checkPattern(pattern))),
    ...unreachable(all),
  ]
}

function patternsOf(bot: Bot): readonly PatternHandler[] {
  return bot.classes.flatMap((of) =>
    of.handlers.flatMap((handler) =>
      handler.decorator.kind === 'pattern' ? [{ of, handler, decorator: handler.decorator }] : [],
    ),
  )
}

function checkPattern({ value, place }: Located<Pattern>): readonly Diagnostic[] {
  const problem = problemOf(value)
  if (problem !== undefined) {
    return [errorAt('BG1607', place, `This is no regular expression: ${problem}. Correct it.`)]
  }
  const ignored = Array.from(value.flags).filter((flag) => flag === 'g' || flag === 'y')
  return ignored.map((flag) =>
    warningAt('BG1608', place, `The flag \`${flag}\` has no effect: a text matches as a whole or not; remove it.`),
  )
}

function problemOf({ source, flags }: Pattern): string | undefined {
  try {
    new RegExp(source, flags)
    return undefined
  } catch (error) {
    const message = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : ''
    // The engine's message repeats the expression before it says what is wrong.
    return message.slice(message.lastIndexOf(': ') + 2).replace(/^[A-Z]/, (letter) => letter.toLowerCase())
  }
}

/** Patterns behind one that takes every text. Exact texts are looked up before all patterns, so none can hide them. */
function unreachable(all: readonly PatternHandler[]): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  // The runtime tries them by priority, then in source order; sorting is stable.
  const tried = [...all].sort((one, other) => priorityOf(one) - priorityOf(other))
  const takers = new Map<string, PatternHandler>()
  for (const candidate of tried) {
    const kinds = kindsOf(candidate.decorator)
    const [taker] = kinds.flatMap((kind) => takers.get(kind) ?? [])
    const isHidden = kinds.length > 0 && kinds.every((kind) => takers.has(kind))
    if (isHidden && taker !== undefined) found.push(neverReached(candidate, taker))
    if (!takesEverything(candidate.decorator)) continue
    for (const kind of kinds) if (!takers.has(kind)) takers.set(kind, candidate)
  }
  return found
}

function priorityOf({ decorator }: PatternHandler): number {
  return decorator.priority?.value ?? 0
}

/** Expressions that match every text as a whole. The runtime anchors them, so `^` and `$` around change nothing. */
const everything =
  /^\^?(?:\((?:\?:|\?<\w+>)?)?(?:\[\^\]|\[\\s\\S\]|\[\\S\\s\]|\[\\d\\D\]|\[\\w\\W\]|(\.))[*+]\??\)?\$?$/

function takesEverything({ pattern, filters }: PatternDecorator): boolean {
  if (pattern === undefined || filters.length > 0) return false
  const match = everything.exec(pattern.value.source)
  // Without the flag `s` a dot stops at the end of a line: texts of several lines go on to the next pattern.
  return match !== null && (match[1] === undefined || pattern.value.flags.includes('s'))
}

function neverReached(candidate: PatternHandler, taker: PatternHandler): Diagnostic {
  const { of, handler, decorator } = candidate
  const by = handlerName(taker.of, taker.handler)
  const message = `\`${handlerName(of, handler)}\` is never reached: the pattern of \`${by}\` takes every text and is tried first; move it behind, or give it a higher \`priority\` number.`
  const related = [{ message: 'This takes every text.', place: taker.decorator.pattern?.place ?? taker.handler.place }]
  return errorAt('BG1610', decorator.pattern?.place ?? handler.place, message, { related })
}
