import { apiError, badRequest } from '../api/errors.js'
import type { TestBot } from '../world/bot.js'
import type { TestChat } from '../world/chat.js'
import type { World } from '../world/world.js'
import type { Arguments } from './arguments.js'

/** One call of a method, as the method sees it. */
export interface MethodCall {
  readonly world: World
  readonly bot: TestBot
  readonly args: Arguments
  /** Aborted when the caller has gone away. */
  readonly signal: AbortSignal | undefined
  /** What it sends is put off: no message yet, and the result has `message_id` 0. */
  readonly scheduled: boolean
}

/** A Bot API method: its result, or a BotApiError thrown. */
export type Method = (call: MethodCall) => unknown

/** `read` sees a chat, `write` sends to it or deletes in it; only the latter needs the bot to be welcome there. */
type Access = 'read' | 'write'

/** The chat of the call's `chat_id`, or of another parameter, once it is clear that the bot may use it. */
export function chatOf({ world, bot, args }: MethodCall, access: Access, parameter = 'chat_id'): TestChat {
  const chatId = args.text(parameter)
  if (chatId === '') throw badRequest(`${parameter} is empty`)
  const connectionId = parameter === 'chat_id' ? args.text('business_connection_id') : ''
  if (connectionId !== '') {
    const chat = world.connection(bot, connectionId).chats.get(args.integer(parameter))
    if (!chat) throw badRequest('chat not found')
    return chat
  }
  const chat = world.findChat(bot, chatId)
  if (!chat) throw badRequest('chat not found')
  checkAccess(chat, bot, access)
  return chat
}

function checkAccess(chat: TestChat, bot: TestBot, access: Access): void {
  if (chat.migratedTo && access === 'write') {
    const parameters = { migrate_to_chat_id: chat.migratedTo.id }
    throw badRequest('group chat was upgraded to a supergroup chat', parameters)
  }
  const kind = chat.type
  const status = chat.statusOf(bot.id)
  if (kind === 'private') {
    if (status === 'kicked' && access === 'write') throw apiError(403, 'Forbidden: bot was blocked by the user')
    return
  }
  // Basic groups and public chats can be read from outside.
  const open = kind === 'group' || chat.info.username !== undefined
  if (status === 'kicked' && (access === 'write' || kind !== 'group')) {
    throw apiError(403, `Forbidden: bot was kicked from the ${kind} chat`)
  }
  if (status === 'left' && (access === 'write' || !open)) {
    throw apiError(403, `Forbidden: bot is not a member of the ${kind} chat`)
  }
}

/** @throws BotApiError "`what` not found" when the message is not, or no longer, in the chat */
export function messageIn(chat: TestChat, messageId: number, what: string) {
  const message = chat.message(messageId)
  if (!message) throw badRequest(`${what} not found`)
  return message
}
