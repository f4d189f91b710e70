import { describe, expect, it } from '@jest/globals'
import type { Update } from 'telegraf/types'
import { type SessionKeyStrategy, sessionKeyFunction } from './key-strategy.js'

// Updates are read structurally, kinds that Telegraf's types lack included.
const update = (fields: object): Update => ({ update_id: 1, ...fields }) as Update
const user = { id: 7, is_bot: false, first_name: 'Ann' }
const privateChat = { id: 7, type: 'private' }
const group = { id: -100, type: 'supergroup' }
const message = (chat: object, more: object = {}): object => ({ message_id: 1, date: 1, chat, from: user, ...more })

const keyOf = (strategy: SessionKeyStrategy, fields: object): unknown => sessionKeyFunction(strategy)(update(fields))

describe('key strategies', () => {
  it('S2 chatUser names chat and user (chatUser_userPresent_producesChatUserKey)', () => {
    expect(keyOf('chatUser', { message: message(group) })).toEqual({ kind: 'chatUser', chatId: -100, userId: 7 })
  })

  it('S2 chatUser names the whole chat where the update has no user', () => {
    expect(keyOf('chatUser', { channel_post: { message_id: 1, date: 1, chat: group } })).toEqual({
      kind: 'chat',
      chatId: -100,
    })
  })

  it('S2 chat names the whole chat always (chat_strategyAlwaysChatWide)', () => {
    expect(keyOf('chat', { message: message(group) })).toEqual({ kind: 'chat', chatId: -100 })
  })

  it('S2 auto names the chat in private chats (auto_privateChat_collapsesToChat)', () => {
    expect(keyOf('auto', { message: message(privateChat) })).toEqual({ kind: 'chat', chatId: 7 })
  })

  it('S2 auto names chat and user elsewhere (auto_group_expandsToChatUser)', () => {
    expect(keyOf('auto', { message: message(group) })).toEqual({ kind: 'chatUser', chatId: -100, userId: 7 })
  })

  it('S2 topic adds the thread of a topic message, and only of one', () => {
    const inTopic = message(group, { message_thread_id: 9, is_topic_message: true })
    const inReplyThread = message(group, { message_thread_id: 9 })
    expect(keyOf('topic', { message: inTopic })).toEqual({ kind: 'chatUser', chatId: -100, userId: 7, threadId: 9 })
    expect(keyOf('topic', { message: inReplyThread })).toEqual({ kind: 'chatUser', chatId: -100, userId: 7 })
  })

  it('S1 every strategy carries the business connection', () => {
    const business = { business_message: message(privateChat, { business_connection_id: 'c1' }) }
    for (const strategy of ['chatUser', 'chat', 'auto', 'topic'] as const) {
      expect(keyOf(strategy, business)).toMatchObject({ chatId: 7, businessConnectionId: 'c1' })
    }
  })

  it('S3 yields no key for an update without a chat', () => {
    expect(keyOf('chatUser', { inline_query: { id: '1', from: user, query: '', offset: '' } })).toBeUndefined()
    expect(keyOf('chat', { poll: { id: '1' } })).toBeUndefined()
    expect(keyOf('topic', {})).toBeUndefined()
  })

  it('S2 reads chat and user of a pressed button, also under an inaccessible message', () => {
    const query = { id: '1', from: user, message: { message_id: 1, date: 0, chat: group } }
    expect(keyOf('chatUser', { callback_query: query })).toEqual({ kind: 'chatUser', chatId: -100, userId: 7 })
  })

  it('S2 takes any function', () => {
    expect(keyOf(() => ({ kind: 'chat', chatId: 1, qualifier: 'vip' }), {})).toEqual({
      kind: 'chat',
      chatId: 1,
      qualifier: 'vip',
    })
  })
})
