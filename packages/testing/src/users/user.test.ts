import { beforeEach, describe, expect, it } from '@jest/globals'
import { type ApiMessage, type ApiUpdate, BotApiServer, type TestChat, type TestUser } from '../index.js'

let server: BotApiServer
let alice: TestUser
let chat: TestChat

const kinds = () => server.updates().map((update) => Object.keys(update)[1])
const last = () => server.updates().at(-1)!
const send = (payload: object) => server.client().callApi('sendMessage', { ...payload }) as Promise<ApiMessage>
const keyboard = {
  inline_keyboard: [
    [
      { text: 'Pay', callback_data: 'pay' },
      { text: 'Site', url: 'https://a.b' },
    ],
  ],
}

beforeEach(() => {
  server = BotApiServer.inProcess()
  alice = server.user({ firstName: 'Alice' })
  chat = server.privateChat(alice)
})

describe('a user', () => {
  it('sends text with the entities that apps make', () => {
    const sent = alice.sends(chat, '/order@test_bot 2 #pizza by @bob_the_cook https://a.b/c')

    expect(sent.entities).toEqual([
      { type: 'bot_command', offset: 0, length: 15 },
      { type: 'hashtag', offset: 18, length: 6 },
      { type: 'mention', offset: 28, length: 13 },
      { type: 'url', offset: 42, length: 13 },
    ])
    expect(last()).toEqual({ update_id: 1, message: sent })
    expect(chat.history()).toEqual([sent])
  })

  it('sends files with captions, replies and writes in topics', () => {
    const forum = server.group({ type: 'forum', members: [alice] })
    const question = alice.sends(forum, 'hi', { threadId: 7 })

    expect(alice.sends(forum, { photo: 'cat.jpg', caption: '/cat' }, { replyTo: question })).toMatchObject({
      photo: [{}, {}],
      caption_entities: [{ type: 'bot_command' }],
      reply_to_message: { text: 'hi' },
      message_thread_id: 7,
    })
  })

  it('posts in channels', () => {
    const channel = server.channel({ members: [alice] })
    const post = alice.sends(channel, 'news')
    alice.edits(post, 'old news')

    expect(kinds()).toEqual(['channel_post', 'edited_channel_post'])
    expect(post).not.toHaveProperty('from')
  })

  it('edits texts and captions', () => {
    alice.edits(alice.sends(chat, 'helo'), '/hello')
    alice.edits(alice.sends(chat, { photo: 'a', caption: 'b' }), 'c')

    expect(chat.history()).toMatchObject([{ text: '/hello', entities: [{ type: 'bot_command' }] }, { caption: 'c' }])
    expect(kinds()).toEqual(['message', 'edited_message', 'message', 'edited_message'])
  })

  it('deletes without a word, but not in business chats', () => {
    const connection = server.businessConnection({ owner: server.user({ firstName: 'Olga' }) })
    const shop = server.businessChat(connection, alice)

    alice.deletes(alice.sends(chat, 'one'))
    alice.deletes(alice.sends(shop, 'two'))

    expect([...chat.history(), ...shop.history()]).toEqual([])
    expect(kinds()).toEqual(['business_connection', 'message', 'business_message', 'deleted_business_messages'])
    expect(last().deleted_business_messages).toMatchObject({ business_connection_id: connection.id, message_ids: [1] })
  })

  it('presses buttons by text or data', async () => {
    const message = await send({ chat_id: chat.id, text: 'Pay?', reply_markup: keyboard })

    expect(alice.presses(message, 'Pay')).toMatchObject({ data: 'pay', message: { message_id: 1 }, from: alice.info })
    expect(alice.presses(message, { data: 'pay' }).id).toBe('2')
    expect(() => alice.presses(message, 'Site')).toThrow('has no button "Site" that sends data; it has: "Pay", "Site"')
    await expect(server.client().callApi('answerCallbackQuery', { callback_query_id: '9' })).rejects.toMatchObject({
      description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
    })
  })

  it('presses a button of a message that has just been deleted', async () => {
    const message = await send({ chat_id: chat.id, text: 'Pay?', reply_markup: keyboard })
    await server.client().callApi('deleteMessage', { chat_id: chat.id, message_id: 1 })

    expect(alice.presses(message, 'Pay').message).toEqual({ chat: chat.info, message_id: 1, date: 0 })
  })

  it('presses the button of the bot that sent it, in its own private chat', async () => {
    const second = server.addBot()
    const other = server.privateChat(alice, second)
    const sent = await server
      .client(second)
      .callApi('sendMessage', { chat_id: alice.id, text: 'x', reply_markup: keyboard })

    alice.presses(sent as ApiMessage, 'Pay')

    expect(server.updates(second)).toHaveLength(1)
    expect(server.updates()).toEqual([])
    expect(other.history()).toHaveLength(1)
    expect(chat.history()).toEqual([])
  })

  it('blocks and unblocks a bot', async () => {
    alice.blocks(chat)
    await expect(send({ chat_id: chat.id, text: 'x' })).rejects.toMatchObject({
      code: 403,
      description: 'Forbidden: bot was blocked by the user',
    })

    alice.unblocks(chat)
    await send({ chat_id: chat.id, text: 'x' })

    expect(kinds()).toEqual(['my_chat_member', 'my_chat_member'])
  })

  it('cannot write where it is no member', () => {
    expect(() => alice.sends(server.group(), 'x')).toThrow('Alice is not in chat -2001')
  })

  it('calls upon a bot that is not in the chat', () => {
    const group = server.group({ members: [alice], bots: [] })

    alice.sends(group, '@test_bot help', { guest: server.bot })

    expect(last().guest_message).toMatchObject({ text: '@test_bot help', guest_query_id: '1' })
  })
})

