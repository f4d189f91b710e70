import { expect } from '@jest/globals'
import { BotApiServer } from '@botgen/testing'
import { seededRandom } from '../../../bench/soak/random.js'
import type { BotSettings } from '../bot/protocol.js'
import { BotProcess } from './bot-processes.js'
import { afterwards } from './clean-up.js'
import { Conversations } from './conversations.js'
import { judge, leftOver } from './verdict.js'

const minute = 60_000

export interface TrialOptions extends Pick<BotSettings, 'storage' | 'place' | 'receives'> {
  readonly chats: number
  readonly bots?: Partial<BotSettings>
}

/** Users who write to a bot whose processes come and go, and what must hold in the end. */
export class Trial {
  readonly server: BotApiServer
  readonly conversations: Conversations
  /** The same numbers in every run. */
  readonly random: () => number
  readonly #options: TrialOptions
  /** Names of the processes that were killed. */
  readonly #killed = new Set<string>()

  private constructor(server: BotApiServer, options: TrialOptions) {
    this.server = server
    this.#options = options
    this.random = seededRandom(1)
    this.conversations = new Conversations(server, options.chats, this.random)
  }

  static async start(options: TrialOptions): Promise<Trial> {
    // Telegram does not give up within any test.
    const webhookRetryDelays = Array.from({ length: 10_000 }, () => 0)
    const server = await BotApiServer.start({ webhookRetryDelays })
    afterwards(() => server.stop())
    return new Trial(server, options)
  }

  startBot(name: string): Promise<BotProcess> {
    const { token, apiRoot } = this.server
    const { storage, place, receives, bots } = this.#options
    return BotProcess.start({ name, token, apiRoot, storage, place, receives, ...bots })
  }

  /** Resolves when the bot has made so many calls. */
  async calls(count: number): Promise<void> {
    for (; count > 0; count -= 1) await this.server.calls.next(() => true)
  }

  async kill(bot: BotProcess): Promise<void> {
    this.#killed.add(bot.name)
    await bot.kill()
  }

  /** Resolves when Telegram has got rid of all updates. */
  readonly settled = (): Promise<void> => {
    return this.server.settled({ within: 5 * minute })
  }

  /**
   * Once all is settled, with a process that has seen an update of every chat: the sessions hold what happened, and what
   * they hold can be cleared.
   *
   * @returns figures
   */
  async verify(bot: BotProcess) {
    const { server, conversations } = this
    const { chatIds } = conversations
    const { problems, ...figures } = judge(server, conversations, await bot.ask('sessions', chatIds), this.#killed)
    expect(problems).toEqual([])
    expect(figures.unseen).toBeLessThanOrEqual(this.#killed.size * chatIds.length)
    expect(await bot.ask('clear', chatIds)).toMatchObject({ tooOld: 0, refused: 0, pending: 0 })
    const left = leftOver(server, conversations, this.#killed)
    expect(left.problems).toEqual([])
    return { ...figures, updates: server.updates().length, unseenInChats: left.unseen }
  }

  /** Shuts the processes down, which have nothing left to do and end by themselves. */
  async end(...bots: readonly BotProcess[]): Promise<void> {
    for (const bot of bots) {
      const ended = await bot.ask('shutdown', 10_000)
      expect({ bot: bot.name, ...ended }).toEqual({
        bot: bot.name,
        left: { updates: 0, entries: 0 },
        errors: [],
        unhandled: [],
      })
      expect(await bot.exited).toEqual({ code: 0, signal: null })
    }
  }
}
