import { beforeEach, describe, expect, it } from '@jest/globals'
import { BotApiServer, type TestChat, type TestUser } from '../index.js'

const HOUR = 60 * 60 * 1000

let server: BotApiServer
let alice: TestUser
let chat: TestChat

const call = (method: string, payload: object) => server.client().callApi(method, { ...payload })
const ids = (of: TestChat) => of.history().map(({ message_id }) => message_id)
const refused = (description: string, code = 400) => expect.objectContaining({ code, description })
const forbidden = refused("Bad Request: message can't be deleted")

beforeEach(() => {
  server = BotApiServer.inProcess()
  alice = server.user({ firstName: 'Alice' })
  chat = server.privateChat(alice)
})

describe('deleteMessages', () => {
  it('deletes messages of both sides in a private chat', async () => {
    alice.sends(chat, 'in')
    await call('sendMessage', { chat_id: chat.id, text: 'out' })
    alice.sends(chat, 'stays')

    expect(await call('deleteMessages', { chat_id: chat.id, message_ids: [1, 2] })).toBe(true)

    expect(ids(chat)).toEqual([3])
  })

  it('skips what is gone', async () => {
    alice.sends(chat, 'in')

    expect(await call('deleteMessages', { chat_id: chat.id, message_ids: [99, 1, 100] })).toBe(true)
    expect(await call('deleteMessages', { chat_id: chat.id, message_ids: [1] })).toBe(true)

    expect(ids(chat)).toEqual([])
  })

  it.each([
    [[], 'message identifiers are not specified'],
    [undefined, 'message identifiers are not specified'],
    [[1, 0], 'invalid message identifier specified'],
    [[1, -5], 'invalid message identifier specified'],
    [[1, 2 ** 31], "can't parse message identifier as a Number"],
    [[1, 1.5], "can't parse message identifier as a Number"],
    [[1, 'x'], "can't parse message identifier as a Number"],
    [[1, null], 'message identifier must be a Number'],
    [[1, {}], 'message identifier must be a Number'],
    [1, 'expected an Array of message identifiers'],
    ['[1', "can't parse message_ids JSON object"],
    [Array.from({ length: 101 }, (_, i) => i + 1), 'too many message identifiers specified'],
  ])('refuses the ids %j and deletes nothing', async (message_ids, reason) => {
    alice.sends(chat, 'in')

    await expect(call('deleteMessages', { chat_id: chat.id, message_ids })).rejects.toEqual(
      refused(`Bad Request: ${reason}`),
    )

    expect(ids(chat)).toEqual([1])
  })

  it('takes 100 ids, numbers or digits, also as JSON', async () => {
    for (let i = 0; i < 100; i++) alice.sends(chat, 'in')

    const message_ids = JSON.stringify(chat.history().map(({ message_id }) => String(message_id)))
    await call('deleteMessages', { chat_id: chat.id, message_ids })

    expect(ids(chat)).toEqual([])
  })

  it('refuses all for one message that is older than 48 hours', async () => {
    alice.sends(chat, 'old')
    server.clock.advance(1000)
    alice.sends(chat, 'new')
    server.clock.advance(48 * HOUR)

    await expect(call('deleteMessages', { chat_id: chat.id, message_ids: [1, 2] })).rejects.toEqual(forbidden)
    expect(ids(chat)).toEqual([1, 2])

    await call('deleteMessages', { chat_id: chat.id, message_ids: [2] })
    expect(ids(chat)).toEqual([1])
  })

  it('refuses all for one message that a test marks', async () => {
    alice.sends(chat, 'one')
    alice.sends(chat, 'two')
    chat.undeletable.add(2)

    await expect(call('deleteMessages', { chat_id: chat.id, message_ids: [1, 2] })).rejects.toEqual(forbidden)

    expect(ids(chat)).toEqual([1, 2])
  })

  it("refuses users' messages in a group unless the bot is an administrator", async () => {
    const group = server.group({ members: [alice] })
    alice.sends(group, 'in')
    await call('sendMessage', { chat_id: group.id, text: 'out' })

    await expect(call('deleteMessages', { chat_id: group.id, message_ids: [1, 2] })).rejects.toEqual(forbidden)
    expect(ids(group)).toEqual([1, 2])

    server.setStatus(group, server.bot, 'administrator')
    await call('deleteMessages', { chat_id: group.id, message_ids: [1, 2] })
    expect(ids(group)).toEqual([])
  })

  it("deletes the bot's own messages in a group without rights", async () => {
    const group = server.group({ members: [alice] })
    await call('sendMessage', { chat_id: group.id, text: 'out' })

    await call('deleteMessages', { chat_id: group.id, message_ids: [1] })

    expect(ids(group)).toEqual([])
  })

  it('keeps dice in private chats for 24 hours', async () => {
    await call('sendDice', { chat_id: chat.id })

    await expect(call('deleteMessages', { chat_id: chat.id, message_ids: [1] })).rejects.toEqual(forbidden)
    server.clock.advance(24 * HOUR + 1000)
    await call('deleteMessages', { chat_id: chat.id, message_ids: [1] })

    expect(ids(chat)).toEqual([])
  })

  it('knows chats that are unknown, blocked, left or upgraded', async () => {
    const group = server.group({ members: [alice] })
    const left = server.group({ members: [alice], bots: [] })
    alice.blocks(chat)
    const supergroup = server.migrate(group)
    const from = (chat_id: number) => call('deleteMessages', { chat_id, message_ids: [1] })

    await expect(from(4711)).rejects.toEqual(refused('Bad Request: chat not found'))
    await expect(from(chat.id)).rejects.toEqual(refused('Forbidden: bot was blocked by the user', 403))
    await expect(from(left.id)).rejects.toEqual(refused('Forbidden: bot is not a member of the group chat', 403))
    await expect(from(group.id)).rejects.toMatchObject({
      code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: supergroup.id },
    })
  })
})

