import type { SessionEntry } from '@botgen/runtime'

export function entry(messageId: number, more: Partial<SessionEntry> = {}): SessionEntry {
  return { messageId, chatId: 1, kind: 'text', direction: 'incoming', date: 1_900_000_000, ...more }
}
