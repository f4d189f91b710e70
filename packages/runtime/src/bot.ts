import type { Context, Telegraf } from 'telegraf'
import type { Update } from 'telegraf/types'
import { type Clock, settlesWithin, systemClock } from './clock.js'
import type { BotOf } from './bot-of.js'
import { Dispatcher, type HandlingOptions, setTurn, Turn, turnOf } from './dispatch/index.js'
import { milliseconds } from './duration.js'
import { BotgenError, type ErrorListener, reportToConsole } from './errors.js'
import { deliver, runMiddleware } from './handling.js'
import { Incidents } from './incidents.js'
import { type InputOptions, PendingInputs } from './inputs/index.js'
import { type Acknowledge, claimsOf, Intake, type Ordering } from './intake/index.js'
import { errorLog, logFailure, type Logger, logTo } from './logging.js'
import { setParts, Turns } from './parts.js'
import {
  createSessionManager,
  type SessionManager,
  type SessionManagerConfig,
  type SessionOptions,
} from './sessions/index.js'
import { InMemoryStateStorage } from './storage/index.js'
import type { DispatchTable } from './table/index.js'
import { assertFresh } from './table/staleness.js'
import type { Telemetry } from './telemetry.js'
import { neverAcknowledged } from './unacknowledged.js'
import { type UpdateKind, updateKind, updatePlace } from './updates/index.js'
import {
  addMiddleware,
  callCatch,
  installUpdatePath,
  isInstalled,
  launchWith,
  type MiddlewareRun,
  stopReceiving,
} from './telegraf/index.js'

/** So long, in milliseconds, a shutdown waits at most for other processes to be let at its updates. */
const longestGivingBack = 1000

export interface BotgenOptions extends HandlingOptions {
  readonly sessions?: SessionOptions & {
    /** Makes another session manager; `bot.sessions` is then exactly that object. */
    readonly managerFactory?: (telegraf: Telegraf, config: SessionManagerConfig) => SessionManager
  }
  /** Which updates are handled one after another. Default `chat`. */
  readonly ordering?: Ordering
  /** Default `handled`. */
  readonly acknowledge?: Acknowledge
  /**
   * Whether processes that share a session storage with `claimUpdate` share the updates too, so that each is handled once
   * and those of one lane one at a time. Default true.
   */
  readonly claimUpdates?: boolean
  /** Under `acknowledge: 'recorded'`, how many handlers run at once. Default 500. */
  readonly maxConcurrent?: number
  /**
   * Answers callback queries when their handler has ended, however it ended, unless the handler's own `autoAnswer` says
   * otherwise. Default false.
   */
  readonly autoAnswer?: boolean
  readonly inputs?: InputOptions
  /** Hears of errors that reach neither `bot.catch` nor a caller. Default: prints them. */
  readonly onError?: ErrorListener
  /**
   * Where events are logged: pino, the console, or what is called as pino is. What `onError` hears of is logged only where
   * there is no `onError`. Default: nothing is logged.
   */
  readonly logger?: Logger
  /** Spans and metrics, such as `openTelemetry()` of `@botgen/runtime/opentelemetry` makes. Default: none. */
  readonly telemetry?: Telemetry
  /** For tests. Default: the system's. */
  readonly clock?: Clock
}

/**
 * Puts a dispatch table and sessions onto a Telegraf, and returns the same object.
 *
 * From here on botgen receives the updates: those of one chat in arrival order, each recorded before any middleware
 * runs, each once. `contextType`, `handlerTimeout`, `bot.context`, `bot.use` and `bot.catch` keep their meaning;
 * middleware that is added behind this call sees the updates that no handler took.
 *
 * @throws StaleTableError if the table does not fit the classes
 * @throws DuplicateHandlerError if two handlers answer the same
 * @throws BotgenError if the bot has a table already
 * @throws RangeError if a duration or number among the options is none
 */
