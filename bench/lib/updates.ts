import type { Chat, Update, User } from 'telegraf/types'

let lastId = 0

export interface MessageFacts {
  readonly chatId: number
  readonly userId: number
  readonly text: string
}

/** A text message as Telegram sends it. A new `update_id` each time: botgen handles an update once. */
export function textUpdate({ chatId, userId, text }: MessageFacts): Update {
  lastId += 1
  return {
    update_id: lastId,
    message: { message_id: lastId, from: user(userId), chat: chat(chatId), date: 1_760_000_000, text },
  }
}

/** A message that is a command, such as `order`. */
export function commandUpdate(name: string, { chatId, userId }: Omit<MessageFacts, 'text'>): Update {
  lastId += 1
  return {
    update_id: lastId,
    message: {
      message_id: lastId,
      from: user(userId),
      chat: chat(chatId),
      date: 1_760_000_000,
      text: `/${name}`,
      entities: [{ type: 'bot_command', offset: 0, length: name.length + 1 }],
    },
  }
}

function user(id: number): User {
  return { id, is_bot: false, first_name: 'Alice', username: 'alice', language_code: 'en' }
}

function chat(id: number): Chat.PrivateChat | Chat.SupergroupChat {
  return id > 0
    ? { id, type: 'private', first_name: 'Alice', username: 'alice' }
    : { id, type: 'supergroup', title: 'Friends' }
}
