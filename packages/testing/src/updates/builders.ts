import type { Update } from 'telegraf/types'
import type { ApiChat, ApiMessage, ApiUpdate, ApiUser } from '../api/types.js'
import { defined } from '../defined.js'
import { entityField } from '../users/entities.js'

/** What to put into a message. Any other Bot API field (`photo`, `message_thread_id`, …) can be given by its name. */
export interface MessageFields {
  /** Commands, links, mentions and hashtags in it become entities. */
  readonly text?: string
  readonly caption?: string
  /** A private chat with `from` when left out. */
  readonly chat?: Partial<ApiChat>
  /** Alice, user 1, when left out. */
  readonly from?: Partial<ApiUser>
  /** 1 when left out, as `update_id` and `date` are. */
  readonly message_id?: number
  readonly update_id?: number
  /** Unix seconds. */
  readonly date?: number
  readonly [field: string]: unknown
}

export interface CallbackQueryFields {
  readonly data?: string
  /** The message with the button, from the bot; null for a button of an inline message. */
  readonly message?: MessageFields | null
  readonly from?: Partial<ApiUser>
  readonly id?: string
  readonly update_id?: number
}

/** An update of a kind that Telegraf's types do not have yet. */
export type UpdateOf<Kind extends 'business_message' | 'edited_business_message' | 'guest_message'> = ApiUpdate &
  Readonly<Record<Kind, ApiMessage>>

const ALICE: ApiUser = { id: 1, is_bot: false, first_name: 'Alice' }
const BOT: ApiUser = { id: 2, is_bot: true, first_name: 'Test bot', username: 'test_bot' }
const CHANNEL: ApiChat = { id: -100, type: 'channel', title: 'Channel' }

/** A message as Telegram would send it. */
export function message({ chat, from, update_id: _, ...fields }: MessageFields = {}): ApiMessage {
  const sender = { ...ALICE, ...from }
  const dialog = defined({
    id: sender.id,
    type: 'private' as const,
    first_name: sender.first_name,
    username: sender.username,
  })
  return {
    message_id: 1,
    date: 1,
    from: sender,
    chat: chat?.type === undefined || chat.type === 'private' ? { ...dialog, ...chat } : titled(chat),
    ...entityField('entities', fields.text),
    ...entityField('caption_entities', fields.caption),
    ...fields,
  }
}

function titled(chat: Partial<ApiChat>): ApiChat {
  return { id: -1, type: 'group', title: 'Group', ...chat }
}

/** `messageUpdate({ text: '/order pizza' })` */
export function messageUpdate(fields: MessageFields = {}): Update.MessageUpdate {
  return telegrafs(update(fields, 'message', message(fields)))
}

export function editedMessageUpdate(fields: MessageFields = {}): Update.EditedMessageUpdate {
  return telegrafs(update(fields, 'edited_message', { edit_date: 2, ...message(fields) }))
}

export function channelPostUpdate(fields: MessageFields = {}): Update.ChannelPostUpdate {
  return telegrafs(update(fields, 'channel_post', post(fields)))
}

export function editedChannelPostUpdate(fields: MessageFields = {}): Update.EditedChannelPostUpdate {
  return telegrafs(update(fields, 'edited_channel_post', { edit_date: 2, ...post(fields) }))
}

/** Posts have a sender chat and no sender. */
function post(fields: MessageFields): ApiMessage {
  const chat = { ...CHANNEL, ...fields.chat }
  const { from: _, ...rest } = message({ ...fields, chat })
  // The rest of a message with an index signature loses the names of the required fields.
  return { ...rest, sender_chat: chat }
}

/** The connection is `business-1` when `business_connection_id` is left out. */
export function businessMessageUpdate(fields: MessageFields = {}): UpdateOf<'business_message'> {
  return { update_id: fields.update_id ?? 1, business_message: businessMessage(fields) }
}

export function editedBusinessMessageUpdate(fields: MessageFields = {}): UpdateOf<'edited_business_message'> {
  return { update_id: fields.update_id ?? 1, edited_business_message: { edit_date: 2, ...businessMessage(fields) } }
}

function businessMessage(fields: MessageFields): ApiMessage {
  return { business_connection_id: 'business-1', ...message(fields) }
}

/** The query is `1` when `guest_query_id` is left out. */
export function guestMessageUpdate(fields: MessageFields = {}): UpdateOf<'guest_message'> {
  return { update_id: fields.update_id ?? 1, guest_message: { guest_query_id: '1', ...message(fields) } }
}

/** `callbackQueryUpdate({ data: 'pay', message: { text: 'Pay?', chat } })` */
export function callbackQueryUpdate(fields: CallbackQueryFields = {}): Update.CallbackQueryUpdate {
  const from = { ...ALICE, ...fields.from }
  const query = {
    id: fields.id ?? '1',
    from,
    chat_instance: '1',
    data: fields.data,
    ...(fields.message === null
      ? { inline_message_id: 'inline-1' }
      : { message: message({ chat: { id: from.id }, ...fields.message, from: { ...BOT, ...fields.message?.from } }) }),
  }
  return telegrafs(update(fields, 'callback_query', defined(query)))
}

function update({ update_id = 1 }: { readonly update_id?: number }, kind: string, content: unknown): ApiUpdate {
  return { update_id, [kind]: content }
}

/** Telegraf's message types are unions over contents, which open-ended fields cannot be checked against. */
function telegrafs<Known extends Update>(built: ApiUpdate): Known {
  return built as unknown as Known
}
