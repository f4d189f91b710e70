import type { Context } from 'telegraf'
import type { Argument, ArgumentValues } from './argument.js'
import type { HandlerUpdate } from './handler-update.js'

/** A class with handlers, whatever its constructor takes. */
export type HandlerClass = abstract new (...args: never[]) => unknown

export interface CommandRoute {
  readonly kind: 'command'
  readonly names: readonly string[]
  /** The handler method's name. */
  readonly method: string
  readonly description: string | undefined
  /** Qualifiers that `@SessionQualifier` declares, by parameter position. */
  readonly qualifiers: Readonly<Record<number, string>>
  readonly arguments: readonly Argument<unknown>[]
  readonly invoke: (update: HandlerUpdate, ...values: readonly unknown[]) => unknown
}

export interface CommandOptions<A extends readonly Argument<unknown>[]> {
  readonly description?: string
  readonly qualifiers?: Readonly<Record<number, string>>
  readonly arguments?: A
  readonly invoke: (update: HandlerUpdate, ...values: ArgumentValues<A>) => unknown
}

/** A command and the call that it makes. */
export function command<const A extends readonly Argument<unknown>[] = []>(
  names: readonly string[],
  method: string,
  options: CommandOptions<A>,
): CommandRoute {
  return {
    kind: 'command',
    names,
    method,
    description: options.description,
    qualifiers: options.qualifiers ?? {},
    arguments: options.arguments ?? [],
    // The dispatcher calls `invoke` with what `arguments` read, so the tuple's type holds.
    invoke: options.invoke as CommandRoute['invoke'],
  }
}

/** The routes of one class. */
export interface ClassRoutes {
  /** The class itself: names may be minified, the class is what start-up checks look at. */
  readonly handlers: HandlerClass
  /** Source file, relative to the project. */
  readonly source: string
  readonly commands: readonly CommandRoute[]
}

/** The routes of the class `handlers`, which stands in `source`. */
export function routes(
  handlers: HandlerClass,
  source: string,
  lists: { readonly commands?: readonly CommandRoute[] },
): ClassRoutes {
  return { handlers, source, commands: lists.commands ?? [] }
}

declare const contextType: unique symbol

/**
 * Everything that a bot answers to.
 *
 * @typeParam C - the context that the handlers ask for; `botgen()` accepts only a bot that provides it
 */
export interface DispatchTable<C extends Context = Context> {
  readonly classes: readonly ClassRoutes[]
  /** Types only: makes the table contravariant in `C`. */
  readonly [contextType]?: (context: C) => void
}

/** A dispatch table of these classes. Generated code calls it; so can a person. */
export function defineDispatchTable<C extends Context = Context>(classes: readonly ClassRoutes[]): DispatchTable<C> {
  return { classes }
}
