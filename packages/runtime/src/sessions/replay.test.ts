import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { TestChat, TestUser } from '@botgen/testing'
import { startBot, type TestSetup } from '../../test/harness.js'
import { type Timers, watchTimers } from '../../test/waiting.js'
import type { Session } from '../index.js'

let setup: TestSetup
let timers: Timers
let colleague: TestUser
let desk: TestChat

beforeEach(async () => {
  setup = await startBot()
  timers = watchTimers(setup.server.clock)
  colleague = setup.server.user({ firstName: 'Carol' })
  desk = setup.server.privateChat(colleague)
})
afterEach(() => setup.stop())

const open = (): Session => setup.bot.sessions.get({ chatId: setup.chat.id, userId: setup.alice.id })
const shown = (): (string | undefined)[] => desk.history().map(({ text }) => text)
const batchSizes = (method: string): number[] =>
  setup.server.calls.payloads(method).map(({ message_ids }) => (message_ids as unknown[]).length)

async function openWith(...texts: string[]): Promise<Session> {
  const session = open()
  for (const text of texts) setup.alice.sends(setup.chat, text)
  await setup.server.settled()
  return session
}

describe('replay', () => {
  it('S33 copies the messages, in and out, in their order, to any chat', async () => {
    const session = await openWith('question')
    await session.chat.sendMessage('answer')
    await setup.says('thanks')
    expect(await session.replay(desk.id)).toEqual({ sent: 3, skipped: 0, unsupported: [] })
    expect(shown()).toEqual(['question', 'answer', 'thanks'])
    expect(desk.history()[0]).not.toHaveProperty('forward_origin')
  })

  it('S33 forwards them with their senders', async () => {
    const session = await openWith('question')
    expect(await session.replay(desk.id, { as: 'forward' })).toMatchObject({ sent: 1 })
    expect(desk.history()).toMatchObject([
      { text: 'question', forward_origin: { sender_user: { id: setup.alice.id } } },
    ])
  })

  it('S33 sends what matches only', async () => {
    const session = await openWith('question')
    await session.chat.sendMessage('answer')
    await session.replay(desk.id, { predicate: ({ direction }) => direction === 'outgoing' })
    expect(shown()).toEqual(['answer'])
  })

  it('S33 asks for a hundred at a time, by increasing id', async () => {
    const texts = Array.from({ length: 250 }, (_, index) => String(index))
    const session = await openWith(...texts)
    expect(await session.replay(desk.id)).toMatchObject({ sent: 250 })
    expect(batchSizes('copyMessages')).toEqual([100, 100, 50])
    expect(shown()).toEqual(texts)
  })

  it('S33 keeps the messages of each chat together', async () => {
    const bob = setup.server.privateChat(setup.server.user({ firstName: 'Bob' }))
    const session = await openWith('a1')
    await session.telegram.sendMessage(bob.id, 'b1')
    await setup.says('a2')
    await session.replay(desk.id)
    expect(shown()).toEqual(['a1', 'a2', 'b1'])
    expect(batchSizes('copyMessages')).toEqual([2, 1])
  })

  it('S33 is not recorded, and leaves the session as it is', async () => {
    const session = await openWith('question')
    await session.replay(setup.chat.id)
    expect(await session.count()).toBe(1)
    expect(setup.chat.history()).toHaveLength(2)
  })

  it('S33 of nothing asks nothing', async () => {
    expect(await open().replay(desk.id)).toEqual({ sent: 0, skipped: 0, unsupported: [] })
    expect(setup.server.calls.all()).toEqual([])
  })
})

