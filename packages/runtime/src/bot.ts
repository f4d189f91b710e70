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
import type { UpdateKind } from './updates/index.js'
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
  const onError = incidents.heardBy(guarded(options.onError ?? reportToConsole))
  const onRecovery = (): void => {}
  // Handlers see their own context type; what is shared by all of them does not depend on it.
  const anyTelegraf = telegraf as unknown as Telegraf
  const botId = botIdOf(telegraf.telegram.token)
  const namespace = options.sessions?.namespace ?? String(botId)
  const claims = claimsOf(options.sessions?.storage, options.claimUpdates ?? true, {
    namespace,
    clock,
    whileStorageFails: options.sessions?.whileStorageFails ?? 'continue',
    onError,
    onRecovery,
  })
  const intake = new Intake({
    ordering,
    acknowledge,
    maxConcurrent,
    record: (update) => sessions.record(update),
    recordAhead: (update) => sessions.recordAhead(update),
    claims,
    onError: (error, update) => onError(error, { stage: 'update', update }),
  })
  const state = options.sessions?.state ?? new InMemoryStateStorage(clock)
  const sessions = makeSessions(anyTelegraf, options, {
    botId,
    namespace,
    state,
    clock,
    onError,
    onRecovery,
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
    report: (error, ctx) => deliver(error, ctx.update, (failed) => callCatch(anyTelegraf, failed, ctx), onError),
  })
  const turns = new Turns()
  const handle = (update: Update, run: MiddlewareRun<C>): Promise<void> => {
    const turn = new Turn(update)
    setTurn(run.ctx, turn)
    const handled = runMiddleware(turn, run, clock, onError)
    turns.follow(turn, handled)
    // Under `recorded` the update is acknowledged already: nobody has to wait for what its handler has recorded.
    return acknowledge === 'recorded' ? handled : (handled.then(() => sessions.settled()) as Promise<void>)
  }
  const { handleNow } = installUpdatePath(telegraf, {
    intake: (update, run) => intake.take(update, run),
    handle,
    onHeldBack: (listener) => {
      const forget = sessions.onHeldBack(listener)
      if (claims === undefined) return forget
      const forgetClaims = claims.onHeldBack(listener)
      return () => {
        forget()
        forgetClaims()
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
    await claims?.giveBack(Math.min(deadline - clock.now(), longestGivingBack))
    const { entries } = await sessions.shutdown(Math.max(deadline - clock.now(), 0))
    return { updates: intake.size, entries }
  }
  const added = { sessions, inputs, shutdown, allowedUpdates: allowedUpdates as BotOf['allowedUpdates'] }
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- it has what the class declares
  const bot: BotOf<C> = Object.assign(telegraf, added)
  const handlers = table.classes.reduce((count, { routes }) => count + routes.length, 0)
  setParts(bot, { botId, namespace, handlers, acknowledge, clock, intake, claims, sessions, incidents, turns })
  launchWith(telegraf, allowedUpdates)
  addMiddleware(telegraf, (ctx, next) => dispatcher.dispatch(ctx, turnOf(ctx), next))
  return bot
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
  { sessions: { managerFactory, ...options } = {} }: BotgenOptions,
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
