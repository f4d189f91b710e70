import { badRequest } from '../api/errors.js'
import type { ApiMessage, Payload } from '../api/types.js'
import { defined } from '../defined.js'
import type { TestChat } from '../world/chat.js'
import { chatOf, type Method, type MethodCall, messageIn } from './call.js'
import { captionContent } from './content.js'
import { sendTo } from './outgoing.js'

/** What belongs to a message's place rather than to its content. */
const PLACE = new Set([
  'message_id',
  'date',
  'edit_date',
  'chat',
  'from',
  'sender_chat',
  'sender_business_bot',
  'message_thread_id',
  'is_topic_message',
  'business_connection_id',
  'reply_to_message',
  'reply_markup',
  'media_group_id',
  'via_bot',
  'has_protected_content',
])
const NOT_COPIED = ['invoice', 'paid_media', 'giveaway', 'giveaway_winners', 'new_chat_members', 'left_chat_member']

function contentOf(message: ApiMessage): Payload {
  return Object.fromEntries(Object.entries(message).filter(([name]) => !PLACE.has(name)))
}

function forwarded(message: ApiMessage): Payload {
  const origin = message.from
    ? { type: 'user', date: message.date, sender_user: message.from }
    : { type: 'channel', date: message.date, chat: message.chat, message_id: message.message_id }
  return { forward_origin: origin, ...contentOf(message) }
}

function copied(message: ApiMessage, { args }: MethodCall): Payload {
  if (NOT_COPIED.some((kind) => kind in message)) throw badRequest("message can't be copied")
  const { forward_origin: _, ...content } = contentOf(message)
  if (!args.has('caption')) return content
  const { caption: _old, caption_entities: _entities, ...rest } = content
  return { ...rest, ...captionContent(args) }
}

function isProtected(message: ApiMessage): boolean {
  return message.has_protected_content === true
}

/** @throws BotApiError when the source is gone or protected */
export const forwardMessage: Method = (call): ApiMessage => {
  const source = sourceChat(call)
  const message = messageIn(source, call.args.messageId(), 'message to forward')
  if (isProtected(message)) throw badRequest("message can't be forwarded")
  return sendTo(call, chatOf(call, 'write'), forwarded(message))
}

/** Returns the new id only. The caption can be replaced. */
export const copyMessage: Method = (call) => {
  const message = messageIn(sourceChat(call), call.args.messageId(), 'message to copy')
  if (isProtected(message)) throw badRequest("message can't be copied")
  return messageId(sendTo(call, chatOf(call, 'write'), copied(message, call)))
}

/** Leaves out what is gone or protected: the result may be shorter than the list of ids. */
export const forwardMessages: Method = (call) => plural(call, forwarded)

/** Leaves out what is gone, protected or cannot be copied: the result may be shorter than the list of ids. */
export const copyMessages: Method = (call) => {
  const withoutCaption = call.args.flag('remove_caption')
  return plural(call, (message) => {
    if (NOT_COPIED.some((kind) => kind in message)) return undefined
    const { caption, caption_entities, ...rest } = copied(message, call)
    return withoutCaption ? rest : defined({ ...rest, caption, caption_entities })
  })
}

function plural(call: MethodCall, content: (message: ApiMessage) => Payload | undefined) {
  const ids = call.args.messageIds()
  const source = sourceChat(call)
  const target = chatOf(call, 'write')
  const messages = ids.flatMap((id) => source.message(id) ?? []).filter((message) => !isProtected(message))
  const contents = messages.map(content).filter((fields) => fields !== undefined)
  if (contents.length === 0) throw badRequest("messages can't be forwarded")
  return contents.map((fields) => messageId(sendTo(call, target, fields)))
}

function sourceChat(call: MethodCall): TestChat {
  call.args.required('from_chat_id')
  return chatOf(call, 'read', 'from_chat_id')
}

function messageId({ message_id }: ApiMessage) {
  return { message_id }
}
