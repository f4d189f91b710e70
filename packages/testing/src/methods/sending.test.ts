import { beforeEach, describe, expect, it } from '@jest/globals'
import { type ApiMessage, BotApiServer, type TestChat, type TestUser } from '../index.js'

let server: BotApiServer
let alice: TestUser
let chat: TestChat

const call = (method: string, payload: object) => server.client().callApi(method, { chat_id: chat.id, ...payload })
const send = (method: string, payload: object) => call(method, payload) as Promise<ApiMessage>
const refusal = (reason: string) => expect.objectContaining({ code: 400, description: `Bad Request: ${reason}` })

beforeEach(() => {
  server = BotApiServer.inProcess()
  alice = server.user({ firstName: 'Alice' })
  chat = server.privateChat(alice)
})

describe('sending methods', () => {
  it.each([
    ['sendMessage', { text: 'hi' }, 'text'],
    ['sendPhoto', { photo: Buffer.from('1'), caption: 'hi' }, 'photo'],
    ['sendAudio', { audio: Buffer.from('1') }, 'audio'],
    ['sendDocument', { document: Buffer.from('1') }, 'document'],
    ['sendVideo', { video: Buffer.from('1') }, 'video'],
    ['sendAnimation', { animation: Buffer.from('1') }, 'animation'],
    ['sendVoice', { voice: 'https://example.org/a.ogg' }, 'voice'],
    ['sendVideoNote', { video_note: Buffer.from('1') }, 'video_note'],
    ['sendSticker', { sticker: Buffer.from('1') }, 'sticker'],
    ['sendLivePhoto', { photo: Buffer.from('1'), live_photo: Buffer.from('1') }, 'live_photo'],
    ['sendPaidMedia', { star_count: 1, media: [{ type: 'photo', media: Buffer.from('1') }] }, 'paid_media'],
    ['sendLocation', { latitude: 1, longitude: 2 }, 'location'],
    ['sendVenue', { latitude: 1, longitude: 2, title: 'Bar', address: 'Here' }, 'venue'],
    ['sendContact', { phone_number: '1', first_name: 'Bob' }, 'contact'],
    ['sendPoll', { question: 'Ok?', options: ['yes', { text: 'no' }] }, 'poll'],
    ['sendDice', {}, 'dice'],
    ['sendInvoice', { title: 'T', description: 'D', currency: 'EUR', prices: [{ label: 'P', amount: 5 }] }, 'invoice'],
    ['sendGame', { game_short_name: 'g' }, 'game'],
    ['sendRichMessage', { rich_message: { html: '<p>hi</p>' } }, 'rich_message'],
  ])('%s puts one message with that content into the chat', async (method, payload, field) => {
    const sent = await send(method, payload)

    expect(sent).toMatchObject({ message_id: 1, chat: chat.info, from: { id: server.bot.id }, date: 1893456000 })
    expect(sent).toHaveProperty(field)
    expect(chat.history()).toEqual([sent])
  })

  it.each([
    ['sendMessage', {}, 'message text is empty'],
    ['sendMessage', { text: ' \n' }, 'message text is empty'],
    ['sendMessage', { text: 'x'.repeat(4097) }, 'message is too long'],
    ['sendMessage', { text: 'x', parse_mode: 'rtf' }, 'unsupported parse_mode'],
    ['sendMessage', { text: 'x', reply_markup: '{' }, "can't parse reply keyboard markup JSON object"],
    ['sendMessage', { text: 'x', reply_markup: [] }, 'object expected as reply keyboard markup'],
    [
      'sendMessage',
      { text: 'x', reply_markup: { inline_keyboard: 5 } },
      'field "inline_keyboard" must be an Array of Arrays',
    ],
    [
      'sendMessage',
      { text: 'x', reply_markup: { inline_keyboard: [[{ text: 'b', callback_data: 'é'.repeat(33) }]] } },
      'BUTTON_DATA_INVALID',
    ],
    ['sendMessage', { text: 'x', reply_parameters: { message_id: 5 } }, 'message to be replied not found'],
    ['sendMessage', { text: 'x', chat_id: '' }, 'chat_id is empty'],
    ['sendMessage', { text: 'x', chat_id: 'nobody' }, 'chat not found'],
    ['sendMessage', { text: 'x', business_connection_id: 'no' }, 'business connection not found'],
    ['sendPhoto', {}, 'there is no photo in the request'],
    ['sendPhoto', { photo: 'no-such-file' }, 'wrong file identifier/HTTP URL specified'],
    ['sendPhoto', { photo: Buffer.from('1'), caption: 'x'.repeat(1025) }, 'message caption is too long'],
    ['sendLocation', { longitude: 1 }, 'latitude is empty'],
    ['sendPoll', { question: 'Ok?' }, 'poll must have at least 1 option'],
    ['sendMediaGroup', { media: [] }, 'media group must include 2-10 items'],
    ['sendMediaGroup', { media: [1, 2] }, "can't parse InputMedia: expected an Object"],
    [
      'sendMediaGroup',
      {
        media: [
          { type: 'photo', media: 'https://a.b/c' },
          { type: 'photo', media: 'x' },
        ],
      },
      'wrong file identifier/HTTP URL specified',
    ],
    [
      'sendMediaGroup',
      { media: Array(11).fill({ type: 'photo', media: 'x' }) },
      'too many messages to send as an album',
    ],
    ['copyMessage', { from_chat_id: 1001, message_id: 1 }, 'message to copy not found'],
    ['forwardMessage', { message_id: 1 }, 'parameter "from_chat_id" is required'],
    ['sendChecklist', {}, 'parameter "business_connection_id" is required'],
  ])('%s refuses %j and sends nothing', async (method, payload, reason) => {
    await expect(send(method, payload)).rejects.toEqual(refusal(reason))

    expect(chat.history()).toEqual([])
  })

  it('takes text of 4096 and callback data of 64 bytes', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'b', callback_data: 'é'.repeat(32) }]] }

    expect(await send('sendMessage', { text: 'x'.repeat(4096), reply_markup })).toMatchObject({ reply_markup })
  })

  it('makes entities of HTML and keeps Markdown as it is', async () => {
    const html = '<b>1 &lt; <i>2</i></b> <a href="https://a.b">link</a>'

    expect(await send('sendMessage', { text: html, parse_mode: 'HTML' })).toMatchObject({
      text: '1 < 2 link',
      entities: [
        { type: 'bold', offset: 0, length: 5 },
        { type: 'italic', offset: 4, length: 1 },
        { type: 'text_link', offset: 6, length: 4, url: 'https://a.b' },
      ],
    })
    expect(await send('sendMessage', { text: '*b*', parse_mode: 'MarkdownV2' })).toMatchObject({ text: '*b*' })
    await expect(send('sendMessage', { text: '<b>1', parse_mode: 'HTML' })).rejects.toMatchObject({
      description: `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`,
    })
  })

  it('replies, in the topic of the message replied to', async () => {
    const forum = server.group({ type: 'forum', members: [alice] })
    const thread = alice.opensTopic(forum, 'Orders')
    const question = alice.sends(forum, 'who?', { threadId: thread })

    const answer = await send('sendMessage', {
      chat_id: forum.id,
      text: 'me',
      reply_parameters: { message_id: question.message_id },
    })

    expect(answer).toMatchObject({
      message_thread_id: thread,
      is_topic_message: true,
      reply_to_message: { text: 'who?' },
    })
  })

  it('refuses a topic that a forum does not have', async () => {
    const forum = server.group({ type: 'forum', members: [alice] })

    await expect(send('sendMessage', { chat_id: forum.id, text: 'x', message_thread_id: 77 })).rejects.toEqual(
      refusal('message thread not found'),
    )
  })

  it('finds public chats by name', async () => {
    const channel = server.channel({ username: 'news' })

    expect(await send('sendMessage', { chat_id: '@News', text: 'x' })).toMatchObject({ sender_chat: channel.info })
  })

  it('answers with message_id 0 for a message that is put off', async () => {
    server.failNext('sendMessage', { scheduled: true })

    expect(await send('sendMessage', { text: 'later' })).toMatchObject({ message_id: 0 })
    expect(chat.history()).toEqual([])
  })
})

