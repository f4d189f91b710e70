import type { RateLimit } from '../decorators/index.js'
import { milliseconds } from '../duration.js'
import type { HandlerPlace } from '../errors.js'
import type { FoundInput } from '../inputs/index.js'
import type { ClassRoutes, Route } from '../table/index.js'

/** A rate limit, its numbers checked. */
export interface Limit {
  readonly rate: number
  /** In milliseconds. */
  readonly period: number
}

/** A route with what is worked out once, at start. */
export interface Handler extends HandlerPlace {
  readonly route: Route
  readonly limit: Limit | undefined
  /** Whether callback queries are answered when it has ended. */
  readonly autoAnswer: boolean
}

/**
 * How the arguments stand in the text: as `words`; as callback `data` (`a=1&b=2`); the whole text as one `value`; or as the
 * `groups` of a regular expression.
 */
export type Given = 'words' | 'data' | 'value' | 'groups'

/** The handler that an update goes to, and what its arguments are read from. */
export interface Match {
  readonly handler: Handler
  readonly given: Given
  /** What the arguments are read from; empty where the update has none. */
  readonly text: string
  /** Of a regular expression. */
  readonly groups?: RegExpMatchArray
  /** What the update answers. */
  readonly input?: FoundInput
}

export interface HandlerDefaults {
  readonly autoAnswer: boolean
}

/** @throws RangeError if the rate limit is none */
export function handlerOf({ handlers, source }: ClassRoutes, route: Route, defaults: HandlerDefaults): Handler {
  const name = `${handlers.name}.${route.method}`
  const { spec, limit } = route
  // An observer leaves the answer to the handler of the query, unless it is told otherwise.
  const autoAnswer = spec.autoAnswer ?? (spec.kind !== 'observer' && defaults.autoAnswer)
  return { name, source, route, autoAnswer, limit: limit && checkedLimit(limit, `@RateLimits of ${name} (${source})`) }
}

/** @throws RangeError naming `what` if the limit is none */
export function checkedLimit({ rate, period }: RateLimit, what: string): Limit {
  if (!Number.isInteger(rate) || rate < 1) {
    throw new RangeError(`The rate in ${what} is ${rate}; give a whole number from 1.`)
  }
  const length = milliseconds(period, `The period in ${what}`)
  if (length > 0 && Number.isFinite(length)) return { rate, period: length }
  throw new RangeError(`The period in ${what} is ${period}; give a time such as '10s'.`)
}
