import type { Update } from 'telegraf/types'
import { messageThreadId, updateBusinessConnectionId, updateChat, updateMessage, updateUser } from '../updates/index.js'
import type { SessionKey } from './key.js'

/** Names the session of an update, or `undefined` where it has none. */
export type SessionKeyFunction = (update: Update) => SessionKey | undefined

/**
 * Which slice of a conversation a session is.
 *
 * - `chatUser` (default): a user in a chat; the whole chat where the update names no user
 * - `chat`: the whole chat
 * - `auto`: the whole chat in private chats, a user in a chat elsewhere
 * - `topic`: a user in a topic of a chat
 * - a function: whatever key it returns; a qualifier that it sets holds where the caller names none
 */
export type SessionKeyStrategy = 'chatUser' | 'chat' | 'auto' | 'topic' | SessionKeyFunction

interface Slice {
  readonly user: boolean
  readonly thread: boolean
}

function keyOf(update: Update, slice: Slice): SessionKey | undefined {
  const chat = updateChat(update)
  if (chat === undefined) return undefined
  const message = slice.thread ? updateMessage(update) : undefined
  const threadId = message && messageThreadId(message)
  const businessConnectionId = updateBusinessConnectionId(update)
  const parts = {
    chatId: chat.id,
    ...(threadId !== undefined && { threadId }),
    ...(businessConnectionId !== undefined && { businessConnectionId }),
  }
  const user = slice.user ? updateUser(update) : undefined
  return user === undefined ? { kind: 'chat', ...parts } : { kind: 'chatUser', ...parts, userId: user.id }
}

/** The function behind a strategy's name. @throws RangeError if there is no such strategy */
export function sessionKeyFunction(strategy: SessionKeyStrategy): SessionKeyFunction {
  switch (strategy) {
    case 'chatUser':
      return (update) => keyOf(update, { user: true, thread: false })
    case 'chat':
      return (update) => keyOf(update, { user: false, thread: false })
    case 'auto':
      return (update) => keyOf(update, { user: updateChat(update)?.type !== 'private', thread: false })
    case 'topic':
      return (update) => keyOf(update, { user: true, thread: true })
    default:
      if (typeof strategy === 'function') return strategy
      throw new RangeError(
        `sessions.keyStrategy is '${String(strategy)}'; give 'chatUser', 'chat', 'auto', 'topic' or a function.`,
      )
  }
}
