import { badRequest } from '../api/errors.js'
import type { ApiMessage, Payload } from '../api/types.js'
import { defined } from '../defined.js'
import type { TestChat } from '../world/chat.js'
import { unixTime } from '../world/clock.js'
import { chatOf, type MethodCall } from './call.js'
import { inlineKeyboard } from './reply-markup.js'

/** Makes the bot's message in the chat that the call names. `content` are the fields that say what it is. */
export function send(call: MethodCall, content: Payload): ApiMessage {
  return sendTo(call, chatOf(call, 'write'), content)
}

/** The same, in a chat that has been found already. */
export function sendTo(call: MethodCall, chat: TestChat, content: Payload): ApiMessage {
  const { args, bot, world } = call
  const replyTo = repliedMessage(call, chat)
  const threadId = thread(chat, args.integer('message_thread_id')) ?? replyTo?.message_thread_id
  const markup = inlineKeyboard(args)
  const message: ApiMessage = defined({
    message_id: call.scheduled ? 0 : chat.nextMessageId(),
    ...(chat.type === 'channel' ? { sender_chat: chat.info } : { from: bot.user }),
    chat: chat.info,
    date: unixTime(world.clock),
    message_thread_id: threadId,
    is_topic_message: threadId !== undefined && chat.topics.has(threadId) ? true : undefined,
    business_connection_id: chat.businessConnectionId,
    sender_business_bot: chat.businessConnectionId === undefined ? undefined : bot.user,
    reply_to_message: replyTo,
    has_protected_content: args.flag('protect_content') ? true : undefined,
    effect_id: args.optional('message_effect_id'),
    ...content,
    reply_markup: markup,
  })
  if (!call.scheduled) chat.put(message)
  return message
}

/** A topic of a forum must exist; elsewhere the id is that of a thread of replies, or of a private chat's topic. */
function thread(chat: TestChat, id: number): number | undefined {
  if (id <= 0) return undefined
  const possible =
    chat.info.is_forum === true ? chat.topics.has(id) : chat.type === 'private' || chat.type === 'supergroup'
  if (!possible) throw badRequest('message thread not found')
  return id
}

function repliedMessage({ args, world, bot }: MethodCall, chat: TestChat): ApiMessage | undefined {
  const parameters = args.object('reply_parameters', 'reply parameters')
  const id = Number(parameters?.message_id ?? args.messageId('reply_to_message_id'))
  if (!(id > 0)) return undefined
  const elsewhere = parameters?.chat_id
  const source =
    typeof elsewhere === 'number' || typeof elsewhere === 'string' ? world.findChat(bot, String(elsewhere)) : chat
  const message = source?.message(id)
  if (!message && parameters?.allow_sending_without_reply !== true && !args.flag('allow_sending_without_reply')) {
    throw badRequest('message to be replied not found')
  }
  return message && withoutReply(message)
}

/** Telegram shows one level of replies only. */
export function withoutReply({ reply_to_message: _, ...message }: ApiMessage): ApiMessage {
  // The rest keeps the required fields; a rest of a type with an index signature loses their names.
  return message
}
