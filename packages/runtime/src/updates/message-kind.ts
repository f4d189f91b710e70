/**
 * What a message holds, by the field that says so (Bot API 10, “Message”). Where a message has several of these fields
 * the earlier one decides: an animation also carries a `document`, a venue also a `location`.
 */
const contentFields = [
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
] as const

/** What happened in the chat rather than what somebody said, and what Telegram made of it. */
const serviceFields = [
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
] as const

/** The content field of a message, or `unknown` where only its id is known or its content is newer than this list. */
export type MessageKind = (typeof contentFields)[number] | (typeof serviceFields)[number] | 'unknown'

const fields: readonly MessageKind[] = [...contentFields, ...serviceFields]
const precedence: ReadonlyMap<string, number> = new Map(fields.map((field, index) => [field, index]))
const contentKinds: ReadonlySet<MessageKind> = new Set([...contentFields, 'unknown' as const])

/** Whether a message of this kind says something, as far as is known. */
export function isContent(kind: MessageKind): boolean {
  return contentKinds.has(kind)
}

/** What `message` holds. Never throws: content that nobody knows yet is `unknown`. */
export function messageKind(message: object): MessageKind {
  if ('text' in message) return 'text'
  let first = fields.length
  for (const field in message) {
    const rank = precedence.get(field)
    if (rank !== undefined && rank < first) first = rank
  }
  return fields[first] ?? 'unknown'
}
