import type { Context } from 'telegraf'
import type { Clock } from '../clock.js'
import type { RateLimit } from '../decorators/index.js'
import { HandlerArgumentError } from '../errors.js'
import type { PendingInputs } from '../inputs/index.js'
import type { StateStorage } from '../storage/index.js'
import type { Telemetry } from '../telemetry.js'
import { updateUser } from '../updates/index.js'
import { ArgumentProblem, type ReadArguments, readArguments, readParsed, usageLine } from './arguments.js'
import { BoundUpdate, type HandlerEnvironment } from './bound-update.js'
import { allFiltersMatch, allGuardsAllow } from './guards.js'
import { checkedLimit, type Handler, type Limit, type Match } from './handler.js'
import { tell } from './notices.js'
import { asPart, handlerError } from './part.js'
import { RateLimiter } from './rate-limiter.js'
import type { Turn } from './turn.js'

/** What a bot may say about what stands around its handlers. */
export interface HandlingOptions {
  /** Limits how often one user may call the bot's handlers, all together; observers do not count. */
  readonly rateLimits?: RateLimit
  /** Called when a user calls handlers too often, in place of telling the user to wait. */
  readonly onRateLimited?: (ctx: Context, refusal: RateLimitRefusal) => unknown
  /** Called when arguments do not fit a handler, in place of telling the user how it is used. */
  readonly onArgumentError?: (ctx: Context, error: HandlerArgumentError) => unknown
}

export interface RateLimitRefusal {
  /** In how many seconds the handler may be called again. */
  readonly retryAfter: number
  /** Class and method, such as `ShopHandlers.buy`. */
  readonly handler: string
}

export interface RunnerOptions extends HandlingOptions, HandlerEnvironment {
  readonly pendingInputs: PendingInputs
  readonly state: StateStorage
  /** What the keys of rate limits begin with. */
  readonly namespace: string
  readonly clock: Clock
  readonly telemetry?: Pick<Telemetry, 'handler'>
}

/**
 * What became of a match: its handler `took` the update, or refused it; or the input that it was to answer was `answered`
 * by another update meanwhile.
 */
export type Outcome = 'took' | 'answered'

/** Runs handlers: guards, limits, arguments, the handler itself. */
export class Runner {
  readonly #options: RunnerOptions
  readonly #limiter: RateLimiter
  readonly #sharedLimit: Limit | undefined

  /** @throws RangeError if `rateLimits` is no limit */
  constructor(options: RunnerOptions) {
    const { rateLimits, state, namespace, clock } = options
    this.#options = options
    this.#limiter = new RateLimiter(state, namespace, clock)
    this.#sharedLimit = rateLimits && checkedLimit(rateLimits, 'rateLimits')
  }

  /** @throws HandlerError around whatever the handler, or a part of it, throws */
  run(ctx: Context, turn: Turn, match: Match): Promise<Outcome> {
    const { telemetry } = this.#options
    if (telemetry === undefined) return this.#run(ctx, turn, match)
    return telemetry.handler(turn.update, match.handler, () => this.#run(ctx, turn, match))
  }

  async #run(ctx: Context, turn: Turn, match: Match): Promise<Outcome> {
    const { handler, input } = match
    const { route } = handler
    turn.handler = handler.name
    try {
      const update = new BoundUpdate(ctx, turn, match, this.#options)
      if (this.#sharedLimit !== undefined && !(await this.#isWithin(this.#sharedLimit, 'all', ctx, handler)))
        return 'took'
      if (route.guards.length > 0 && !(await allGuardsAllow(route.guards, ctx, update.invocation()))) return 'took'
      if (
        handler.limit !== undefined &&
        !(await this.#isWithin(handler.limit, `${handler.source}/${handler.name}`, ctx, handler))
      )
        return 'took'
      const read = argumentsFor(ctx, match)
      const values = read instanceof Promise ? await read : read
      if (values instanceof ArgumentProblem) {
        await this.#refuse(ctx, handler, values)
        return 'took'
      }
      // It is answered only now, so that a refused or malformed answer leaves it pending.
      if (input !== undefined && !(await this.#options.pendingInputs.consume(input))) return 'answered'
      await (values.length === 0 ? route.invoke(update) : route.invoke(update, ...values))
      return 'took'
    } catch (error) {
      throw handlerError(handler, turn.update, error)
    }
  }

  /**
   * Whether a candidate's filters let it take the update.
   *
   * @throws HandlerError around whatever a filter throws
   */
  async allows(ctx: Context, turn: Turn, { handler }: Match): Promise<boolean> {
    turn.handler = handler.name
    try {
      return await allFiltersMatch(handler.route.filters, ctx)
    } catch (error) {
      throw handlerError(handler, turn.update, error)
    }
  }

  async #isWithin(limit: Limit, bucket: string, ctx: Context, handler: Handler): Promise<boolean> {
    const isObserver = handler.route.spec.kind === 'observer'
    const user = updateUser(ctx.update)
    if (user === undefined || (isObserver && limit === this.#sharedLimit)) return true
    const wait = await asPart('rate limit', () => this.#limiter.take(`${user.id}/${bucket}`, limit))
    if (wait === undefined) return true
    if (!isObserver) await this.#askToWait(ctx, handler, Math.ceil(wait / 1000))
    return false
  }

  async #askToWait(ctx: Context, handler: Handler, retryAfter: number): Promise<void> {
    const { onRateLimited, bot } = this.#options
    if (onRateLimited !== undefined) {
      await asPart('onRateLimited', () => onRateLimited(ctx, { retryAfter, handler: handler.name }))
      return
    }
    const text = `Too many requests: try again in ${retryAfter} s.`
    await asPart('rate limit', () => tell(ctx, handler, bot.sessions, { text, onButton: text }))
  }

  async #refuse(ctx: Context, handler: Handler, problem: ArgumentProblem): Promise<void> {
    const { route } = handler
    // Nobody called an observer, so that nobody is to be told.
    if (route.spec.kind === 'observer') return
    const { onArgumentError, bot } = this.#options
    const text = usageLine(route.spec.kind === 'command' ? route.spec.names[0] : undefined, route.arguments)
    if (onArgumentError !== undefined) {
      const error = new HandlerArgumentError(handler.name, problem, text)
      await asPart('onArgumentError', () => onArgumentError(ctx, error))
      return
    }
    await asPart('usage line', () => tell(ctx, handler, bot.sessions, { text, onButton: outdated }))
  }
}

/** Users do not write callback data: a bot of another day did. */
const outdated = 'This button is out of date.'

/** Without a promise where no parser of the user's splits the text. */
function argumentsFor(ctx: Context, match: Match): ReadArguments | Promise<ReadArguments> {
  const { arguments: list, argumentParser } = match.handler.route
  if (argumentParser === undefined) return readArguments(list, match)
  return asPart(`argument parser ${argumentParser.constructor.name}`, () =>
    readParsed(list, argumentParser.parse(match.text, ctx)),
  )
}
