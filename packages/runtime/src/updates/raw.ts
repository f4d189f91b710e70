/**
 * The update as Telegram sent it, read structurally: kinds and fields that the installed Telegraf has never heard of
 * are read like all others, and nothing here throws, whatever the update holds.
 */
import type { Update } from 'telegraf/types'

type Fields = Readonly<Record<string, unknown>>

/** The facts of a message that botgen reads; `text` and the like are read by name where they are needed. */
export interface RawMessage extends Fields {
  readonly message_id: number
  readonly chat: RawChat
  readonly date: number
}

export interface RawChat extends Fields {
  readonly id: number
}

export interface RawUser extends Fields {
  readonly id: number
}

/** Update kinds that bring a message which did not exist before (Bot API, “Update”). */
const newMessageKinds: ReadonlySet<string> = new Set(['message', 'channel_post', 'business_message', 'guest_message'])

/** Update kinds whose payload is itself a message. */
const messageKinds: ReadonlySet<string> = new Set([
  ...newMessageKinds,
  'edited_message',
  'edited_channel_post',
  'edited_business_message',
])

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

function hasId(value: unknown): value is RawChat & RawUser {
  return isFields(value) && typeof value.id === 'number'
}

/** The field that says what kind of update this is, such as `message` or `callback_query`. */
export function updateKind(update: Update): string | undefined {
  for (const field in update) {
    // At most one optional field is present (Bot API, “Update”).
    if (field !== 'update_id' && isFields((update as unknown as Fields)[field])) return field
  }
  return undefined
}

function payloadOf(update: Update): Fields | undefined {
  const kind = updateKind(update)
  return kind === undefined ? undefined : ((update as unknown as Fields)[kind] as Fields)
}

function asMessage(value: unknown): RawMessage | undefined {
  return isFields(value) && typeof value.message_id === 'number' && hasId(value.chat)
    ? (value as RawMessage)
    : undefined
}

/** The message that this update is or refers to. */
export function updateMessage(update: Update): RawMessage | undefined {
  const kind = updateKind(update)
  if (kind === undefined) return undefined
  const payload = (update as unknown as Fields)[kind] as Fields
  return messageKinds.has(kind) ? asMessage(payload) : asMessage(payload.message)
}

/** The message that an update of this kind is, not one that it only refers to. */
export function messageOfKind(update: Update, kind: string): RawMessage | undefined {
  return messageKinds.has(kind) ? asMessage((update as unknown as Fields)[kind]) : undefined
}

/** The data of a pressed button; a button of a game has none. */
export function callbackData(update: Update): string | undefined {
  return callbackQueryField(update, 'data')
}

/** What a pressed button is answered by. */
export function callbackQueryId(update: Update): string | undefined {
  return callbackQueryField(update, 'id')
}

function callbackQueryField(update: Update, field: string): string | undefined {
  const query = (update as unknown as Fields).callback_query
  return isFields(query) && typeof query[field] === 'string' ? query[field] : undefined
}

/** What a user said: a message's text, else its caption. */
export function messageText(message: RawMessage): string | undefined {
  const text = message.text ?? message.caption
  return typeof text === 'string' ? text : undefined
}

/** The message that came into being with this update; edits and pressed buttons refer to one that existed before. */
export function newMessage(update: Update): RawMessage | undefined {
  const kind = updateKind(update)
  return kind !== undefined && newMessageKinds.has(kind) ? asMessage((update as unknown as Fields)[kind]) : undefined
}

export function updateChat(update: Update): RawChat | undefined {
  const payload = payloadOf(update)
  if (payload === undefined) return undefined
  if (hasId(payload.chat)) return payload.chat
  return isFields(payload.message) && hasId(payload.message.chat) ? payload.message.chat : undefined
}

export function updateUser(update: Update): RawUser | undefined {
  const payload = payloadOf(update)
  if (payload === undefined) return undefined
  if (hasId(payload.from)) return payload.from
  return hasId(payload.user) ? payload.user : undefined
}

export function updateBusinessConnectionId(update: Update): string | undefined {
  const payload = payloadOf(update)
  if (payload === undefined) return undefined
  const id =
    payload.business_connection_id ?? (isFields(payload.message) ? payload.message.business_connection_id : undefined)
  return typeof id === 'string' ? id : undefined
}

/** The forum topic. A plain reply thread of a group carries a `message_thread_id` too and is none. */
export function messageThreadId(message: Fields): number | undefined {
  return message.is_topic_message === true && typeof message.message_thread_id === 'number'
    ? message.message_thread_id
    : undefined
}

export function messageSenderId(message: Fields): number | undefined {
  return hasId(message.from) ? message.from.id : undefined
}

export function messageConnectionId(message: Fields): string | undefined {
  return typeof message.business_connection_id === 'string' ? message.business_connection_id : undefined
}

/** Where an update belongs, read in one go. */
export interface UpdatePlace {
  readonly chatId: number
  readonly userId: number | undefined
  readonly businessConnectionId: string | undefined
}

/** The place of an update, or `undefined` where it has no chat. */
export function updatePlace(update: Update): UpdatePlace | undefined {
  const payload = payloadOf(update)
  if (payload === undefined) return undefined
  const message = isFields(payload.message) ? payload.message : undefined
  const chat = hasId(payload.chat) ? payload.chat : message?.chat
  if (!hasId(chat)) return undefined
  const user = hasId(payload.from) ? payload.from : payload.user
  const connection = payload.business_connection_id ?? message?.business_connection_id
  return {
    chatId: chat.id,
    userId: hasId(user) ? user.id : undefined,
    businessConnectionId: typeof connection === 'string' ? connection : undefined,
  }
}
