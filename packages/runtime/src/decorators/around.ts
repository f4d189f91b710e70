import { type AnyClass, type ClassDecoratorOf, type HandlerDecorator, recordOnClassOrMethod } from './apply.js'
import type { RateLimit } from './contracts.js'
import type { ArgumentParserClass } from './metadata.js'

/** Limits how often one user may call a handler, or on a class, each of its handlers that has no limit of its own. */
export function RateLimits(limit: RateLimit): HandlerDecorator & ClassDecoratorOf {
  return recordOnClassOrMethod((record) => (record.limit = limit))
}

/** Has a handler's arguments, or on a class those of all its handlers, split by a parser of your own. */
export function ArgParser(parser: ArgumentParserClass): HandlerDecorator & ClassDecoratorOf {
  return recordOnClassOrMethod((record) => (record.argumentParser = parser))
}

/**
 * Lets botgen make instances of a class: for the constructors of handlers, guards and other such classes, and for
 * handlers' parameters. It is read when the table is generated.
 */
export function Injectable(): ClassDecoratorOf {
  return (_target: AnyClass) => {}
}
