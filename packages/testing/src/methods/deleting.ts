import { badRequest } from '../api/errors.js'
import type { ApiMessage } from '../api/types.js'
import type { TestBot } from '../world/bot.js'
import type { TestChat } from '../world/chat.js'
import { unixTime } from '../world/clock.js'
import { chatOf, type Method, messageIn } from './call.js'

const HOUR = 60 * 60
const OLDEST_DELETABLE = 48 * HOUR
const DICE_STAYS = 24 * HOUR
const CREATION_NOTICES = ['group_chat_created', 'supergroup_chat_created', 'channel_chat_created']

/** The message must be there: "message to delete not found" otherwise. */
export const deleteMessage: Method = (call) => {
  const messageId = call.args.messageId()
  if (!call.args.has('chat_id')) throw badRequest('chat identifier is not specified')
  if (messageId === 0) throw badRequest('message identifier is not specified')
  const chat = chatOf(call, 'write')
  const message = messageIn(chat, messageId, 'message to delete')
  checkDeletable(chat, [message], call.bot, unixTime(call.world.clock))
  chat.remove(messageId)
  return true
}

/** All or nothing: one message that may not be deleted keeps all of them. Ids that are gone already do no harm. */
export const deleteMessages: Method = (call) => {
  const ids = call.args.messageIds()
  const chat = chatOf(call, 'write')
  const found = ids.flatMap((id) => chat.message(id) ?? [])
  checkDeletable(chat, found, call.bot, unixTime(call.world.clock))
  for (const { message_id } of found) chat.remove(message_id)
  return true
}

/**
 * Deletes on behalf of a business account, all or nothing, in the one chat that holds all the ids. Here an id that is gone
 * refuses the call: the Bot API server does not filter ids for this method as it does for `deleteMessages`.
 */
export const deleteBusinessMessages: Method = ({ world, bot, args }) => {
  const ids = args.messageIds()
  const connection = world.connection(bot, args.text('business_connection_id'))
  const chat = [...connection.chats.values()].find((candidate) => ids.every((id) => candidate.message(id)))
  if (!chat) throw badRequest('message to delete not found')
  const { rights } = connection.info
  for (const id of ids) {
    const own = chat.message(id)?.from?.id === connection.info.user.id
    const allowed = rights.can_delete_all_messages === true || (own && rights.can_delete_outgoing_messages === true)
    if (!allowed || chat.undeletable.has(id)) throw badRequest("message can't be deleted")
  }
  for (const id of ids) chat.remove(id)
  return true
}

function checkDeletable(chat: TestChat, messages: readonly ApiMessage[], bot: TestBot, now: number): void {
  if (!messages.every((message) => isDeletable(chat, message, bot, now))) throw badRequest("message can't be deleted")
}

/** The rules of the documentation of `deleteMessage`. Administrators have the right to delete; others delete their own. */
function isDeletable(chat: TestChat, message: ApiMessage, bot: TestBot, now: number): boolean {
  const age = now - message.date
  if (chat.undeletable.has(message.message_id) || age > OLDEST_DELETABLE) return false
  if (CREATION_NOTICES.some((notice) => notice in message)) return false
  if (chat.type === 'private') return !('dice' in message) || age > DICE_STAYS
  if (chat.isAdministrator(bot.id)) return true
  return chat.type !== 'channel' && message.from?.id === bot.id
}