describe('deleteMessage', () => {
  it('deletes one message, and does not find it again', async () => {
    alice.sends(chat, 'in')

    expect(await call('deleteMessage', { chat_id: chat.id, message_id: 1 })).toBe(true)

    await expect(call('deleteMessage', { chat_id: chat.id, message_id: 1 })).rejects.toEqual(
      refused('Bad Request: message to delete not found'),
    )
  })

  it('needs an id', async () => {
    await expect(call('deleteMessage', { chat_id: chat.id })).rejects.toEqual(
      refused('Bad Request: message identifier is not specified'),
    )
  })
})

describe('deleteBusinessMessages', () => {
  it("deletes messages of a business account's chat", async () => {
    const owner = server.user({ firstName: 'Olga' })
    const connection = server.businessConnection({ owner })
    const shop = server.businessChat(connection, alice)
    alice.sends(shop, 'in')
    alice.sends(chat, 'elsewhere')
    const business_connection_id = connection.id
    await call('sendMessage', { business_connection_id, chat_id: alice.id, text: 'out' })

    await call('deleteBusinessMessages', { business_connection_id, message_ids: [1, 2] })

    expect(shop.history()).toEqual([])
    expect(ids(chat)).toEqual([1])
    await expect(call('deleteBusinessMessages', { business_connection_id, message_ids: [1] })).rejects.toEqual(
      refused('Bad Request: message to delete not found'),
    )
  })

  it('needs a connection and its rights', async () => {
    const connection = server.businessConnection({ owner: server.user({ firstName: 'Olga' }), rights: {} })
    alice.sends(server.businessChat(connection, alice), 'in')

    await expect(call('deleteBusinessMessages', { message_ids: [1] })).rejects.toEqual(
      refused('Bad Request: business connection not found'),
    )
    await expect(
      call('deleteBusinessMessages', { business_connection_id: connection.id, message_ids: [1] }),
    ).rejects.toEqual(forbidden)
  })
})
