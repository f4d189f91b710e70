import type { ApiCallbackQuery, ApiMessage, ApiUser, InlineButton } from '../api/types.js'
import { defined } from '../defined.js'
import { fileContent, isFileKind, openTopic, withoutReply } from '../methods/index.js'
import type { TestBot } from '../world/bot.js'
import type { TestChat } from '../world/chat.js'
import { unixTime } from '../world/clock.js'
import type { World } from '../world/world.js'
import { entityField } from './entities.js'
import { changeMembership } from './membership.js'

/**
 * What a user sends. `photo`, `document`, `voice` and the other kinds of files take the content or, as text, a file id or
 * a name for a new, empty file. Any other field becomes a field of the message: `location`, `contact`, `media_group_id`, …
 */
export interface UserContent {
  readonly text?: string
  readonly caption?: string
  readonly photo?: Uint8Array | string
  readonly [field: string]: unknown
}

export interface SendOptions {
  readonly replyTo?: ApiMessage
  /** The topic, which is opened if it is new to a forum. */
  readonly threadId?: number
  /**
   * The message calls upon this bot, which is no member of the chat: it alone gets the message, as a `guest_message`.
   */
  readonly guest?: TestBot
}

/** Names a button by its text or by its `callback_data`. */
export type ButtonName = string | { readonly data: string }

/**
 * Someone who uses Telegram. What users do happens at once: the message is in the chat and the updates are under way when
 * a method returns. Await the server's `settled()` to see what bots made of it.
 */
export class TestUser {
  readonly #world: World

  constructor(
    world: World,
    readonly info: ApiUser,
  ) {
    this.#world = world
  }

  get id(): number {
    return this.info.id
  }

  /**
   * Sends a message; in a channel it is a post of the channel, in a business chat a business message.
   * @throws Error when the user is not in the chat
   */
  sends(chat: TestChat, content: string | UserContent, options: SendOptions = {}): ApiMessage {
    if (!chat.isMember(this.id))
      throw new Error(`${this.info.first_name} is not in chat ${chat.id} and cannot write there`)
    const message = this.#compose(chat, typeof content === 'string' ? { text: content } : content, options)
    chat.put(message)
    if (options.guest) {
      const guest_query_id = String(this.#world.count('guest query'))
      this.#world.post(options.guest, 'guest_message', { ...message, guest_query_id })
    } else {
      this.#world.announce(chat, kindOf(chat, 'new'), message)
    }
    return message
  }

  #compose(chat: TestChat, content: UserContent, { replyTo, threadId }: SendOptions): ApiMessage {
    if (threadId !== undefined && chat.info.is_forum === true && !chat.topics.has(threadId)) {
      chat.topics.set(threadId, `Topic ${threadId}`)
    }
    return defined({
      message_id: chat.nextMessageId(),
      ...(chat.type === 'channel' ? { sender_chat: chat.info } : { from: this.info }),
      chat: chat.info,
      date: unixTime(this.#world.clock),
      message_thread_id: threadId ?? replyTo?.message_thread_id,
      is_topic_message: threadId !== undefined && chat.topics.has(threadId) ? true : undefined,
      business_connection_id: chat.businessConnectionId,
      reply_to_message: replyTo && withoutReply(replyTo),
      ...entityField('entities', content.text),
      ...entityField('caption_entities', content.caption),
      ...this.#withFiles(content),
    })
  }

  #withFiles(content: UserContent) {
    const { files } = this.#world
    const fields = Object.entries(content).map(([name, value]) => {
      if (!isFileKind(name)) return { [name]: value }
      if (value instanceof Uint8Array) return fileContent(name, files.add(value, name))
      if (typeof value !== 'string') return { [name]: value }
      return fileContent(name, files.byId(value) ?? files.add(new Uint8Array(), value))
    })
    return Object.assign({}, ...fields) as UserContent
  }

