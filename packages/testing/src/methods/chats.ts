import { badRequest } from '../api/errors.js'
import { defined } from '../defined.js'
import type { MemberStatus, TestChat } from '../world/chat.js'
import { unixTime } from '../world/clock.js'
import type { World } from '../world/world.js'
import { chatOf, type Method, type MethodCall, messageIn } from './call.js'

function describe(chat: TestChat) {
  const pinned = chat.pinned.at(-1)
  return defined({
    ...chat.info,
    accent_color_id: 0,
    max_reaction_count: 11,
    pinned_message: pinned === undefined ? undefined : chat.message(pinned),
  })
}

function memberOf(world: World, chat: TestChat, userId: number) {
  const user = world.users.get(userId)
  if (!user) throw badRequest('PARTICIPANT_ID_INVALID')
  const status = chat.statusOf(userId)
  return { user, status, ...(status === 'kicked' && { until_date: 0 }) }
}

/** The chat of a call that only an administrator may make. */
function administered(call: MethodCall): TestChat {
  const chat = chatOf(call, 'write')
  if (chat.type === 'private') throw badRequest("chat member status can't be changed in private chats")
  if (!chat.isAdministrator(call.bot.id)) throw badRequest('not enough rights')
  return chat
}

function setStatus(status: MemberStatus): Method {
  return (call) => {
    const chat = administered(call)
    const userId = call.args.integer('user_id')
    if (!call.world.users.has(userId)) throw badRequest('PARTICIPANT_ID_INVALID')
    if (chat.statusOf(userId) === 'creator') throw badRequest("can't remove chat owner")
    chat.members.set(userId, status)
    return true
  }
}

const leaveChat: Method = (call) => {
  const chat = chatOf(call, 'write')
  if (chat.type === 'private') throw badRequest("chat member status can't be changed in private chats")
  chat.members.set(call.bot.id, 'left')
  return true
}

const pinChatMessage: Method = (call) => {
  const chat = chatOf(call, 'write')
  const { message_id } = messageIn(chat, call.args.messageId(), 'message to pin')
  unpin(chat, message_id)
  chat.pinned.push(message_id)
  return true
}

const unpinChatMessage: Method = (call) => {
  const chat = chatOf(call, 'write')
  const id = call.args.messageId() || chat.pinned.at(-1)
  if (id === undefined) throw badRequest('message to unpin not found')
  unpin(chat, id)
  return true
}

function unpin(chat: TestChat, messageId: number): void {
  const position = chat.pinned.indexOf(messageId)
  if (position !== -1) chat.pinned.splice(position, 1)
}

const createForumTopic: Method = (call) => {
  const chat = chatOf(call, 'write')
  if (chat.info.is_forum !== true) throw badRequest('the chat is not a forum')
  const name = call.args.required('name')
  return { message_thread_id: openTopic(call.world, chat, name), name, icon_color: 7322096 }
}

/** Opens a topic, which takes the id of its first, service, message. */
export function openTopic(world: World, chat: TestChat, name: string): number {
  const id = chat.nextMessageId()
  chat.topics.set(id, name)
  chat.put({
    message_id: id,
    date: unixTime(world.clock),
    chat: chat.info,
    message_thread_id: id,
    is_topic_message: true,
    forum_topic_created: { name, icon_color: 7322096 },
  })
  return id
}

export const chatMethods: Readonly<Record<string, Method>> = {
  getChat: (call) => describe(chatOf(call, 'read')),
  getChatMember: (call) => memberOf(call.world, chatOf(call, 'read'), call.args.integer('user_id')),
  getChatAdministrators: (call) => {
    const chat = chatOf(call, 'read')
    if (chat.type === 'private') throw badRequest('there are no administrators in the private chat')
    const ids = [...chat.members.keys()].filter((id) => chat.isAdministrator(id))
    return ids.map((id) => memberOf(call.world, chat, id))
  },
  getChatMemberCount: (call) => {
    const chat = chatOf(call, 'read')
    return [...chat.members.keys()].filter((id) => chat.isMember(id)).length
  },
  leaveChat,
  banChatMember: setStatus('kicked'),
  unbanChatMember: setStatus('left'),
  restrictChatMember: setStatus('restricted'),
  promoteChatMember: setStatus('administrator'),
  pinChatMessage,
  unpinChatMessage,
  unpinAllChatMessages: (call) => {
    chatOf(call, 'write').pinned.length = 0
    return true
  },
  createForumTopic,
  closeForumTopic: (call) => chatOf(call, 'write').topics.has(call.args.integer('message_thread_id')),
  deleteForumTopic: (call) => {
    const chat = chatOf(call, 'write')
    const id = call.args.integer('message_thread_id')
    if (!chat.topics.delete(id)) throw badRequest('message thread not found')
    for (const message of chat.history()) if (message.message_thread_id === id) chat.remove(message.message_id)
    return true
  },
  setChatTitle: (call) => {
    administered(call).rename({ title: call.args.required('title') })
    return true
  },
}
