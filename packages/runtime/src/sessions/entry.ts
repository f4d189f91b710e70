import type { MessageKind } from '../updates/message-kind.js'

/** Who a tracked message came from: `incoming` reached the bot, `outgoing` was sent by it. */
export type Direction = 'incoming' | 'outgoing'

/** One tracked message. Identifiers and facts only: a session never stores what was said. */
export interface SessionEntry {
  /** Positive; unique within `chatId` (and `businessConnectionId`, where there is one). */
  readonly messageId: number
  readonly chatId: number
  /** The sender, where the message names one. */
  readonly userId?: number
  /** Forum topic, or topic of a private chat. */
  readonly threadId?: number
  readonly businessConnectionId?: string
  /** What the message holds; `unknown` where only its id is known (`copyMessage`). */
  readonly kind: MessageKind
  readonly direction: Direction
  /** Unix time in seconds, as Telegram dates messages. */
  readonly date: number
}

/** Chooses entries. */
export type EntryPredicate = (entry: SessionEntry) => boolean

/** What makes two entries the same message (S12). */
export function entryId(entry: SessionEntry): string {
  return `${entry.businessConnectionId ?? ''}/${entry.chatId}/${entry.messageId}`
}