  /**
   * Edits the text, or the caption of a message with a file.
   * @throws Error when the message is no longer there
   */
  edits(message: ApiMessage, text: string): ApiMessage {
    const chat = this.#chatOf(message)
    const current = chat.message(message.message_id)
    if (!current) throw new Error(`message ${message.message_id} is no longer in chat ${chat.id} and cannot be edited`)
    const content =
      current.text === undefined
        ? { caption: text, ...entityField('caption_entities', text) }
        : { text, ...entityField('entities', text) }
    const { entities: _e, caption_entities: _c, ...rest } = current
    // The rest of a message with an index signature loses the names of the required fields.
    const edited = { ...rest, ...content, edit_date: unixTime(this.#world.clock) } as unknown as ApiMessage
    chat.put(edited)
    this.#world.announce(chat, kindOf(chat, 'edited'), edited)
    return edited
  }

  /** Deletes a message. No bot hears of it, except in a business chat. */
  deletes(message: ApiMessage): void {
    const chat = this.#chatOf(message)
    chat.remove(message.message_id)
    if (chat.businessConnectionId === undefined) return
    const deleted = {
      business_connection_id: chat.businessConnectionId,
      chat: chat.info,
      message_ids: [message.message_id],
    }
    this.#world.announce(chat, 'deleted_business_messages', deleted)
  }

  /**
   * Presses a button of the message's inline keyboard. When the message has been deleted meanwhile, the query carries an
   * `InaccessibleMessage`, and the keyboard is that of `message` as given.
   * @throws Error when there is no such button, or it has no `callback_data`
   */
  presses(message: ApiMessage, button: ButtonName): ApiCallbackQuery {
    const chat = this.#chatOf(message)
    const current = chat.message(message.message_id)
    const shown = current ?? message
    const pressed = findButton(shown, button)
    const author = shown.from?.is_bot === true ? shown.from.id : undefined
    const bot = this.#world.botsIn(chat).find((candidate) => author === undefined || candidate.id === author)
    if (!bot) throw new Error(`no bot in chat ${chat.id} has sent message ${message.message_id}`)
    const query: ApiCallbackQuery = {
      id: String(this.#world.count('callback query')),
      from: this.info,
      chat_instance: String(chat.id),
      ...(pressed.callback_data !== undefined && { data: pressed.callback_data }),
      message: current ?? { chat: chat.info, message_id: message.message_id, date: 0 },
    }
    this.#world.pressedButtons.set(query.id, { query, bot, answer: undefined })
    this.#world.post(bot, 'callback_query', query)
    return query
  }

  /** Opens a topic in a forum; returns its `message_thread_id`. */
  opensTopic(forum: TestChat, name: string): number {
    const id = openTopic(this.#world, forum, name)
    const notice = forum.message(id)
    if (notice) {
      const signed = { ...notice, from: this.info }
      forum.put(signed)
      this.#world.announce(forum, 'message', signed)
    }
    return id
  }

  /** Blocks the bot of a private chat, which gets a `my_chat_member`, and 403 for whatever it sends from then on. */
  blocks(privateChat: TestChat): void {
    this.#setBlocked(privateChat, 'kicked')
  }

  unblocks(privateChat: TestChat): void {
    this.#setBlocked(privateChat, 'member')
  }

  #setBlocked(chat: TestChat, status: 'kicked' | 'member'): void {
    const bot = this.#world.botsIn(chat)[0]
    if (chat.type !== 'private' || !bot) throw new Error('only the bot of a private chat can be blocked')
    changeMembership(this.#world, chat, bot.user, status, this.info)
  }

  #chatOf(message: ApiMessage): TestChat {
    const chat = this.#world.chatOf(message)
    if (!chat) throw new Error(`message ${message.message_id} is in no chat of this server`)
    return chat
  }
}

function kindOf(chat: TestChat, version: 'new' | 'edited'): string {
  const prefix = version === 'edited' ? 'edited_' : ''
  if (chat.businessConnectionId !== undefined) return `${prefix}business_message`
  return chat.type === 'channel' ? `${prefix}channel_post` : `${prefix}message`
}

function findButton(message: ApiMessage, name: ButtonName): InlineButton {
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? []
  const found = buttons.find((button) =>
    typeof name === 'string' ? button.text === name : button.callback_data === name.data,
  )
  if (found?.callback_data !== undefined || found?.callback_game !== undefined) return found
  const wanted = typeof name === 'string' ? `"${name}"` : `with data "${name.data}"`
  const there = buttons.map(({ text }) => `"${text}"`).join(', ') || 'none'
  throw new Error(`message ${message.message_id} has no button ${wanted} that sends data; it has: ${there}`)
}
