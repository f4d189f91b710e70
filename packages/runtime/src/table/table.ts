import type { Context } from 'telegraf'
import type { UpdateKind } from '../updates/index.js'
import { allowedUpdatesOf } from './allowed-updates.js'
import type { Route } from './route.js'

/** A class with handlers, whatever its constructor takes. */
export type HandlerClass = abstract new (...args: never[]) => unknown

/** Makes, or finds, the instance of a class: a container's own `resolve`, where the table leaves construction to one. */
export type Resolve = <T>(type: abstract new (...args: never[]) => T) => T

/** The routes of one class. */
export interface ClassRoutes {
  /** The class itself: names may be minified, the class is what start-up checks look at. */
  readonly handlers: HandlerClass
  /** Source file, relative to the project. */
  readonly source: string
  /** In source order. */
  readonly routes: readonly Route[]
}

/** A class's routes by what they answer, each list in source order. */
export interface RouteLists {
  readonly commands?: readonly Route[]
  readonly callbacks?: readonly Route[]
  readonly inputs?: readonly Route[]
  readonly texts?: readonly Route[]
  readonly patterns?: readonly Route[]
  readonly observers?: readonly Route[]
  readonly unprocessed?: readonly Route[]
}

/** The routes of the class `handlers`, which stands in `source`. */
export function routes(handlers: HandlerClass, source: string, lists: RouteLists): ClassRoutes {
  const { commands, callbacks, inputs, texts, patterns, observers, unprocessed } = lists
  const all = [commands, callbacks, inputs, texts, patterns, observers, unprocessed]
  return { handlers, source, routes: all.flatMap((list) => list ?? []) }
}

declare const contextType: unique symbol

/**
 * Everything that a bot answers to.
 *
 * @typeParam C - the context that the handlers ask for; `botgen()` accepts only a bot that provides it
 */
export interface DispatchTable<C extends Context = Context> {
  readonly classes: readonly ClassRoutes[]
  /** The kinds of updates that the routes, inputs and sessions need. */
  readonly allowedUpdates: readonly UpdateKind[]
  /** What parts the name from the arguments in callback data. */
  readonly callbackDelimiter: string
  /** Types only: makes the table contravariant in `C`. */
  readonly [contextType]?: (context: C) => void
}

export interface TableOptions {
  /** Default `?`. */
  readonly callbackDelimiter?: string
}

/**
 * A dispatch table of these classes. Generated code calls it; so can a person.
 *
 * @throws RangeError if `callbackDelimiter` is empty
 */
export function defineDispatchTable<C extends Context = Context>(
  classes: readonly ClassRoutes[],
  { callbackDelimiter = '?' }: TableOptions = {},
): DispatchTable<C> {
  if (callbackDelimiter === '') throw new RangeError('The callbackDelimiter is empty; give a character such as ?.')
  return { classes, callbackDelimiter, allowedUpdates: allowedUpdatesOf(classes) }
}
