import type { Session } from '@botgen/runtime'
import type { ApiMessage, Payload } from '../api/types.js'
import type { ButtonName, SendOptions, TestUser, UserContent } from '../users/user.js'
import type { TestChat } from '../world/chat.js'
import type { Staging } from './staging.js'

/** A user in a chat with the bot: what the user does there, what the chat shows, and what sessions hold of it. */
export class Conversation {
  readonly #staging: Staging

  constructor(
    staging: Staging,
    readonly user: TestUser,
    readonly chat: TestChat,
  ) {
    this.#staging = staging
  }

  /**
   * Sends these one after another, each once the bot is done with the one before.
   * @throws what a handler threw, unless the bot handles its errors
   */
  async says(...messages: readonly (string | UserContent)[]): Promise<void> {
    for (const message of messages) await this.sends(message)
  }

  /** Sends one message, in a topic or as a reply, and returns it when the bot is done with it. Throws as `says`. */
  async sends(content: string | UserContent, options?: SendOptions): Promise<ApiMessage> {
    const message = this.user.sends(this.chat, content, options)
    await this.#staging.settled()
    return message
  }

  /**
   * Presses a button, by its text or `{ data }`, of the newest message that has it. Throws as `says`.
   * @returns what the bot answered the callback query; `undefined` where it left it unanswered, which leaves the user waiting
   * @throws Error when no message has the button
   */
  async presses(button: ButtonName): Promise<Payload | undefined> {
    const message = this.chat.history().findLast((candidate) => hasButton(candidate, button))
    if (message === undefined) throw new Error(this.#withoutButton(button))
    const { id } = this.user.presses(message, button)
    await this.#staging.settled()
    return this.#staging.server.answerTo(id)
  }

  /** The same user in another chat, such as a group of `server.group()`. */
  in(chat: TestChat): Conversation {
    return new Conversation(this.#staging, this.user, chat)
  }

  /** What the chat shows now, oldest first: the text or caption of each message, or its kind in brackets, such as `[photo]`. */
  shows(): string[] {
    return this.chat.history().map(textOf)
  }

  /** The texts of the newest message's buttons, row by row. */
  buttons(): string[][] {
    return keyboardOf(this.chat.history().at(-1)).map((row) => row.map(({ text }) => text))
  }

  /** The open session of this user, or of the whole chat, with this qualifier: the default session without one. */
  session(qualifier?: string): Session | undefined {
    const open = [...this.#staging.sessions.list({ chatId: this.chat.id })].filter(
      ({ key, userId }) => key.qualifier === qualifier && (userId === undefined || userId === this.user.id),
    )
    return open.find(({ userId }) => userId !== undefined) ?? open[0]
  }

  /**
   * What the session holds, as `shows` puts it: what a `clear` of it would delete. Messages that are gone from the chat
   * are `[deleted]`. Empty where no such session is open.
   */
  async recorded(qualifier?: string): Promise<string[]> {
    const entries = (await this.session(qualifier)?.messages()) ?? []
    return entries.map(({ messageId }) => {
      const message = this.chat.message(messageId)
      return message === undefined ? '[deleted]' : textOf(message)
    })
  }

  #withoutButton(button: ButtonName): string {
    const wanted = typeof button === 'string' ? `"${button}"` : `with data "${button.data}"`
    const there = this.chat.history().flatMap((message) =>
      keyboardOf(message)
        .flat()
        .map(({ text }) => `"${text}"`),
    )
    return `No message in chat ${this.chat.id} has a button ${wanted}; there are: ${there.join(', ') || 'none'}.`
  }
}

function hasButton(message: ApiMessage, name: ButtonName): boolean {
  return keyboardOf(message)
    .flat()
    .some((button) => (typeof name === 'string' ? button.text === name : button.callback_data === name.data))
}

function keyboardOf(message: ApiMessage | undefined) {
  return message?.reply_markup?.inline_keyboard ?? []
}

/** What a message without words can be; the first that it has names it. */
const contents = [
  'animation',
  'photo',
  'video',
  'video_note',
  'audio',
  'voice',
  'document',
  'sticker',
  'venue',
  'location',
  'contact',
  'poll',
  'dice',
  'invoice',
  'new_chat_members',
  'left_chat_member',
  'new_chat_title',
  'pinned_message',
  'forum_topic_created',
]

function textOf(message: ApiMessage): string {
  return message.text ?? message.caption ?? `[${contents.find((kind) => kind in message) ?? 'message'}]`
}
