/**
 * The Bot API's objects as this package stores and hands them out. They are structural and open: known fields are
 * typed, whatever else a newer Bot API adds travels along.
 */

export interface ApiUser {
  readonly id: number
  readonly is_bot: boolean
  readonly first_name: string
  readonly last_name?: string
  readonly username?: string
  readonly language_code?: string
  readonly [field: string]: unknown
}

export type ChatType = 'private' | 'group' | 'supergroup' | 'channel'

export interface ApiChat {
  readonly id: number
  readonly type: ChatType
  readonly title?: string
  readonly username?: string
  readonly first_name?: string
  readonly last_name?: string
  readonly is_forum?: boolean
}

/** Offsets and lengths count UTF-16 code units, as JavaScript strings do. */
export interface ApiEntity {
  readonly type: string
  readonly offset: number
  readonly length: number
  readonly [field: string]: unknown
}

export interface InlineButton {
  readonly text: string
  readonly callback_data?: string
  readonly url?: string
  readonly [field: string]: unknown
}

export interface InlineKeyboard {
  readonly inline_keyboard: readonly (readonly InlineButton[])[]
}

/** `date` is in Unix seconds of the server's clock. */
export interface ApiMessage {
  readonly message_id: number
  readonly date: number
  readonly chat: ApiChat
  readonly from?: ApiUser
  readonly sender_chat?: ApiChat
  readonly text?: string
  readonly entities?: readonly ApiEntity[]
  readonly caption?: string
  readonly caption_entities?: readonly ApiEntity[]
  readonly edit_date?: number
  readonly message_thread_id?: number
  readonly is_topic_message?: boolean
  readonly business_connection_id?: string
  readonly media_group_id?: string
  readonly reply_to_message?: ApiMessage
  readonly reply_markup?: InlineKeyboard
  readonly [field: string]: unknown
}

/** What a callback query shows of a message that the bot can no longer read: `date` is 0. */
export interface InaccessibleMessage {
  readonly chat: ApiChat
  readonly message_id: number
  readonly date: 0
}

export interface ApiCallbackQuery {
  readonly id: string
  readonly from: ApiUser
  readonly chat_instance: string
  readonly data?: string
  readonly message?: ApiMessage | InaccessibleMessage
}

export interface ApiBusinessConnection {
  readonly id: string
  readonly user: ApiUser
  readonly user_chat_id: number
  readonly date: number
  readonly is_enabled: boolean
  readonly rights: Readonly<Record<string, boolean>>
}

/** An update: its id and one more field, named after its kind. */
export interface ApiUpdate {
  readonly update_id: number
  readonly message?: ApiMessage
  readonly edited_message?: ApiMessage
  readonly channel_post?: ApiMessage
  readonly edited_channel_post?: ApiMessage
  readonly business_connection?: ApiBusinessConnection
  readonly business_message?: ApiMessage
  readonly edited_business_message?: ApiMessage
  readonly guest_message?: ApiMessage
  readonly callback_query?: ApiCallbackQuery
  readonly [kind: string]: unknown
}

/** Parameters of a method call, by their Bot API names. */
export type Payload = Readonly<Record<string, unknown>>
