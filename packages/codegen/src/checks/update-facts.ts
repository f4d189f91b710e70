/** What Telegram sends, as far as handlers can rely on it. A test holds the lists against those of the runtime. */

/** Whether updates of a kind hold something. */
export type Presence = 'always' | 'sometimes' | 'never'

/** What updates of one kind hold. */
export interface UpdateFacts {
  readonly chat: Presence
  readonly user: Presence
  readonly message: Presence
  /** A text or a caption; of a pressed button its data is another matter. */
  readonly text: Presence
}

const message: UpdateFacts = { chat: 'always', user: 'sometimes', message: 'always', text: 'sometimes' }
const channelPost: UpdateFacts = { ...message, user: 'never' }
const userOnly: UpdateFacts = { chat: 'never', user: 'always', message: 'never', text: 'never' }
const chatOnly: UpdateFacts = { chat: 'always', user: 'never', message: 'never', text: 'never' }
const chatAndUser: UpdateFacts = { ...chatOnly, user: 'always' }
const neither: UpdateFacts = { ...chatOnly, chat: 'never' }

/** Every kind of update (Bot API 10.3, “Update”), and what its objects hold. */
export const updateFacts: ReadonlyMap<string, UpdateFacts> = new Map([
  ['message', message],
  ['edited_message', message],
  // `from` may be empty for messages sent to channels (“Message”).
  ['channel_post', channelPost],
  ['edited_channel_post', channelPost],
  // `user_chat_id` is an id, no chat.
  ['business_connection', userOnly],
  ['business_message', message],
  ['edited_business_message', message],
  ['deleted_business_messages', chatOnly],
  ['guest_message', message],
  // Anonymous reactions have an `actor_chat` and no user.
  ['message_reaction', { ...chatOnly, user: 'sometimes' }],
  ['message_reaction_count', chatOnly],
  ['inline_query', userOnly],
  ['chosen_inline_result', userOnly],
  // Buttons under messages sent by inline mode come without the message.
  ['callback_query', { chat: 'sometimes', user: 'always', message: 'sometimes', text: 'never' }],
  ['shipping_query', userOnly],
  ['pre_checkout_query', userOnly],
  ['purchased_paid_media', userOnly],
  ['poll', neither],
  // An answer in the name of a chat has a `voter_chat` and no user.
  ['poll_answer', { ...neither, user: 'sometimes' }],
  ['my_chat_member', chatAndUser],
  ['chat_member', chatAndUser],
  ['chat_join_request', chatAndUser],
  ['chat_boost', chatOnly],
  ['removed_chat_boost', chatOnly],
  ['managed_bot', userOnly],
  ['subscription', userOnly],
])

/** Kinds that are a message with a text or a caption, or the data of a pressed button. */
export const textScopes: readonly string[] = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_message',
  'edited_business_message',
  'guest_message',
  'callback_query',
]

/** Chats whose command menu can show a command (Bot API, “BotCommandScope”). */
export const menuScopes: readonly string[] = [
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
]

/** What a message can hold (Bot API 10.3, “Message”); `unknown` is what is newer than this list. */
export const messageKinds: readonly string[] = [
  'text',
  'animation',
  'audio',
  'document',
  'live_photo',
  'paid_media',
  'photo',
  'sticker',
  'story',
  'video',
  'video_note',
  'voice',
  'rich_message',
  'checklist',
  'contact',
  'dice',
  'game',
  'poll',
  'venue',
  'location',
  'new_chat_members',
  'left_chat_member',
  'chat_owner_left',
  'chat_owner_changed',
  'new_chat_title',
  'new_chat_photo',
  'delete_chat_photo',
  'group_chat_created',
  'supergroup_chat_created',
  'channel_chat_created',
  'message_auto_delete_timer_changed',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  'pinned_message',
  'invoice',
  'successful_payment',
  'refunded_payment',
  'users_shared',
  'chat_shared',
  'gift',
  'unique_gift',
  'gift_upgrade_sent',
  'connected_website',
  'write_access_allowed',
  'passport_data',
  'proximity_alert_triggered',
  'boost_added',
  'chat_background_set',
  'checklist_tasks_done',
  'checklist_tasks_added',
  'direct_message_price_changed',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'general_forum_topic_hidden',
  'general_forum_topic_unhidden',
  'giveaway_created',
  'giveaway',
  'giveaway_winners',
  'giveaway_completed',
  'paid_message_price_changed',
  'suggested_post_approved',
  'suggested_post_approval_failed',
  'suggested_post_declined',
  'suggested_post_paid',
  'suggested_post_refunded',
  'video_chat_scheduled',
  'video_chat_started',
  'video_chat_ended',
  'video_chat_participants_invited',
  'web_app_data',
  'unknown',
]

/** Fields that stand beside the one that tells a message's kind: an animation has a `document` too. */
export const besides: Readonly<Record<string, readonly string[]>> = {
  animation: ['document'],
  venue: ['location'],
}
