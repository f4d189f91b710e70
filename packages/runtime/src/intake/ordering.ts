import type { Update } from 'telegraf/types'
import { updateBusinessConnectionId, updateChat, updateUser } from '../updates/index.js'

/** Updates with the same lane are handled one after another; those without a lane, at once. */
export type LaneOf = (update: Update) => string | number | undefined

/**
 * `chat`: updates of one chat (of one business connection) in arrival order; without a chat, those of one user.
 * `none`: every update at once. A function names the lane itself.
 */
export type Ordering = 'chat' | 'none' | LaneOf

const chatLane: LaneOf = (update) => {
  const chat = updateChat(update)
  if (chat !== undefined) {
    const connection = updateBusinessConnectionId(update)
    return connection === undefined ? chat.id : `${connection}/${chat.id}`
  }
  const user = updateUser(update)
  return user === undefined ? undefined : `user/${user.id}`
}

export function laneOf(ordering: Ordering): LaneOf {
  switch (ordering) {
    case 'chat':
      return chatLane
    case 'none':
      return () => undefined
    default:
      return ordering
  }
}
