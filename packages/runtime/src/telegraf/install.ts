/** The one entry point of updates: replaces `handleUpdate` of a Telegraf, which polling and webhooks both call. */
import type { ServerResponse } from 'node:http'
import { type Context, type MiddlewareFn, Telegraf, Telegram } from 'telegraf'
import type { Update, UserFromGetMe } from 'telegraf/types'
import { callCatch } from './catching.js'

/** What botgen does with an update before and around Telegraf's middleware. */
export interface UpdatePath<C extends Context> {
  /**
   * Runs `handle` when the update's turn comes, once for each update. Rejects only where the update must be delivered
   * again.
   */
  readonly intake: (update: Update, handle: () => Promise<void>) => Promise<void>
  /** Runs the middleware chain. Never rejects. */
  readonly handle: (update: Update, run: MiddlewareRun<C>) => Promise<void>
  /** Calls back when updates are to be held back: a webhook then answers so that Telegram delivers again. */
  readonly onHeldBack: (listener: () => void) => () => void
}

/** Telegraf's part of handling one update. */
export interface MiddlewareRun<C extends Context> {
  readonly ctx: C
  /** The bot's own, in milliseconds. */
  readonly handlerTimeout: number
  /** Runs the middleware chain. */
  readonly middleware: () => Promise<unknown>
  /** Calls the listener of `bot.catch`; says whether there is one. */
  readonly catch: (error: unknown) => Promise<boolean>
}

/** Telegraf's private parts, as of 4.16. */
interface TelegrafInternals<C extends Context> {
  readonly options: {
    readonly contextType: new (update: Update, telegram: Telegram, botInfo: UserFromGetMe) => C
    readonly handlerTimeout: number
  }
  /** All middleware in one. */
  handler: MiddlewareFn<C>
  botInfoCall?: Promise<UserFromGetMe>
  readonly polling?: object
  readonly webhookServer?: object
}

const installed = new WeakSet()

export function isInstalled(telegraf: object): boolean {
  return installed.has(telegraf)
}

export interface InstalledPath {
  /** Handles an update at once: not queued, and however often it was seen. */
  readonly handleNow: (update: Update) => Promise<void>
}

export function installUpdatePath<C extends Context>(telegraf: Telegraf<C>, path: UpdatePath<C>): InstalledPath {
  installed.add(telegraf)
  const internals = telegraf as unknown as TelegrafInternals<C>

  const handleAs = (botInfo: UserFromGetMe, update: Update, response?: ServerResponse): Promise<void> => {
    const ctx = new internals.options.contextType(update, clientFor(telegraf.telegram, response), botInfo)
    Object.assign(ctx, telegraf.context)
    return path.handle(update, {
      ctx,
      handlerTimeout: internals.options.handlerTimeout,
      middleware: () => Promise.resolve(telegraf.middleware()(ctx, resolved)),
      catch: (error) => callCatch(telegraf, error, ctx),
    })
  }
  const handle = (update: Update, response?: ServerResponse): Promise<void> => {
    const { botInfo } = telegraf
    if (botInfo !== undefined) return handleAs(botInfo, update, response)
    return fetchBotInfo(telegraf, internals).then((fetched) => handleAs(fetched, update, response))
  }

  telegraf.handleUpdate = (update, response) => {
    if (!isUpdate(update)) return refuse(response)
    const handled = path.intake(update, () => handle(update, response))
    return response === undefined ? handled : answer(response, unlessHeldBack(handled, path.onHeldBack))
  }
  return { handleNow: handle }
}

/** A webhook hands on whatever JSON was sent to it, and without a secret token anybody can send something. */
function isUpdate(update: unknown): boolean {
  return typeof update === 'object' && update !== null && !Array.isArray(update)
}

function refuse(response: ServerResponse | undefined): Promise<void> {
  if (response === undefined)
    return Promise.reject(new TypeError('handleUpdate() takes an update of the Bot API: an object.'))
  response.statusCode = 400
  response.end()
  return Promise.resolve()
}

/** The fields that Telegraf's constructor gives a client. */
class UpdateClient {
  readonly token: string
  readonly response: ServerResponse | undefined
  readonly options: Telegram['options']

  constructor({ token, options }: Telegram, response: ServerResponse | undefined) {
    this.token = token
    this.response = response
    this.options = { ...options }
  }
}
Object.setPrototypeOf(UpdateClient.prototype, Telegram.prototype)

/**
 * The client of one update, as Telegraf makes it: what handlers change of it concerns this update alone. Telegraf's own
 * constructor would complete and check options that it has completed and checked for the bot's client already.
 */
function clientFor(telegram: Telegram, response: ServerResponse | undefined): Telegram {
  // It has the fields and the prototype of one.
  return new UpdateClient(telegram, response) as unknown as Telegram
}

/**
 * Adds a middleware. Where the bot has none before it, it becomes the whole chain: composing it, as `use` does, with a
 * middleware that does nothing would cost an update more than finding its handler.
 */
export function addMiddleware<C extends Context>(telegraf: Telegraf<C>, middleware: MiddlewareFn<C>): void {
  const internals = telegraf as unknown as TelegrafInternals<C>
  if (String(internals.handler) === passThrough) internals.handler = middleware
  else telegraf.use(middleware)
}

/** Ends the webhook's request when its update may be acknowledged, or so that Telegram delivers it again. */
async function answer(response: ServerResponse, acknowledged: Promise<void>): Promise<void> {
  try {
    await acknowledged
  } catch {
    // Telegram delivers again what is not answered with a 2xx status (Bot API, “setWebhook”).
    if (!response.headersSent) response.statusCode = 503
  } finally {
    if (!response.writableEnded) response.end()
  }
}

/** Rejects when updates are held back. The update goes on being handled; its next delivery waits for that. */
function unlessHeldBack(handled: Promise<void>, onHeldBack: UpdatePath<Context>['onHeldBack']): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = onHeldBack(() => reject(new Error('The session storage fails.')))
    handled.then(resolve, reject).finally(cancel)
  })
}

const resolved = (): Promise<void> => Promise.resolve()

/** One call however many updates wait for it; a failed one is tried again with the next update. */
async function fetchBotInfo<C extends Context>(
  telegraf: Telegraf<C>,
  internals: TelegrafInternals<C>,
): Promise<UserFromGetMe> {
  try {
    internals.botInfoCall ??= telegraf.telegram.getMe()
    telegraf.botInfo = await internals.botInfoCall
    return telegraf.botInfo
  } catch (error) {
    delete internals.botInfoCall
    throw error
  }
}

const plainTelegraf = new Telegraf('') as unknown as TelegrafInternals<Context>

/** The chain of a bot without middleware, made anew for each instance; it refers to nothing but its parameters. */
const passThrough = String(plainTelegraf.handler)

/** Stops polling, or the webhook's own server; nothing where the bot was never launched. */
export function stopReceiving(telegraf: Telegraf): void {
  const { polling, webhookServer } = telegraf as unknown as TelegrafInternals<Context>
  if (polling !== undefined || webhookServer !== undefined) telegraf.stop()
}
