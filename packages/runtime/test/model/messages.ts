/** Messages as plays speak of them. */
import type { SessionEntry } from '../../src/index.js'

/** Those of a session that a clear or a forget is to take. */
export type Which = 'all' | 'incoming' | 'outgoing' | 'odd'
export type Facts = Pick<SessionEntry, 'chatId' | 'messageId' | 'direction'>

export function isChosen(which: Which, { messageId, direction }: Facts): boolean {
  switch (which) {
    case 'all':
      return true
    case 'odd':
      return messageId % 2 === 1
    case 'incoming':
    case 'outgoing':
      return direction === which
  }
}

export function idOf({ chatId, messageId }: Pick<SessionEntry, 'chatId' | 'messageId'>): string {
  return `${chatId}/${messageId}`
}