describe('copies and forwards', () => {
  it('copies without the author and forwards with it', async () => {
    alice.sends(chat, 'hello')
    const source = { from_chat_id: chat.id, message_id: 1 }

    expect(await call('copyMessage', source)).toEqual({ message_id: 2 })
    expect(await send('forwardMessage', source)).toMatchObject({ forward_origin: { sender_user: alice.info } })

    expect(chat.history().map(({ text }) => text)).toEqual(['hello', 'hello', 'hello'])
    expect(chat.message(2)).not.toHaveProperty('forward_origin')
  })

  it('leaves out what is gone: the result is shorter', async () => {
    alice.sends(chat, 'one')
    alice.deletes(alice.sends(chat, 'two'))
    alice.sends(chat, 'three')
    const sources = { from_chat_id: chat.id, message_ids: [1, 2, 3] }

    expect(await call('copyMessages', sources)).toEqual([{ message_id: 4 }, { message_id: 5 }])
    expect(await call('forwardMessages', sources)).toEqual([{ message_id: 6 }, { message_id: 7 }])
  })

  it('refuses when nothing is left', async () => {
    await expect(call('copyMessages', { from_chat_id: chat.id, message_ids: [1] })).rejects.toEqual(
      refusal("messages can't be forwarded"),
    )
  })
})

