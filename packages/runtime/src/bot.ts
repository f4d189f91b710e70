import type { Context, Telegraf } from 'telegraf'
import type { Update } from 'telegraf/types'
import { type Clock, systemClock } from './clock.js'
import { Dispatcher, Turn } from './dispatch/index.js'
import { BotgenError, type ErrorListener, HandlerTimeoutError, reportToConsole } from './errors.js'
import { Lanes, laneOf, type Ordering, SeenUpdates } from './intake/index.js'
import {
  createSessionManager,
  type SessionManager,
  type SessionManagerConfig,
  type SessionOptions,
} from './sessions/index.js'
import { assertFresh } from './table/staleness.js'
import type { DispatchTable } from './table/index.js'
import { installUpdatePath, isInstalled, type MiddlewareRun } from './telegraf/index.js'

export interface BotgenOptions {
  readonly sessions?: SessionOptions & {
    /** Makes another session manager; `bot.sessions` is then exactly that object. */
    readonly managerFactory?: (telegraf: Telegraf, config: SessionManagerConfig) => SessionManager
  }
  /** Which updates are handled one after another. Default `chat`. */
  readonly ordering?: Ordering
  /** Hears of errors that reach neither `bot.catch` nor a caller. Default: prints them. */
  readonly onError?: ErrorListener
  /** For tests. Default: the system's. */
  readonly clock?: Clock
}

/** A Telegraf with sessions. */
export type BotgenBot<C extends Context = Context> = Telegraf<C> & { readonly sessions: SessionManager }

/**
 * Puts a dispatch table and sessions onto a Telegraf, and returns the same object.
 *
 * From here on botgen receives the updates: those of one chat in arrival order, each recorded before any middleware
 * runs, each once. `contextType`, `handlerTimeout`, `bot.context`, `bot.use` and `bot.catch` keep their meaning;
 * middleware that is added behind this call sees the updates that no handler took.
 *
 * @throws StaleTableError if the table does not fit the classes
 * @throws BotgenError if the bot has a table already
 */
export function botgen<C extends Context>(
  telegraf: Telegraf<C>,
  table: DispatchTable<NoInfer<C>>,
  options: BotgenOptions = {},
): BotgenBot<C> {
  if (isInstalled(telegraf))
    throw new BotgenError('This bot has a dispatch table already. Call botgen() once for a bot.')
  assertFresh(table)

  const clock = options.clock ?? systemClock
  const onError = guarded(options.onError ?? reportToConsole)
  // Handlers see their own context type; what is shared by all of them does not depend on it.
  const anyTelegraf = telegraf as unknown as Telegraf
  const sessions = makeSessions(anyTelegraf, options, clock, onError)
  const turns = new WeakMap<Context, Turn>()

  const lanes = new Lanes<string | number>()
  const laneOfUpdate = laneOf(options.ordering ?? 'chat')
  const seen = new SeenUpdates()

  const intake = (update: Update, handle: () => Promise<void>): Promise<void> => {
    const queued = (): Promise<void> => {
      const lane = laneOfUpdate(update)
      return lane === undefined ? handle() : lanes.run(lane, handle)
    }
    return seen.once(update.update_id, queued)
  }

  const around = async (update: Update, run: MiddlewareRun<C>): Promise<void> => {
    await sessions.record(update)
    const turn = new Turn(update)
    turns.set(run.ctx, turn)
    try {
      await withTimeout(turn, run, clock, onError)
    } catch (error) {
      await deliver(error, update, run, onError)
    }
    await sessions.settled()
  }

  const { handleNow } = installUpdatePath(telegraf, { intake, around })
  const dispatcher = new Dispatcher(table, { telegraf: anyTelegraf, sessions, dispatch: handleNow })
  telegraf.use((ctx, next) => dispatcher.dispatch(ctx, turns.get(ctx) ?? new Turn(ctx.update), next))
  return Object.assign(telegraf, { sessions })
}

function makeSessions(
  telegraf: Telegraf,
  { sessions: { managerFactory, ...options } = {} }: BotgenOptions,
  clock: Clock,
  onError: ErrorListener,
): SessionManager {
  const { telegram } = telegraf
  const config: SessionManagerConfig = { ...options, botId: botIdOf(telegram.token), telegram, clock, onError }
  return managerFactory === undefined ? createSessionManager(config) : managerFactory(telegraf, config)
}

/** A token begins with the bot's id (Bot API, “Authorizing your bot”). */
function botIdOf(token: string): number {
  const id = Number.parseInt(token, 10)
  if (Number.isNaN(id)) {
    throw new BotgenError(
      "The bot's token does not begin with the bot's id. Is BOT_TOKEN set to what @BotFather gave you?",
    )
  }
  return id
}

/** Runs the middleware; past the bot's `handlerTimeout` the turn is over, though the handler may still run. */
function withTimeout<C extends Context>(
  turn: Turn,
  { handlerTimeout, middleware }: MiddlewareRun<C>,
  clock: Clock,
  onError: ErrorListener,
): Promise<unknown> {
  const running = middleware()
  if (handlerTimeout === Number.POSITIVE_INFINITY) return running
  return new Promise((resolve, reject) => {
    const cancel = clock.after(handlerTimeout, () => {
      const timeout = new HandlerTimeoutError(turn.update, handlerTimeout, turn.handler)
      turn.abort(timeout)
      // What fails later has no turn to fail in.
      running.catch((error: unknown) => onError(error, { stage: 'update', update: turn.update }))
      reject(timeout)
    })
    running.then(resolve, reject).finally(cancel)
  })
}

/** Hands an error to `bot.catch`; where there is none, or it throws, to `onError`. Polling and webhooks go on. */
async function deliver<C extends Context>(
  error: unknown,
  update: Update,
  run: MiddlewareRun<C>,
  onError: ErrorListener,
): Promise<void> {
  try {
    if (run.catch === undefined) throw error

    await run.catch(error)
  } catch (second) {
    onError(second, { stage: 'update', update })
  }
}

/** An error listener that fails must not take the bot with it. */
function guarded(listener: ErrorListener): ErrorListener {
  return (error, context) => {
    try {
      listener(error, context)
    } catch (second) {
      console.error('botgen: onError itself failed:', second)
    }
  }
}
