import {
  messageConnectionId,
  messageKind,
  messageSenderId,
  messageThreadId,
  type RawMessage,
} from '../updates/index.js'
import type { Direction, SessionEntry } from './entry.js'

/** What a Bot API method answers, as far as it means that messages were sent. */
type SentResult = 'message' | 'messages' | 'messageId' | 'messageIds'

/**
 * The Bot API methods that send messages (Bot API 10, “Available methods”). An explicit list: edits answer with a
 * message too, and so do reads such as `getChat`, but neither sends one.
 */
const sentResults: ReadonlyMap<string, SentResult> = new Map<string, SentResult>([
  ['sendMessage', 'message'],
  ['sendRichMessage', 'message'],
  ['sendPhoto', 'message'],
  ['sendLivePhoto', 'message'],
  ['sendAudio', 'message'],
  ['sendDocument', 'message'],
  ['sendVideo', 'message'],
  ['sendAnimation', 'message'],
  ['sendVoice', 'message'],
  ['sendVideoNote', 'message'],
  ['sendPaidMedia', 'message'],
  ['sendLocation', 'message'],
  ['sendVenue', 'message'],
  ['sendContact', 'message'],
  ['sendPoll', 'message'],
  ['sendChecklist', 'message'],
  ['sendDice', 'message'],
  ['sendSticker', 'message'],
  ['sendInvoice', 'message'],
  ['sendGame', 'message'],
  ['forwardMessage', 'message'],
  ['sendMediaGroup', 'messages'],
  ['copyMessage', 'messageId'],
  ['copyMessages', 'messageIds'],
  ['forwardMessages', 'messageIds'],
])

/** Whether a call of `method` sends messages. */
export function sendsMessages(method: string): boolean {
  return sentResults.has(method)
}

/** Where messages that Telegram names only by id went: `forwardMessages` and the like answer without a chat. */
export interface SentTo {
  readonly chatId: number
  readonly threadId?: number
  /** Unix time in seconds. */
  readonly date: number
}

/** Whether `method` answers with ids alone, so that `sentEntries` needs to be told where the messages went. */
export function answersWithIdsOnly(method: string): boolean {
  const shape = sentResults.get(method)
  return shape === 'messageId' || shape === 'messageIds'
}

/** The entries of what a call of `method` sent, given its result. */
export function sentEntries(method: string, result: unknown, sentTo: SentTo | undefined): SessionEntry[] {
  const shape = sentResults.get(method)
  if (shape === undefined) return []
  const items = Array.isArray(result) ? (result as unknown[]) : [result]
  return items.flatMap((item) => {
    if (typeof item !== 'object' || item === null) return []
    if (shape === 'message' || shape === 'messages') return messageEntry(item as RawMessage, 'outgoing') ?? []
    const { message_id: messageId } = item as { message_id?: unknown }
    if (sentTo === undefined || typeof messageId !== 'number' || messageId <= 0) return []
    return { ...sentTo, messageId, kind: 'unknown', direction: 'outgoing' }
  })
}

/** The entry of a message; none for the id 0 of a scheduled or ephemeral message, which `deleteMessages` refuses. */
export function messageEntry(message: RawMessage, direction: Direction): SessionEntry | undefined {
  if (!(message.message_id > 0)) return undefined
  const userId = messageSenderId(message)
  const threadId = messageThreadId(message)
  const businessConnectionId = messageConnectionId(message)
  const kind = messageKind(message)
  const { message_id: messageId, date } = message
  const chatId = message.chat.id
  // By far the most common case, without the cost of copying.
  if (userId !== undefined && threadId === undefined && businessConnectionId === undefined) {
    return { messageId, chatId, userId, kind, direction, date }
  }
  return {
    messageId,
    chatId,
    ...(userId !== undefined && { userId }),
    ...(threadId !== undefined && { threadId }),
    ...(businessConnectionId !== undefined && { businessConnectionId }),
    kind,
    direction,
    date,
  }
}