describe('a group', () => {
  it('becomes a supergroup: both chats say so', async () => {
    const group = server.group({ members: [alice] })
    const supergroup = server.migrate(group)

    expect(server.updates()).toMatchObject([
      { message: { chat: { id: group.id }, migrate_to_chat_id: supergroup.id } },
      { message: { chat: { id: supergroup.id, type: 'supergroup' }, migrate_from_chat_id: group.id } },
    ])
    await send({ chat_id: supergroup.id, text: 'x' })
    expect(supergroup.history()).toHaveLength(2)
  })

  it('tells bots about members, as far as they may know', () => {
    const group = server.group({ members: [alice], botStatus: 'administrator' })
    const bob = server.user({ firstName: 'Bob' })

    server.setStatus(group, bob, 'member')
    server.bot.allowUpdates(['chat_member', 'my_chat_member'])
    server.setStatus(group, bob, 'left')
    server.setStatus(group, server.bot, 'kicked')

    expect(kinds()).toEqual(['chat_member', 'my_chat_member'])
  })
})

describe('a connected function', () => {
  it('gets updates at once and has its errors thrown by settled', async () => {
    const seen: ApiUpdate[] = []
    alice.sends(chat, 'before')
    server.connect(async (update) => {
      seen.push(update)
      if (update.message?.text === 'bad') throw new Error('handler')
    })

    alice.sends(chat, 'good')
    expect(seen.map(({ message }) => message?.text)).toEqual(['before', 'good'])
    await server.settled()

    alice.sends(chat, 'bad')
    await expect(server.settled()).rejects.toThrow('the connected function failed on update 3')
    await server.settled()
  })

  it('explains what a test waits for in vain', async () => {
    alice.sends(chat, 'anyone?')

    await expect(server.settled({ within: 1 })).rejects.toThrow('@test_bot has not confirmed 1 updates')
  })

  it('handles 10 000 updates with an answer each', async () => {
    const client = server.client()
    server.connect((update) => client.callApi('sendMessage', { chat_id: update.message?.chat.id, text: 'yes' }))

    for (let i = 0; i < 10_000; i++) alice.sends(chat, 'ok?')
    await server.settled()

    expect(chat.history()).toHaveLength(20_000)
  })
})
