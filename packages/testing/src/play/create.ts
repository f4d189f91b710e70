import { type BotgenOptions, type BotOf, botgen, type DispatchTable } from '@botgen/runtime'
import { type Context, Telegraf } from 'telegraf'
import { BotApiServer } from '../server.js'
import type { BotOptions } from '../server-options.js'
import { TestClock } from '../world/clock.js'
import { Failures } from './failures.js'
import { RunningTestBot } from './running.js'

/** What a bot is made with, for it to run against the test's server. */
export interface TestBotSetup<C extends Context = Context> {
  /** A Telegraf with the test's token, whose calls go to the test's server. */
  readonly telegraf: Telegraf<C>
  /** The test's clock and error listener, and the options that the test gave: for `botgen()`. */
  readonly options: BotgenOptions
  /** For bots that make their own Telegraf: `new Telegraf(token, { telegram })`. */
  readonly token: string
  readonly telegram: { readonly apiRoot: string }
  /** Where the bot's chats are, for bots that must know the id of one. */
  readonly server: BotApiServer
}

/** Makes the bot as the main module does, without launching it. */
export type TestBotFactory<C extends Context = Context> = (setup: TestBotSetup<C>) => BotOf<C> | Promise<BotOf<C>>

export interface TestBotOptions extends Pick<BotOptions, 'username'> {
  /** Handed on to `botgen()`. With an `onError` of your own, nothing that it hears of fails a test. */
  readonly options?: BotgenOptions
  /** How long a step waits for the bot at most: real milliseconds, 4000 when left out. */
  readonly patience?: number
}

/** Less than the five seconds that test runners give a test, so that the test fails with the better message. */
const defaultPatience = 4000

/**
 * Starts a bot, with users to talk to it: the real one, over long polling, against a Bot API server in this process. Close
 * it at the end of the test, with `await using` or `close()`.
 *
 * ```ts
 * await using test = await createTestBot(createDispatchTable({ kitchen }))
 * const alice = test.chatWith('Alice')
 *
 * await alice.says('/order pizza')
 *
 * expect(alice.shows()).toEqual(['/order pizza', 'One pizza. Anything else?'])
 * ```
 *
 * @param source the table, or a function that makes the bot: for bots with middleware and options of their own
 * @throws Error when the function returns a bot that `botgen()` did not make or that would call another server
 */
export async function createTestBot<C extends Context = Context>(
  source: DispatchTable<C> | TestBotFactory<C>,
  { username = 'test_bot', options: given = {}, patience = defaultPatience }: TestBotOptions = {},
): Promise<RunningTestBot<C>> {
  const clock = given.clock instanceof TestClock ? given.clock : new TestClock()
  const server = await BotApiServer.start({ clock, bots: [{ username }] })
  const failures = new Failures()
  const options: BotgenOptions = { clock, onError: failures.listener, ...given }
  const { token, apiRoot } = server
  const telegram = { apiRoot }
  try {
    const telegraf = new Telegraf<C>(token, { telegram })
    const setup: TestBotSetup<C> = { telegraf, options, token, telegram, server }
    const bot = typeof source === 'function' ? await source(setup) : botgen(telegraf, source, options)
    assertOurs(bot, setup)
    return new RunningTestBot(bot, server, clock, patience, failures)
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Against functions without types, and against tests that reach Telegram. */
function assertOurs<C extends Context>(bot: BotOf<C>, { token, telegram }: TestBotSetup<C>): void {
  if (typeof (bot as Partial<BotOf<C>> | undefined)?.shutdown !== 'function') {
    throw new Error('The function given to createTestBot() must return the bot that botgen() returns.')
  }
  if (bot.telegram.options.apiRoot !== telegram.apiRoot || bot.telegram.token !== token) {
    throw new Error(
      `This bot would call ${bot.telegram.options.apiRoot}, not the test's server. Make it of the telegraf that ` +
        'the function is given, or with new Telegraf(token, { telegram }) of the token and telegram it is given.',
    )
  }
}