describe('what cannot be sent again', () => {
  it('S33 is counted when Telegram skipped it', async () => {
    const session = await openWith('one', 'two', 'three')
    const [, second] = setup.chat.history()
    if (second !== undefined) setup.alice.deletes(second)
    expect(await session.replay(desk.id)).toEqual({ sent: 2, skipped: 1, unsupported: [] })
    expect(shown()).toEqual(['one', 'three'])
  })

  it('S33 is counted when nothing of it is left', async () => {
    const session = await openWith('one', 'two')
    for (const message of setup.chat.history()) setup.alice.deletes(message)
    expect(await session.replay(desk.id, { as: 'forward' })).toMatchObject({ sent: 0, skipped: 2 })
  })

  it('S33 is named with exact, one call each', async () => {
    const session = await openWith('one', 'two', 'three')
    const [, second] = setup.chat.history()
    if (second !== undefined) setup.alice.deletes(second)
    expect(await session.replay(desk.id, { exact: true })).toMatchObject({
      sent: 2,
      skipped: 1,
      skippedEntries: [{ messageId: 2 }],
    })
    expect(batchSizes('copyMessages')).toEqual([1, 1, 1])
    expect(shown()).toEqual(['one', 'three'])
  })

  it('S33 business messages are reported and not attempted', async () => {
    const connection = setup.server.businessConnection({ owner: setup.server.user({ firstName: 'Owner' }) })
    const businessChat = setup.server.businessChat(connection, setup.alice)
    const session = setup.bot.sessions.get({ chatId: businessChat.id, businessConnectionId: connection.id })
    setup.alice.sends(businessChat, 'to the owner')
    await setup.server.settled()
    expect(await session.replay(desk.id)).toMatchObject({
      sent: 0,
      skipped: 0,
      unsupported: [{ businessConnectionId: connection.id }],
    })
    expect(setup.server.calls.of('copyMessages')).toEqual([])
  })

  it('S33 service messages are reported and not attempted', async () => {
    const group = setup.server.group({ type: 'forum', members: [setup.alice] })
    const session = setup.bot.sessions.get({ chatId: group.id })
    setup.alice.opensTopic(group, 'Pizza')
    setup.alice.sends(group, 'hello')
    await setup.server.settled()
    expect(await session.replay(desk.id)).toMatchObject({
      sent: 1,
      skipped: 0,
      unsupported: [{ kind: 'forum_topic_created' }],
    })
    expect(batchSizes('copyMessages')).toEqual([1])
  })

  it('S33 an invoice can be forwarded and not copied', async () => {
    const session = open()
    await session.telegram.callApi('sendInvoice', {
      chat_id: setup.chat.id,
      title: 'Pizza',
      description: 'With cheese',
      payload: 'pizza',
      currency: 'XTR',
      prices: [{ label: 'Pizza', amount: 10 }],
    })
    expect(await session.replay(desk.id)).toMatchObject({ sent: 0, unsupported: [{ kind: 'invoice' }] })
    expect(await session.replay(desk.id, { as: 'forward' })).toMatchObject({ sent: 1, unsupported: [] })
  })
})

describe('a target that does not take it', () => {
  it('S33 rejects when the bot is blocked there', async () => {
    const session = await openWith('one')
    colleague.blocks(desk)
    await expect(session.replay(desk.id)).rejects.toMatchObject({ response: { error_code: 403 } })
  })

  it('S33 rejects when there is no such chat', async () => {
    const session = await openWith('one')
    await expect(session.replay(987_654)).rejects.toMatchObject({ response: { error_code: 400 } })
  })

  it.each([
    ['Bad Request: not enough rights to send text messages to the chat'],
    ['Bad Request: need administrator rights in the channel chat'],
    ['Bad Request: message thread not found'],
    ['Bad Request: CHAT_WRITE_FORBIDDEN'],
    ['Bad Request: TOPIC_CLOSED'],
  ])('S33 rejects rather than count everything as skipped: %s', async (description) => {
    const session = await openWith('one')
    setup.server.failNext('copyMessages', { errorCode: 400, description })
    await expect(session.replay(desk.id)).rejects.toMatchObject({ response: { description } })
  })

  it('S33 waits when Telegram asks for it, and sends nothing twice', async () => {
    const session = await openWith(...Array.from({ length: 150 }, (_, index) => String(index)))
    setup.server.failNext(
      ({ method, payload }) => method === 'copyMessages' && (payload.message_ids as unknown[]).length === 50,
      {
        errorCode: 429,
        retryAfter: 9,
      },
    )
    const replaying = session.replay(desk.id)
    await timers.set(9000)
    setup.server.clock.advance(9000)
    expect(await replaying).toMatchObject({ sent: 150, skipped: 0 })
    expect(desk.history()).toHaveLength(150)
  })

  it('S33 rejects when the answer is lost: sending again could send twice', async () => {
    const session = await openWith('one')
    setup.server.failNext('copyMessages', { drop: 'response' })
    await expect(session.replay(desk.id)).rejects.toThrow()
    expect(desk.history()).toHaveLength(1)
  })
})
