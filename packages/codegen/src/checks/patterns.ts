import { type Diagnostic, errorAt, warningAt } from '../diagnostics/index.js'
import type { Bot, Handler, HandlerClass, Pattern, PatternDecorator } from '../model.js'
import { perClass } from '../per-class.js'
import { handlerName } from './duplicates.js'
import { kindsOf } from './handler-kinds.js'

interface PatternHandler {
  readonly of: HandlerClass
  readonly handler: Handler
  readonly decorator: PatternDecorator
  /** The kinds of updates whose texts it is tried on. */
  readonly kinds: readonly string[]
  readonly takesEverything: boolean
}

const patternsOf = perClass((of): readonly PatternHandler[] => {
  const patterns: PatternHandler[] = []
  for (const handler of of.handlers) {
    const { decorator } = handler
    if (decorator.kind !== 'pattern') continue
    patterns.push({ of, handler, decorator, kinds: kindsOf(decorator), takesEverything: takesEverything(decorator) })
  }
  return patterns
})

/** Patterns that are regular expressions. */
export function checkPattern({ pattern }: PatternDecorator): readonly Diagnostic[] {
  if (pattern === undefined) return []
  const { value, place } = pattern
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
export function checkReach(bot: Bot): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const all = bot.classes.flatMap(patternsOf)
  if (!all.some((each) => each.takesEverything)) return found
  // The runtime tries them by priority, then in source order; sorting is stable.
  const tried = all.sort((one, other) => priorityOf(one) - priorityOf(other))
  const takers = new Map<string, PatternHandler>()
  for (const candidate of tried) {
    const { kinds } = candidate
    const [taker] = kinds.flatMap((kind) => takers.get(kind) ?? [])
    const isHidden = kinds.length > 0 && kinds.every((kind) => takers.has(kind))
    if (isHidden && taker !== undefined) found.push(neverReached(candidate, taker))
    if (!candidate.takesEverything) continue
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

/** Whether a pattern takes every text of its updates. */
export function takesEverything({ pattern, filters }: PatternDecorator): boolean {
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
