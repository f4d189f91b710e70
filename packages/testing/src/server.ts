import type { ApiUpdate, Payload } from './api/types.js'
import { BotApi } from './bot-api.js'
import { CallLog } from './calls.js'
import { Cast } from './cast.js'
import { type BotApiClient, inProcessClient } from './client.js'
import { type SettledOptions, Settling } from './delivery/settling.js'
import { openWebhook } from './delivery/webhook.js'
import type { CallFilter, Fault } from './faults.js'
import { HttpServer } from './http/server.js'
import { methodTable } from './methods/index.js'
import type { ServerOptions } from './server-options.js'
import type { TestBot } from './world/bot.js'
import { TestClock } from './world/clock.js'

/**
 * Telegram in a process: bots call it over HTTP as they call Telegram, tests act as the users and look at the chats.
 * Nothing in it is random, and its time passes only when a test advances the clock.
 *
 * ```ts
 * const server = await BotApiServer.start()
 * const bot = new Telegraf(server.token, { telegram: { apiRoot: server.apiRoot } })
 * bot.command('order', (ctx) => ctx.reply('What would you like?'))
 * const running = bot.launch()
 *
 * const alice = server.user({ firstName: 'Alice' })
 * const chat = server.privateChat(alice)
 * alice.sends(chat, '/order')
 * await server.settled()
 * expect(chat.history().map(({ text }) => text)).toEqual(['/order', 'What would you like?'])
 *
 * bot.stop()
 * await running
 * await server.stop()
 * ```
 */
export class BotApiServer extends Cast {
  /** The calls that bots made. */
  readonly calls = new CallLog()
  readonly #api: BotApi
  readonly #settling: Settling
  #http: HttpServer | undefined

  private constructor({ clock = new TestClock(), bots = [{}], maxPollSeconds, webhookRetryDelays }: ServerOptions) {
    super(clock)
    const methods = methodTable({
      maxPollSeconds: maxPollSeconds ?? 50,
      openWebhook: (bot, settings) =>
        openWebhook(bot, settings, {
          clock,
          retryDelays: webhookRetryDelays ?? [0, 0],
          reply: (method, payload) => this.#reply(bot, method, payload),
        }),
    })
    this.#api = new BotApi(this.world, this.calls, methods)
    this.#settling = new Settling(this.world)
    for (const bot of bots) this.addBot(bot)
  }

  /** Starts a server that listens on a free port of the loopback interface. */
  static async start(options: ServerOptions = {}): Promise<BotApiServer> {
    const server = new BotApiServer(options)
    server.#http = await HttpServer.listen(server.#api)
    return server
  }

  /** A server without HTTP: bots use `client` and `connect`. It needs no `stop`. */
  static inProcess(options: ServerOptions = {}): BotApiServer {
    return new BotApiServer(options)
  }

  /**
   * Ends waiting polls with 401, which ends Telegraf's polling, and closes every connection. Stop bots before, all the same:
   * Telegraf takes a connection that closes at another moment for a failure that will pass, and tries for ever.
   */
  async stop(): Promise<void> {
    for (const bot of this.world.bots) {
      bot.webhook?.close()
      bot.inbox.abortPoll('Unauthorized', 401)
    }
    // The answers to the polls are written by then.
    await new Promise((resolve) => setImmediate(resolve))
    await this.#http?.close()
    this.#http = undefined
  }

  /**
   * For `new Telegraf(token, { telegram: { apiRoot } })`.
   * @throws Error when the server does not listen
   */
  get apiRoot(): string {
    if (!this.#http) throw new Error('this server does not listen: create it with BotApiServer.start()')
    return this.#http.url
  }

  /**
   * Sends a bot, by default the first, an update of any kind. The server numbers it.
   * @returns undefined when the bot's `allowed_updates` leave this kind out
   */
  deliver(update: Payload, bot = this.bot): ApiUpdate | undefined {
    const [kind, ...more] = Object.keys(update).filter((name) => name !== 'update_id')
    if (kind === undefined || more.length > 0) throw new Error('an update has one field besides update_id')
    return this.world.post(bot, kind, update[kind])
  }

  /** Delivers an update again, under the same `update_id`, as Telegram does when a confirmation was lost. */
  redeliver(update: ApiUpdate, bot = this.bot): void {
    bot.inbox.repeat(update)
  }

  /** Every update that a bot, by default the first, was sent. */
  updates(bot = this.bot): readonly ApiUpdate[] {
    return [...bot.sent]
  }

  /** What the bot answered last to the callback query with this id. */
  answerTo(queryId: string): Payload | undefined {
    return this.world.pressedButtons.get(queryId)?.answer
  }

  /** A client that calls methods as a bot, by default the first, without HTTP. */
  client(bot = this.bot): BotApiClient {
    return inProcessClient(this.#api, bot.token)
  }

  /**
   * Gives a bot's updates, waiting and to come, to a function instead of to polls: each at once, without waiting for the one
   * before. A promise that it returns is waited for by `settled`, which also throws its error.
   * @returns what ends it
   */
  connect(handle: (update: ApiUpdate) => unknown, bot = this.bot): () => void {
    return this.#settling.connect(bot, handle)
  }

  /**
   * Resolves when every update has been taken: confirmed by a later poll, answered with 2xx by the webhook, or handled by the
   * connected function.
   * @throws Error when that has not happened within `within` milliseconds of real time, 4000 by default, naming what waits
   */
  settled(options?: SettledOptions): Promise<void> {
    return this.#settling.settled(options)
  }

  /** Makes the next call of a method fail, or the next `times` calls; see `Fault` for the ways. */
  failNext(filter: CallFilter, fault: Fault, times = 1): void {
    this.#api.faults.add(filter, fault, times)
  }

  /** Takes back the faults that have not happened yet. */
  clearFaults(): void {
    this.#api.faults.clear()
  }

  /** Has a function make the results of a method, for instance of one that this server does not have. */
  stub(method: string, answer: (payload: Payload) => unknown): void {
    this.#api.stub(method, answer)
  }

  async #reply(bot: TestBot, method: string, payload: Payload): Promise<void> {
    // The bot does not get to see what becomes of it; the log shows it to the test.
    await this.#api.call(bot.token, method, payload, { via: 'webhookReply' }).catch(() => undefined)
  }
}
