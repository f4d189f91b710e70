import { beforeEach, describe, expect, it } from '@jest/globals'
import type { Update } from 'telegraf/types'
import type { TestSetup } from '../../test/harness.js'
import { idsOf, openSession } from '../../test/sessions.js'
import { start } from '../../test/start.js'
import type { Session } from '../index.js'

let setup: TestSetup

beforeEach(async () => {
  setup = await start()
})

const open = (): Session => openSession(setup, 'order')

describe('outgoing messages', () => {
  it('S16 session.chat sends to the session’s chat and records', async () => {
    const order = open()
    const sent = await order.chat.sendMessage('Hello')
    expect(sent.chat.id).toBe(setup.chat.id)
    expect(await order.messages()).toMatchObject([
      { messageId: sent.message_id, direction: 'outgoing', kind: 'text', userId: setup.server.bot.id },
    ])
  })

  it('S16 session.chat adds the key’s topic and connection, unless they are given', async () => {
    const forum = setup.server.group({ type: 'forum', members: [setup.alice] })
    const [one, two] = [setup.alice.opensTopic(forum, 'One'), setup.alice.opensTopic(forum, 'Two')]
    await setup.server.settled()
    const session = setup.bot.sessions.get({ chatId: forum.id, threadId: one })
    await session.chat.sendMessage('in one')
    await session.chat.sendMessage('in two', { message_thread_id: two })
    expect(await session.messages()).toMatchObject([{ threadId: one }, { threadId: two }])

    const connection = setup.server.businessConnection({ owner: setup.server.user({ firstName: 'Owner' }) })
    const businessChat = setup.server.businessChat(connection, setup.alice)
    const business = setup.bot.sessions.get({ chatId: businessChat.id, businessConnectionId: connection.id })
    await business.chat.sendMessage('on behalf')
    expect(await business.messages()).toMatchObject([{ businessConnectionId: connection.id }])
    expect(businessChat.history().map(({ text }) => text)).toEqual(['on behalf'])
  })

  it('S16 session.telegram sends to any chat and records where it went', async () => {
    const bob = setup.server.privateChat(setup.server.user({ firstName: 'Bob' }))
    const order = open()
    await order.telegram.sendMessage(bob.id, 'An order came in')
    expect(await order.messages()).toMatchObject([{ chatId: bob.id }])
  })

  it('S17 records each item of an album, copies and forwards, by id', async () => {
    const order = open()
    await setup.says('original')
    const file = { source: Buffer.from('photo') }
    await order.chat.sendMediaGroup([
      { type: 'photo', media: file },
      { type: 'photo', media: file },
    ])
    await order.chat.copyMessage(setup.chat.id, 1)
    await order.chat.copyMessages(setup.chat.id, [1])
    await order.chat.forwardMessage(setup.chat.id, 1)
    await order.chat.forwardMessages(setup.chat.id, [1])
    const outgoing = (await order.messages()).filter(({ direction }) => direction === 'outgoing')
    expect(outgoing.map(({ kind }) => kind)).toEqual(['photo', 'photo', 'unknown', 'unknown', 'text', 'unknown'])
    expect(outgoing.map(({ messageId }) => messageId)).toEqual([2, 3, 4, 5, 6, 7])
  })

  it('S17 finds the chat behind a public name', async () => {
    const channel = setup.server.channel({ username: 'news', members: [setup.alice] })
    await setup.says('original')
    const order = open()
    await order.telegram.copyMessage('@news', setup.chat.id, 1)
    expect(await order.messages()).toMatchObject([{ chatId: channel.id, kind: 'unknown' }])
  })

  it('S17 edits, reads and chat actions add nothing', async () => {
    const order = open()
    const sent = await order.chat.sendMessage('one')
    await order.telegram.editMessageText(setup.chat.id, sent.message_id, undefined, 'two')
    await order.telegram.getChat(setup.chat.id)
    await order.chat.sendChatAction('typing')
    expect(await idsOf(order)).toEqual([sent.message_id])
  })

  it('S17 a method that Telegraf does not know works through callApi', async () => {
    const connection = setup.server.businessConnection({ owner: setup.server.user({ firstName: 'Owner' }) })
    const businessChat = setup.server.businessChat(connection, setup.alice)
    const order = open()
    await order.telegram.callApi('sendChecklist', {
      chat_id: businessChat.id,
      business_connection_id: connection.id,
      checklist: { title: 'Shopping', tasks: [{ id: 1, text: 'Flour' }] },
    })
    expect(await order.messages()).toMatchObject([{ kind: 'checklist', direction: 'outgoing' }])
  })

  it('S19 a failed send records nothing and rejects as Telegraf’s own call does', async () => {
    const order = open()
    setup.alice.blocks(setup.chat)
    const error = await order.chat.sendMessage('hello').catch((reason: unknown) => reason)
    const own = await setup.bot.telegram.sendMessage(setup.chat.id, 'hello').catch((reason: unknown) => reason)
    expect(error).toMatchObject({ response: { error_code: 403 } })
    expect(error).toEqual(own)
    expect(await order.count()).toBe(0)
  })

  it('S20 track records by hand; a message is outgoing, an update incoming, unless said otherwise (trackRecordsOutgoingAndIncoming)', async () => {
    const order = open()
    const sent = await setup.bot.telegram.sendMessage(setup.chat.id, 'past the session')
    await order.track(sent)
    await order.track({ ...sent, message_id: 50 }, 'incoming')
    await order.track({
      update_id: 1,
      message: { ...sent, message_id: 51, from: setup.alice.info },
    } as unknown as Update)
    await order.track({ update_id: 2, poll: { id: '1' } } as unknown as Update)
    expect((await order.messages()).map(({ direction }) => direction)).toEqual(['outgoing', 'incoming', 'incoming'])
  })
})
