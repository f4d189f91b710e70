/** Every kind of update (Bot API 10.3, “Update”): the optional fields of `Update`, of which one is present. */
export const updateKinds = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'guest_message',
  'message_reaction',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
  'managed_bot',
  'subscription',
] as const

export type UpdateKind = (typeof updateKinds)[number]

/** Kinds whose payload is a message with a text or a caption. */
export type MessageUpdateKind = Extract<
  UpdateKind,
  | 'message'
  | 'edited_message'
  | 'channel_post'
  | 'edited_channel_post'
  | 'business_message'
  | 'edited_business_message'
  | 'guest_message'
>
