import { type Diagnostic, errorAt } from '../diagnostics/index.js'
import type { Bot, Handler, HandlerClass, Pattern, PatternDecorator, Place, TextDecorator } from '../model.js'
import { onFirstUse } from '../on-first-use.js'
import { perClass } from '../per-class.js'
import { handlerName } from './duplicates.js'
import { kindsOf } from './handler-kinds.js'
import { takesEverything } from './patterns.js'

interface Named<Decorator = Handler['decorator']> {
  readonly of: HandlerClass
  readonly handler: Handler
  readonly decorator: Decorator
}

/** A pattern that is one. */
interface NamedPattern extends Named<PatternDecorator> {
  readonly place: Place
  readonly kinds: readonly string[]
  /** The only text that it matches, where it is one. */
  readonly literal: string | undefined
  /** What it takes, by each of its kinds. */
  readonly keys: readonly string[]
}

/** A handler that takes something, and where it says so. */
interface Taker extends Named {
  readonly place: Place
}

/** Who takes a text that comes in an update of a kind; nobody where nothing is said. */
type TakerOf = (kind: string, text: string) => Taker | undefined

/**
 * Texts and patterns that nothing comes to: an update is held against commands first, then against exact texts, then
 * against patterns.
 */
export function checkUnreachable(bot: Bot, callbackDelimiter: string): readonly Diagnostic[] {
  const texts = inOrder(bot.classes.flatMap(textsIn))
  const patterns = inOrder(bot.classes.flatMap(patternsIn))
  if (texts.length === 0 && patterns.length === 0) return []
  // Most texts are no commands, and most patterns match more than one text: they are not looked up.
  const commands = onFirstUse(() => commandTakers(bot.classes.flatMap(namedIn), callbackDelimiter))
  const byCommand: TakerOf = (kind, text) => (mayBeCommand(kind, text) ? commands()(kind, text) : undefined)
  const exact = onFirstUse(() => textTakers(texts))
  const byEither: TakerOf = (kind, text) => byCommand(kind, text) ?? exact()(kind, text)
  return [
    ...texts.flatMap((text) => behindCommand(text, byCommand)),
    ...behindText(texts),
    ...patterns.flatMap((pattern) => behindExact(pattern, byEither)),
    ...behindTheSame(patterns),
  ]
}

const namedIn = perClass((of): readonly Named[] =>
  of.handlers.map((handler) => ({ of, handler, decorator: handler.decorator })),
)

const textsIn = perClass((of) =>
  namedIn(of).filter((named): named is Named<TextDecorator> => named.decorator.kind === 'text'),
)

const patternsIn = perClass((of): readonly NamedPattern[] =>
  namedIn(of).flatMap(({ handler, decorator }) => {
    if (decorator.kind !== 'pattern' || decorator.pattern === undefined) return []
    const { value, place } = decorator.pattern
    const kinds = kindsOf(decorator)
    // One that takes every text is looked after elsewhere.
    const keys = takesEverything(decorator) ? [] : kinds.map((kind) => key(kind, expressionOf(value)))
    return [{ of, handler, decorator, place, kinds, literal: literalOf(value), keys }]
  }),
)

/** Commands are typed with a slash; buttons carry them without one too. */
function mayBeCommand(kind: string, text: string): boolean {
  return text.startsWith('/') || kind === 'callback_query'
}

/** By priority, then in source order, as the runtime tries them: sorting is stable. */
function inOrder<N extends Named<TextDecorator | PatternDecorator>>(all: readonly N[]): readonly N[] {
  return all.toSorted((one, other) => (one.decorator.priority?.value ?? 0) - (other.decorator.priority?.value ?? 0))
}

