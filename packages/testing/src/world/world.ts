import { badRequest } from '../api/errors.js'
import type { ApiBusinessConnection, ApiCallbackQuery, ApiMessage, ApiUpdate, ApiUser, Payload } from '../api/types.js'
import type { TestBot } from './bot.js'
import type { TestChat } from './chat.js'
import type { TestClock } from './clock.js'
import { FileStore } from './files.js'

export interface BusinessConnection {
  readonly info: ApiBusinessConnection
  readonly bot: TestBot
  /** Chats of the account with its customers, by the customer's id. */
  readonly chats: Map<number, TestChat>
}

export interface PressedButton {
  readonly query: ApiCallbackQuery
  readonly bot: TestBot
  /** What the bot answered last. */
  answer: Payload | undefined
}

/** Everything that exists on the server. It holds and finds; the rules are in `methods`. */
export class World {
  readonly users = new Map<number, ApiUser>()
  readonly botsByToken = new Map<string, TestBot>()
  readonly connections = new Map<string, BusinessConnection>()
  readonly pressedButtons = new Map<string, PressedButton>()
  readonly files = new FileStore()
  /** Groups, supergroups and channels. */
  readonly #shared = new Map<number, TestChat>()
  /** Private chats, by bot and then by user. */
  readonly #dialogs = new Map<TestBot, Map<number, TestChat>>()
  readonly #counters = new Map<string, number>()

  constructor(readonly clock: TestClock) {}

  get bots(): readonly TestBot[] {
    return [...this.botsByToken.values()]
  }

  get chats(): readonly TestChat[] {
    return [...this.#shared.values()]
  }

  /** 1, 2, 3, … for each name. */
  count(name: string): number {
    const next = (this.#counters.get(name) ?? 0) + 1
    this.#counters.set(name, next)
    return next
  }

  addChat(chat: TestChat): void {
    this.#shared.set(chat.id, chat)
  }

  dialogsOf(bot: TestBot): Map<number, TestChat> {
    const known = this.#dialogs.get(bot) ?? new Map<number, TestChat>()
    this.#dialogs.set(bot, known)
    return known
  }

  /** The chat that `bot` means by `chatId`, which may be an `@username`. */
  findChat(bot: TestBot, chatId: string): TestChat | undefined {
    if (chatId.startsWith('@')) {
      const username = chatId.slice(1).toLowerCase()
      return this.chats.find((chat) => chat.info.username?.toLowerCase() === username)
    }
    const id = Number.parseInt(chatId, 10)
    return this.#dialogs.get(bot)?.get(id) ?? this.#shared.get(id)
  }

  /**
   * The chat that holds, or held, `message`. Private chats of several bots share their id: the bot's own messages tell
   * them apart, and so does the very object that was sent.
   */
  chatOf(message: ApiMessage): TestChat | undefined {
    const { chat, from, message_id, business_connection_id } = message
    if (business_connection_id !== undefined) return this.connections.get(business_connection_id)?.chats.get(chat.id)
    const shared = this.#shared.get(chat.id)
    if (shared) return shared
    const dialogs = [...this.#dialogs.values()].flatMap((chats) => chats.get(chat.id) ?? [])
    const holding = dialogs.filter((dialog) => dialog.message(message_id))
    return (
      dialogs.find(({ owner }) => owner.kind === 'bot' && owner.botId === from?.id) ??
      holding.find((dialog) => dialog.message(message_id) === message) ??
      holding[0] ??
      dialogs[0]
    )
  }

  /** @throws BotApiError when `bot` has no such connection */
  connection(bot: TestBot, id: string): BusinessConnection {
    const connection = this.connections.get(id)
    if (connection?.bot !== bot) throw badRequest('business connection not found')
    return connection
  }

  /** The bots to which `chat` shows what happens in it. */
  botsIn(chat: TestChat): readonly TestBot[] {
    const { owner } = chat
    return this.bots.filter((bot) => (owner.kind === 'shared' ? chat.isMember(bot.id) : owner.botId === bot.id))
  }

  /** Sends each bot in `chat` an update with `value` under `kind`. */
  announce(chat: TestChat, kind: string, value: unknown): void {
    for (const bot of this.botsIn(chat)) this.post(bot, kind, value)
  }

  /** Sends `bot` an update, unless its `allowed_updates` leave the kind out: then there is none. */
  post(bot: TestBot, kind: string, value: unknown): ApiUpdate | undefined {
    if (!bot.accepts(kind)) return undefined
    const update: ApiUpdate = { update_id: bot.nextUpdateId(), [kind]: value }
    bot.sent.push(update)
    bot.inbox.push(update)
    return update
  }
}
