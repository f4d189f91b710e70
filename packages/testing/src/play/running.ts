import { setTimeout as sleep } from 'node:timers/promises'
import type { BotOf, ShutdownReport } from '@botgen/runtime'
import type { Context } from 'telegraf'
import type { BotApiServer } from '../server.js'
import type { UserOptions } from '../server-options.js'
import type { TestClock } from '../world/clock.js'
import { Conversation } from './conversation.js'
import type { Failures } from './failures.js'

/** How long a bot has for its shutdown: on the test's clock, and in real milliseconds before that clock is advanced. */
const shutdownTimeout = 10_000
const shutdownGrace = 1000

/** A bot that runs in a test; `createTestBot()` makes them. */
export class RunningTestBot<C extends Context = Context> {
  readonly #failures: Failures
  readonly #polling: Promise<Error | undefined>
  #closed: Promise<void> | undefined

  constructor(
    readonly bot: BotOf<C>,
    /** The Bot API: its chats, the calls that the bot made, and ways to make them fail. */
    readonly server: BotApiServer,
    /** The time of bot and server, which passes only when the test advances it. */
    readonly clock: TestClock,
    /** How long `settled` and `until` wait, in real milliseconds. */
    readonly patience: number,
    failures: Failures,
  ) {
    this.#failures = failures
    // The first poll would say so, yet what happens before it must reach the bot as well.
    server.bot.allowUpdates(bot.allowedUpdates)
    this.#polling = bot.launch().then(
      () => undefined,
      (cause: unknown) => new Error('The bot stopped receiving updates before the test was over.', { cause }),
    )
  }

  /** Every error that neither the bot's `catch` nor an `onError` of the test's own took, also those thrown already. */
  get errors(): readonly Error[] {
    return [...this.#failures.all]
  }

  /** A new user in a private chat with the bot. */
  chatWith(user: string | UserOptions): Conversation {
    const made = this.server.user(typeof user === 'string' ? { firstName: user } : user)
    const staging = { server: this.server, sessions: this.bot.sessions, settled: () => this.settled() }
    return new Conversation(staging, made, this.server.privateChat(made))
  }

  /**
   * Resolves when the bot is done with every update. Only what happens past `Conversation` has to wait for it, such as
   * `server.setStatus()`.
   *
   * @throws what a handler threw that the bot does not handle, or an error that says which update is not taken
   */
  async settled(): Promise<void> {
    const ended = await Promise.race([this.server.settled({ within: this.patience }), this.#polling])
    if (ended !== undefined) throw ended
    this.#failures.throwNew()
  }

  /**
   * Waits until `holds` does: for what no update is the cause of, such as a message that is deleted when its time has come.
   *
   * @throws Error when it does not within `patience`, or what the bot failed on
   */
  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    const latest = performance.now() + this.patience
    while (!(await holds())) {
      if (performance.now() > latest)
        throw new Error(`This did not come true within ${this.patience} ms: ${String(holds)}`)
      await sleep(1)
    }
    this.#failures.throwNew()
  }

  /**
   * Ends the bot and the server. A second call does nothing more.
   *
   * @throws what the bot failed on since the last step
   */
  close(): Promise<void> {
    this.#closed ??= this.#end()
    return this.#closed
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #end(): Promise<void> {
    try {
      const { updates } = await this.#shutDown()
      // Telegraf ends no earlier than the handlers, and one that never ends has been told of by `settled`.
      if (updates === 0) await this.#polling
    } finally {
      await this.server.stop()
    }
    this.#failures.throwNew()
  }

  /** A handler that never ends would hold the shutdown for ever, its timeout being one of the test's clock. */
  #shutDown(): Promise<ShutdownReport> {
    const shutdown = this.bot.shutdown({ timeout: shutdownTimeout })
    const grace = setTimeout(() => this.clock.advance(shutdownTimeout), shutdownGrace)
    return shutdown.finally(() => clearTimeout(grace))
  }
}