export function botgen<C extends Context>(
  telegraf: Telegraf<C>,
  table: DispatchTable<NoInfer<C>>,
  options: BotgenOptions = {},
): BotOf<C> {
  if (isInstalled(telegraf))
    throw new BotgenError('This bot has a dispatch table already. Call botgen() once for a bot.')
  assertTable(table)
  assertFresh(table)

  const { clock = systemClock, ordering = 'chat', acknowledge = 'handled', maxConcurrent = 500 } = options
  const incidents = new Incidents(clock)
  const { telemetry, logger } = options
  const log = logger && logTo(logger, telegraf.telegram.token)
  const isWatched = log !== undefined || telemetry !== undefined
  const onError = incidents.heardBy(guarded(options.onError ?? (log ? errorLog(log) : reportToConsole)))
  // Handlers see their own context type; what is shared by all of them does not depend on it.
  const anyTelegraf = telegraf as unknown as Telegraf
  const botId = botIdOf(telegraf.telegram.token)
  const namespace = options.sessions?.namespace ?? String(botId)
  const sessionOptions = watchedOptions(options.sessions, telemetry)
  const claims = claimsOf(sessionOptions?.storage, options.claimUpdates ?? true, {
    namespace,
    clock,
    whileStorageFails: options.sessions?.whileStorageFails ?? 'continue',
    onError,
    onRecovery: () => log?.('info', 'claims.recovered', {}, 'updates are shared again'),
  })
  const intake = new Intake({
    ordering,
    acknowledge,
    maxConcurrent,
    record: (update) => sessions.record(update),
    recordAhead: (update) => sessions.recordAhead(update),
    claims,
    telemetry,
    onError: (error, update) => onError(error, { stage: 'update', update }),
  })
  const state = sessionOptions?.state ?? new InMemoryStateStorage(clock)
  const sessions = makeSessions(anyTelegraf, sessionOptions, {
    botId,
    namespace,
    state,
    clock,
    onError,
    onRecovery: () => log?.('info', 'storage.recovered', {}, 'the session storage works again'),
    inTurn: (key, task) => intake.inTurnOf(key.chatId, key.businessConnectionId, task),
  })

  const { allowedUpdates } = table
  const { onTimeout } = options.inputs ?? {}
  const inputs = new PendingInputs({
    state,
    namespace,
    clock,
    kindsOf: inputKinds(table),
    allowedUpdates,
    inTurn: ({ chatId, businessConnectionId }, task) => intake.inTurnOf(chatId, businessConnectionId, task),
    onTimeout: onTimeout && ((input) => onTimeout(input, { telegram: telegraf.telegram })),
    onError: (error) => onError(error, { stage: 'input' }),
  })
  const dispatch = async (update: Update): Promise<void> => {
    await sessions.record(update)
    await handleNow(update)
  }
  /** `toCatch`, with what it is given told to those who watch; an error that goes to `onError` is logged there. */
  const heard =
    (update: Update, toCatch: (error: unknown) => Promise<boolean>) =>
    async (error: unknown): Promise<boolean> => {
      telemetry?.failed(update, error)
      const isCaught = await toCatch(error)
      if (isCaught && log !== undefined) logFailure(log, error, update)
      return isCaught
    }
  const unhandled =
    ({ update }: Context, next: () => Promise<void>) =>
    () => {
      telemetry?.unhandled(update)
      log?.('debug', 'update.unhandled', { updateId: update.update_id, kind: updateKind(update) }, 'no handler')
      return next()
    }
  // Before anything is installed: a table with two handlers of one command leaves the bot as it was.
  const dispatcher = new Dispatcher(table as DispatchTable, {
    ...options,
    autoAnswer: options.autoAnswer ?? false,
    bot: telegraf as unknown as BotOf,
    dispatch,
    pendingInputs: inputs,
    state,
    namespace,
    clock,
    report: (error, ctx) =>
      deliver(
        error,
        ctx.update,
        heard(ctx.update, (failed) => callCatch(anyTelegraf, failed, ctx)),
        onError,
      ),
  })
  const turns = new Turns()
  const runTurn = (turn: Turn, run: MiddlewareRun<C>): Promise<void> => {
    const { update } = turn
    if (!isWatched) return runMiddleware(turn, run, clock, onError)
    telemetry?.client(run.ctx.telegram)
    const watched = (): Promise<void> =>
      runMiddleware(turn, { ...run, catch: heard(update, run.catch) }, clock, onError)
    return telemetry === undefined ? watched() : telemetry.turn(update, watched)
  }
  const handle = (update: Update, run: MiddlewareRun<C>): Promise<void> => {
    const turn = new Turn(update)
    setTurn(run.ctx, turn)
    const handled = runTurn(turn, run)
    turns.follow(turn, handled)
    if (acknowledge === 'handled') return handled.then(() => sessions.settled()) as Promise<void>
    // The update is acknowledged already: nobody has to wait for what its handler has recorded but another process that
    // handles the chat's next update, which is to find the sessions open that this one has opened.
    const place = claims && updatePlace(update)
    return place === undefined ? handled : (handled.then(() => sessions.settled(place.chatId)) as Promise<void>)
  }
  let isShutDown = false
  const { handleNow } = installUpdatePath(telegraf, {
    intake: (update, run) => {
      if (isShutDown) return neverAcknowledged()
      return telemetry === undefined
        ? intake.take(update, run)
        : telemetry.update(update, () => intake.take(update, run))
    },
    handle,
    onHeldBack: (listener) => {
      if (isShutDown) listener()
      const ends = [sessions.onHeldBack(listener), claims?.onHeldBack(listener)]
      return () => {
        for (const end of ends) end?.()
      }
    },
  })
  const shutdown: BotOf['shutdown'] = async ({ timeout = '10s' } = {}) => {
    const bound = milliseconds(timeout, 'The timeout of shutdown(…)')
    const deadline = clock.now() + bound
    const toGiveBack = claims === undefined ? 0 : Math.min(bound / 10, longestGivingBack)
    stopReceiving(anyTelegraf)
    inputs.stop()
    await settlesWithin(clock, intake.drained(), deadline - toGiveBack - clock.now())
    isShutDown = true
    await claims?.giveBack(Math.min(deadline - clock.now(), longestGivingBack))
    const { entries } = await sessions.shutdown(Math.max(deadline - clock.now(), 0))
    const left = { updates: intake.size, entries }
    const level = left.updates + entries > 0 ? 'warn' : 'info'
    log?.(level, 'bot.stopped', { botId, ...left }, 'stopped')
    return left
  }
  const added = { sessions, inputs, shutdown, allowedUpdates: allowedUpdates as BotOf['allowedUpdates'] }
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- it has what the class declares
  const bot: BotOf<C> = Object.assign(telegraf, added)
  const handlers = table.classes.reduce((count, { routes }) => count + routes.length, 0)
  setParts(bot, { botId, namespace, handlers, acknowledge, clock, intake, claims, sessions, incidents, turns })
  launchWith(telegraf, allowedUpdates)
  addMiddleware(telegraf, (ctx, next) => dispatcher.dispatch(ctx, turnOf(ctx), isWatched ? unhandled(ctx, next) : next))
  telemetry?.client(telegraf.telegram)
  telemetry?.start(bot as unknown as BotOf)
  const started = { botId, namespace, handlers, acknowledge, sharesUpdates: claims !== undefined }
  log?.('info', 'bot.started', started, `has ${handlers} handlers`)
  return bot
}