describe('edits', () => {
  it("changes the bot's message in its place", async () => {
    await send('sendMessage', { text: 'one' })
    await send('sendMessage', { text: 'two' })
    server.clock.advance(5000)

    const edited = await send('editMessageText', { message_id: 1, text: 'uno' })

    expect(edited).toMatchObject({ text: 'uno', edit_date: 1893456005 })
    expect(chat.history().map(({ text }) => text)).toEqual(['uno', 'two'])
  })

  it.each([
    ['editMessageText', { message_id: 1, text: 'one' }, /^Bad Request: message is not modified/],
    ['editMessageReplyMarkup', { message_id: 1 }, /^Bad Request: message is not modified/],
    ['editMessageText', { message_id: 9, text: 'x' }, /^Bad Request: message to edit not found$/],
    ['editMessageText', { message_id: 2, text: 'x' }, /^Bad Request: message can't be edited$/],
    [
      'editMessageCaption',
      { message_id: 1, caption: 'x' },
      /^Bad Request: there is no caption in the message to edit$/,
    ],
  ])('%s refuses %j', async (method, payload, description) => {
    await send('sendMessage', { text: 'one' })
    alice.sends(chat, 'two')

    await expect(send(method, payload)).rejects.toMatchObject({
      code: 400,
      description: expect.stringMatching(description),
    })
  })

  it('removes a keyboard', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'b', callback_data: 'b' }]] }
    await send('sendMessage', { text: 'one', reply_markup })

    await send('editMessageReplyMarkup', { message_id: 1 })

    expect(chat.message(1)).not.toHaveProperty('reply_markup')
    expect(chat.message(1)).toMatchObject({ text: 'one' })
  })
})

describe('commands', () => {
  it('keeps a list for each scope and language', async () => {
    const scope = { type: 'chat', chat_id: 5 }
    await call('setMyCommands', { commands: [{ command: 'a', description: 'A' }] })
    await call('setMyCommands', { scope, language_code: 'ru', commands: [{ command: 'b', description: 'B' }] })

    expect(await call('getMyCommands', {})).toEqual([{ command: 'a', description: 'A' }])
    expect(await call('getMyCommands', { scope, language_code: 'ru' })).toEqual([{ command: 'b', description: 'B' }])
    expect(await call('getMyCommands', { scope })).toEqual([])
    await call('deleteMyCommands', {})
    expect(await call('getMyCommands', {})).toEqual([])
  })

  it.each([
    [[{ command: 'Order', description: 'x' }], 'BOT_COMMAND_INVALID'],
    [[{ command: 'order', description: '' }], 'BOT_COMMAND_DESCRIPTION_INVALID'],
    [[5], "can't parse BotCommand: expected an Object"],
    ['x', "can't parse commands JSON object"],
  ])('refuses %j', async (commands, reason) => {
    await expect(call('setMyCommands', { commands })).rejects.toEqual(refusal(reason))
  })
})
