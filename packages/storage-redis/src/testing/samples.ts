import type { SessionEntry } from '@botgen/runtime'

export function entry(messageId: number): SessionEntry {
  return { messageId, chatId: 100, kind: 'text', direction: 'incoming', date: 1_900_000_000 + messageId }
}