function watchedOptions(
  options: BotgenOptions['sessions'],
  telemetry: Telemetry | undefined,
): BotgenOptions['sessions'] {
  if (telemetry === undefined || options === undefined) return options
  const { storage, state } = options
  return {
    ...options,
    ...(storage !== undefined && { storage: telemetry.storage(storage, 'session') }),
    ...(state !== undefined && { state: telemetry.storage(state, 'state') }),
  }
}

/** The kinds that each input accepts by default, by id. */
function inputKinds({ classes }: Pick<DispatchTable, 'classes'>): ReadonlyMap<string, readonly UpdateKind[]> {
  const specs = classes.flatMap(({ routes }) => routes.flatMap(({ spec }) => (spec.kind === 'input' ? [spec] : [])))
  return new Map(specs.flatMap(({ ids, kinds }) => ids.map((id) => [id, kinds] as const)))
}

/** What a caller without types may hand over by mistake. */
function assertTable(table: unknown): void {
  const isTable = typeof table === 'object' && table !== null && 'classes' in table && Array.isArray(table.classes)
  if (!isTable)
    throw new BotgenError('botgen() takes a dispatch table: call createDispatchTable(…) of the generated module.')
}

function makeSessions(
  telegraf: Telegraf,
  { managerFactory, ...options }: NonNullable<BotgenOptions['sessions']> = {},
  shared: Pick<SessionManagerConfig, 'botId' | 'namespace' | 'state' | 'clock' | 'onError' | 'onRecovery' | 'inTurn'>,
): SessionManager {
  const { telegram } = telegraf
  const config: SessionManagerConfig = { ...options, ...shared, telegram }
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
