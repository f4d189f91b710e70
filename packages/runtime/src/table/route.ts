import type {
  ArgumentParser,
  AutoAnswerOptions,
  CommandHandlerOptions,
  Filter,
  Guard,
  HandlerSpec,
  InputHandlerOptions,
  RateLimit,
  TextHandlerOptions,
  UpdateHandlerOptions,
} from '../decorators/index.js'
import {
  callbackSpec,
  commandSpec,
  inputSpec,
  observerSpec,
  patternSpec,
  textSpec,
  unprocessedSpec,
} from '../decorators/index.js'
import type { UpdateKind } from '../updates/index.js'
import type { Argument, ArgumentValues } from './argument.js'
import type { HandlerUpdate } from './handler-update.js'

/** What a handler answers, what stands before it, and the call that it makes. */
export interface Route<S extends HandlerSpec = HandlerSpec> {
  readonly spec: S
  /** The handler method's name. */
  readonly method: string
  /** Qualifiers that `@SessionQualifier` declares, by parameter position. */
  readonly qualifiers: Readonly<Record<number, string>>
  /** The qualifiers of all sessions that the handler takes; `undefined` is the default session. */
  readonly sessions: readonly (string | undefined)[]
  /** All must allow the call, in this order. */
  readonly guards: readonly Guard[]
  readonly limit: RateLimit | undefined
  readonly argumentParser: ArgumentParser | undefined
  /** Of a text or regex handler: instances of its filters. */
  readonly filters: readonly Filter[]
  readonly arguments: readonly Argument<unknown>[]
  readonly invoke: (update: HandlerUpdate, ...values: readonly unknown[]) => unknown
}

/** What every kind of route may have. */
export interface RouteOptions<A extends readonly Argument<unknown>[]> {
  readonly qualifiers?: Readonly<Record<number, string>>
  readonly sessions?: readonly (string | undefined)[]
  readonly guards?: readonly Guard[]
  readonly limit?: RateLimit
  readonly argumentParser?: ArgumentParser
  readonly arguments?: A
  readonly invoke: (update: HandlerUpdate, ...values: ArgumentValues<A>) => unknown
}

type Arguments = readonly Argument<unknown>[]

/** What a text or regex route may have: its filters as instances. */
export interface TextRouteOptions<A extends Arguments> extends RouteOptions<A>, Omit<TextHandlerOptions, 'filters'> {
  readonly filters?: readonly Filter[]
}

/** A command and the call that it makes. */
export function command<const A extends Arguments = []>(
  names: readonly string[],
  method: string,
  options: RouteOptions<A> & CommandHandlerOptions,
): Route {
  return route(commandSpec(names, options), method, options)
}

/** A button's command, in callback data, and the call that it makes. */
export function callback<const A extends Arguments = []>(
  names: readonly string[],
  method: string,
  options: RouteOptions<A> & AutoAnswerOptions,
): Route {
  return route(callbackSpec(names, options), method, options)
}

/** The answer to an expected input and the call that it makes. */
export function input<const A extends Arguments = []>(
  ids: readonly string[],
  method: string,
  options: RouteOptions<A> & InputHandlerOptions,
): Route {
  return route(inputSpec(ids, options), method, options)
}

/** Exact texts and the call that they make. */
export function exactText<const A extends Arguments = []>(
  texts: readonly string[],
  method: string,
  options: TextRouteOptions<A>,
): Route {
  const { filters = [] } = options
  return route(textSpec(texts, { ...options, filters: filters.map(classOf) }), method, options, filters)
}

/** A regular expression for whole texts and the call that it makes. */
export function pattern<const A extends Arguments = []>(
  expression: RegExp,
  method: string,
  options: TextRouteOptions<A>,
): Route {
  const { filters = [] } = options
  return route(patternSpec(expression, { ...options, filters: filters.map(classOf) }), method, options, filters)
}

/** Kinds of updates that are observed, and the call that they make. */
export function observer<const A extends Arguments = []>(
  kinds: readonly UpdateKind[],
  method: string,
  options: RouteOptions<A> & UpdateHandlerOptions,
): Route {
  return route(observerSpec(kinds, options), method, options)
}

/** Kinds of updates (none: all) that are taken where no other route takes them, and the call that they make. */
export function unprocessed<const A extends Arguments = []>(
  kinds: readonly UpdateKind[],
  method: string,
  options: RouteOptions<A> & AutoAnswerOptions,
): Route {
  return route(unprocessedSpec(kinds, options), method, options)
}

function route<A extends Arguments>(
  spec: HandlerSpec,
  method: string,
  options: RouteOptions<A>,
  filters: readonly Filter[] = [],
): Route {
  return {
    spec,
    method,
    qualifiers: options.qualifiers ?? {},
    sessions: options.sessions ?? [],
    guards: options.guards ?? [],
    limit: options.limit,
    argumentParser: options.argumentParser,
    filters,
    arguments: options.arguments ?? [],
    // The dispatcher calls `invoke` with what `arguments` read, so the tuple's type holds.
    invoke: options.invoke as Route['invoke'],
  }
}

/** The class that an instance was made from. */
function classOf(filter: Filter): new () => Filter {
  return filter.constructor as new () => Filter
}