function commandTakers(all: readonly Named[], callbackDelimiter: string): TakerOf {
  const typed = new Map<string, Taker>()
  const pressed = new Map<string, Taker>()
  for (const named of all) {
    const { decorator } = named
    if (decorator.kind !== 'command' && decorator.kind !== 'callback') continue
    for (const { value, place } of decorator.names.value) {
      const taker = { ...named, place }
      if (decorator.kind === 'callback') addFirst(pressed, value, taker)
      else for (const kind of kindsOf(decorator)) addFirst(typed, key(kind, value.toLowerCase()), taker)
    }
  }
  return (kind, text) => {
    if (kind === 'callback_query') {
      const [name = ''] = text.split(callbackDelimiter)
      return typed.get(key(kind, name.replace(/^\//, '').toLowerCase())) ?? pressed.get(name)
    }
    // Telegram marks a command only where white space or nothing follows for certain.
    const name = /^\/(\w{1,32})(?=\s|$)/.exec(text)?.[1]
    return name === undefined ? undefined : typed.get(key(kind, name.toLowerCase()))
  }
}

function textTakers(texts: readonly Named<TextDecorator>[]): TakerOf {
  const takers = new Map<string, Taker>()
  for (const named of texts.filter(({ decorator }) => decorator.filters.length === 0)) {
    for (const { value, place } of named.decorator.texts.value) {
      for (const kind of kindsOf(named.decorator)) addFirst(takers, key(kind, value), { ...named, place })
    }
  }
  return (kind, text) => takers.get(key(kind, text))
}

function behindCommand(named: Named<TextDecorator>, takerOf: TakerOf): readonly Diagnostic[] {
  return named.decorator.texts.value.flatMap(({ value, place }) => {
    const taker = takerInAll(kindsOf(named.decorator), (kind) => takerOf(kind, value))
    if (taker === undefined) return []
    const message = `${JSON.stringify(value)} never comes to \`${nameOf(named)}\`: \`${nameOf(taker)}\` takes it as a command first; write another text, or remove it.`
    return [report('BG1610', place, message, taker)]
  })
}

/** Texts with filters behind the same one without: the bot would not start. Two without are duplicates. */
function behindText(texts: readonly Named<TextDecorator>[]): readonly Diagnostic[] {
  if (texts.every(({ decorator }) => decorator.filters.length === 0)) return []
  const found: Diagnostic[] = []
  const takers = new Map<string, Taker>()
  for (const named of texts) {
    const isFiltered = named.decorator.filters.length > 0
    for (const { value, place } of named.decorator.texts.value) {
      const keys = kindsOf(named.decorator).map((kind) => key(kind, value))
      const [taker] = keys.flatMap((each) => takers.get(each) ?? [])
      if (isFiltered && taker !== undefined) {
        const message = `Text ${JSON.stringify(value)} of \`${nameOf(named)}\` is already taken by \`${nameOf(taker)}\`, which has no filters and is tried first; give this one a lower \`priority\` number, or remove it.`
        found.push(report('BG1604', place, message, taker))
      }
      if (!isFiltered) for (const each of keys) addFirst(takers, each, { ...named, place })
    }
  }
  return found
}

function behindExact(named: NamedPattern, takerOf: TakerOf): readonly Diagnostic[] {
  const { kinds, literal, place } = named
  if (literal === undefined) return []
  const taker = takerInAll(kinds, (kind) => takerOf(kind, literal))
  if (taker === undefined) return []
  const message = `\`${nameOf(named)}\` is never reached: \`${nameOf(taker)}\` takes ${JSON.stringify(literal)} first; remove one of them.`
  return [report('BG1610', place, message, taker)]
}

/** Patterns behind one that takes the same texts for sure. Those behind one that takes every text are found elsewhere. */
function behindTheSame(patterns: readonly NamedPattern[]): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const takers = new Map<string, Taker>()
  for (const named of patterns) {
    const { keys, place, decorator } = named
    const taker = takerInAll(keys, (each) => takers.get(each))
    if (taker !== undefined) {
      const message = `\`${nameOf(named)}\` is never reached: \`${nameOf(taker)}\` takes the same texts first; remove one of them.`
      found.push(report('BG1610', place, message, taker))
    }
    if (decorator.filters.length > 0) continue
    for (const each of keys) addFirst(takers, each, named)
  }
  return found
}

/** The same for expressions that match the same texts. */
function expressionOf({ source, flags }: Pattern): string {
  return key(unanchored(source), Array.from(flags.replace(/[gyd]/g, '')).toSorted().join(''))
}

/** The only text that an expression matches, where it is one. */
function literalOf({ source, flags }: Pattern): string | undefined {
  const text = unanchored(source)
  return !flags.includes('i') && /^[^\\^$.*+?()[\]{}|]+$/.test(text) ? text : undefined
}

/** The runtime anchors expressions, so anchors of their own around them change nothing. */
function unanchored(source: string): string {
  return source.includes('|') ? source : source.replace(/^\^/, '').replace(/(?<!\\)\$$/, '')
}

/** Who is there first, if there is somebody for each kind. */
function takerInAll(kinds: readonly string[], takerOf: (kind: string) => Taker | undefined): Taker | undefined {
  const [first, ...others] = kinds.map(takerOf)
  return others.includes(undefined) ? undefined : first
}

function addFirst(takers: Map<string, Taker>, by: string, taker: Taker): void {
  if (!takers.has(by)) takers.set(by, taker)
}

function key(kind: string, said: string): string {
  return `${kind} ${said}`
}

function nameOf({ of, handler }: Named): string {
  return handlerName(of, handler)
}

function report(code: Diagnostic['code'], place: Place, message: string, taker: Taker): Diagnostic {
  return errorAt(code, place, message, { related: [{ message: 'This is tried first.', place: taker.place }] })
}
