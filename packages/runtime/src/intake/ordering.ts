import type { Update } from 'telegraf/types'
import { updatePlace, updateUser } from '../updates/index.js'

/** What is done one after another has the same lane. */
export type Lane = string | number

/** Updates with the same lane are handled one after another; those without a lane, at once. */
export type LaneOf = (update: Update) => Lane | undefined

/**
 * `chat`: updates of one chat (of one business connection) in arrival order; without a chat, those of one user.
 * `none`: every update at once. A function names the lane itself.
 */
export type Ordering = 'chat' | 'none' | LaneOf

/** The lane of a chat, of the bot's own or of a business connection. */
export function chatLane(chatId: number, businessConnectionId: string | undefined): Lane {
  return businessConnectionId === undefined ? chatId : `${businessConnectionId}/${chatId}`
}

/** The lane of an update by its chat, else by its user. */
export const laneByChat: LaneOf = (update) => {
  const place = updatePlace(update)
  if (place !== undefined) return chatLane(place.chatId, place.businessConnectionId)
  const user = updateUser(update)
  return user === undefined ? undefined : `user/${user.id}`
}

/** @throws RangeError if `ordering` is none */
export function laneOf(ordering: Ordering): LaneOf {
  switch (ordering) {
    case 'chat':
      return laneByChat
    case 'none':
      return () => undefined
    default:
      if (typeof ordering === 'function') return ordering
      throw new RangeError(`ordering is '${String(ordering)}'; give 'chat', 'none' or a function.`)
  }
}
