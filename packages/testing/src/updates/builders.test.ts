import { describe, expect, it } from '@jest/globals'
import {
  businessMessageUpdate,
  callbackQueryUpdate,
  channelPostUpdate,
  editedMessageUpdate,
  guestMessageUpdate,
  messageUpdate,
} from '../index.js'

describe('update builders', () => {
  it('make a private message with entities out of a text', () => {
    expect(messageUpdate({ text: '/order pizza', from: { id: 7 } })).toEqual({
      update_id: 1,
      message: {
        message_id: 1,
        date: 1,
        from: { id: 7, is_bot: false, first_name: 'Alice' },
        chat: { id: 7, type: 'private', first_name: 'Alice' },
        text: '/order pizza',
        entities: [{ type: 'bot_command', offset: 0, length: 6 }],
      },
    })
  })

  it('take ids, chats and any other field', () => {
    const fields = { update_id: 5, message_id: 6, chat: { id: -9, type: 'supergroup' }, message_thread_id: 3 } as const

    expect(editedMessageUpdate(fields)).toMatchObject({
      update_id: 5,
      edited_message: { message_id: 6, chat: { id: -9, type: 'supergroup' }, message_thread_id: 3, edit_date: 2 },
    })
  })

  it('make posts without a sender', () => {
    const { channel_post } = channelPostUpdate({ text: 'news' })

    expect(channel_post).toMatchObject({ chat: { type: 'channel' }, sender_chat: { type: 'channel' }, text: 'news' })
    expect(channel_post).not.toHaveProperty('from')
  })

  it('make business and guest messages', () => {
    expect(businessMessageUpdate({ text: 'x' }).business_message.business_connection_id).toBe('business-1')
    expect(guestMessageUpdate({ text: 'x' }).guest_message).toMatchObject({ guest_query_id: '1' })
  })

  it("make a query of a button under a bot's message, or under an inline one", () => {
    expect(callbackQueryUpdate({ data: 'pay', from: { id: 7 } }).callback_query).toMatchObject({
      data: 'pay',
      from: { id: 7 },
      message: { from: { is_bot: true }, chat: { id: 7, type: 'private' } },
    })
    expect(callbackQueryUpdate({ data: 'pay', message: null }).callback_query).not.toHaveProperty('message')
  })
})
