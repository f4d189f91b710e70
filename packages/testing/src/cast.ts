import type { ApiBusinessConnection } from './api/types.js'
import { defined } from './defined.js'
import type { BotOptions, BusinessOptions, GroupOptions, SharedChatOptions, UserOptions } from './server-options.js'
import { changeMembership } from './users/membership.js'
import { migrate } from './users/migration.js'
import { TestUser } from './users/user.js'
import { TestBot } from './world/bot.js'
import { type ChatOwner, type MemberStatus, TestChat } from './world/chat.js'
import { type TestClock, unixTime } from './world/clock.js'
import { World } from './world/world.js'

const FIRST_BOT_ID = 123_456
const FIRST_USER_ID = 1001
const FIRST_GROUP_ID = -2001
const FIRST_SUPERGROUP_ID = -1_001_000_000_001

/** Makes the bots, users and chats of a server. Their ids count up, so that every run has the same ones. */
export class Cast {
  protected readonly world: World

  constructor(readonly clock: TestClock) {
    this.world = new World(clock)
  }

  /** The first bot. */
  get bot(): TestBot {
    const [bot] = this.world.bots
    if (!bot) throw new Error('this server has no bots: add one with addBot()')
    return bot
  }

  /** The first bot's token. */
  get token(): string {
    return this.bot.token
  }

  addBot({ token, username, firstName = 'Test bot' }: BotOptions = {}): TestBot {
    const number = this.world.count('bot')
    const id = token === undefined ? FIRST_BOT_ID + number - 1 : Number.parseInt(token, 10)
    const bot = new TestBot(token ?? `${id}:TEST${'A'.repeat(31)}`, {
      id,
      is_bot: true,
      first_name: firstName,
      username: username ?? (number === 1 ? 'test_bot' : `test_bot_${number}`),
      can_join_groups: true,
      can_read_all_group_messages: true,
      supports_inline_queries: false,
      can_connect_to_business: true,
    })
    this.world.botsByToken.set(bot.token, bot)
    this.world.users.set(id, bot.user)
    return bot
  }

  user({ firstName, lastName, username, languageCode }: UserOptions): TestUser {
    const info = defined({
      id: FIRST_USER_ID + this.world.count('user') - 1,
      is_bot: false,
      first_name: firstName,
      last_name: lastName,
      username,
      language_code: languageCode,
    })
    this.world.users.set(info.id, info)
    return new TestUser(this.world, info)
  }

  /** The chat of a user with a bot, by default the first: always the same one. The user counts as having started the bot. */
  privateChat({ info: user }: TestUser, bot = this.bot): TestChat {
    const dialogs = this.world.dialogsOf(bot)
    const known = dialogs.get(user.id)
    if (known) return known
    const { id, first_name, last_name, username } = user
    const info = defined({ id, type: 'private' as const, first_name, last_name, username })
    const chat = this.#chat(info, { kind: 'bot', botId: bot.id }, `messages of ${bot.id} with ${id}`)
    chat.members.set(id, 'member')
    chat.members.set(bot.id, 'member')
    dialogs.set(id, chat)
    return chat
  }

  /** A group with all its bots seeing all messages. */
  group({ type = 'group', botStatus = 'member', title = 'Group', ...options }: GroupOptions = {}): TestChat {
    const id =
      type === 'group' ? this.#nextId('group', FIRST_GROUP_ID) : this.#nextId('supergroup', FIRST_SUPERGROUP_ID)
    const is_forum = type === 'forum' ? true : undefined
    const { username } = options
    const info = defined({ id, type: type === 'group' ? type : ('supergroup' as const), title, username, is_forum })
    return this.#shared(info, options, botStatus)
  }

  /** A channel with bots as administrators. */
  channel({ title = 'Channel', ...options }: SharedChatOptions = {}): TestChat {
    const id = this.#nextId('supergroup', FIRST_SUPERGROUP_ID)
    return this.#shared(
      defined({ id, type: 'channel' as const, title, username: options.username }),
      options,
      'administrator',
    )
  }

  /** Connects a bot, by default the first, to a user's business account; the bot gets a `business_connection`. */
  businessConnection({ owner, bot = this.bot, rights }: BusinessOptions): ApiBusinessConnection {
    const info = {
      id: `business-${this.world.count('business connection')}`,
      user: owner.info,
      user_chat_id: owner.id,
      date: unixTime(this.clock),
      is_enabled: true,
      rights: rights ?? { can_reply: true, can_delete_all_messages: true },
    }
    this.world.connections.set(info.id, { info, bot, chats: new Map() })
    this.world.post(bot, 'business_connection', info)
    return info
  }

  /** The account's chat with a customer: always the same one. Both can write in it, the bot through the connection. */
  businessChat({ id: connectionId }: ApiBusinessConnection, { info: customer }: TestUser): TestChat {
    const connection = this.world.connections.get(connectionId)
    if (!connection) throw new Error(`there is no business connection ${connectionId}`)
    const known = connection.chats.get(customer.id)
    if (known) return known
    const { id, first_name, username } = customer
    const owner = { kind: 'business', botId: connection.bot.id, connectionId } as const
    const info = defined({ id, type: 'private' as const, first_name, username })
    const chat = this.#chat(info, owner, `messages of ${connectionId}`)
    chat.members.set(id, 'member')
    chat.members.set(connection.info.user.id, 'member')
    connection.chats.set(id, chat)
    return chat
  }

  /** Changes what a user or bot is in a chat, with the updates that follow from it: `my_chat_member`, `chat_member`. */
  setStatus(chat: TestChat, member: TestUser | TestBot, status: MemberStatus): void {
    const user = member instanceof TestUser ? member.info : member.user
    const creator = [...chat.members].find(([, current]) => current === 'creator')?.[0]
    const actor = creator === undefined ? undefined : this.world.users.get(creator)
    changeMembership(this.world, chat, user, status, actor ?? user)
  }

  /** Makes a supergroup of a group: new chat, same members; both get the service message about it. */
  migrate(group: TestChat): TestChat {
    return migrate(this.world, group, this.#nextId('supergroup', FIRST_SUPERGROUP_ID))
  }

  /** Puts a file on the server; returns its `file_id`, which is `id` when given. */
  file(content: Uint8Array = new Uint8Array(), { name = 'file', id }: { name?: string; id?: string } = {}): string {
    return this.world.files.add(content, name, id).file_id
  }

  #nextId(counter: string, first: number): number {
    return first - this.world.count(counter) + 1
  }

  #chat(info: TestChat['info'], owner: ChatOwner, counter: string): TestChat {
    return new TestChat(info, owner, () => this.world.count(counter))
  }

  #shared(info: TestChat['info'], { members = [], bots }: SharedChatOptions, botStatus: MemberStatus): TestChat {
    const chat = this.#chat(info, { kind: 'shared' }, `messages of ${info.id}`)
    for (const [position, { id }] of members.entries()) chat.members.set(id, position === 0 ? 'creator' : 'member')
    for (const { id } of bots ?? this.world.bots) chat.members.set(id, botStatus)
    this.world.addChat(chat)
    return chat
  }
}
