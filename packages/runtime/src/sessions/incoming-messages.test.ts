import { beforeEach, describe, expect, it } from '@jest/globals'
import type { Update } from 'telegraf/types'
import type { TestSetup } from '../../test/harness.js'
import { openSession } from '../../test/sessions.js'
import { start } from '../../test/start.js'
import type { Session } from '../index.js'

let setup: TestSetup

beforeEach(async () => {
  setup = await start()
})

const open = (qualifier = 'order'): Session => openSession(setup, qualifier)

describe('incoming messages', () => {
  it('S10 are recorded in every matching open session, without their text (setupInterceptorRecordsIncomingMessagesForOpenSessions)', async () => {
    const order = open()
    await setup.says('two pizzas')
    expect(await order.messages()).toEqual([
      {
        messageId: 1,
        chatId: setup.chat.id,
        userId: setup.alice.id,
        kind: 'text',
        direction: 'incoming',
        date: Math.floor(setup.server.clock.now() / 1000),
      },
    ])
  })

  it('S5 a session records only its chat and user (interceptorOnlyTracksMatchingSubscriptions)', async () => {
    const bob = setup.server.user({ firstName: 'Bob' })
    const group = setup.server.group({ members: [setup.alice, bob] })
    const order = open()
    const inGroup = setup.bot.sessions.get({ chatId: group.id, userId: setup.alice.id })
    const wholeGroup = setup.bot.sessions.get({ chatId: group.id })
    setup.alice.sends(group, 'from Alice')
    bob.sends(group, 'from Bob')
    await setup.says('in private')
    expect([await order.count(), await inGroup.count(), await wholeGroup.count()]).toEqual([1, 1, 2])
  })

  it('S5 the qualifier separates storage, not routing (qualifiedSessionsAutoTrackInSeparateBuckets)', async () => {
    const sessions = [
      open('wizard'),
      open('support'),
      setup.bot.sessions.get({ chatId: setup.chat.id, userId: setup.alice.id }),
    ]
    await setup.says('one')
    await sessions[0]?.close()
    await setup.says('two')
    expect(await Promise.all(sessions.map((session) => session.count()))).toEqual([0, 2, 2])
  })

  it('S5 an update of a business connection is not one of the bot’s own chat, nor the other way round', async () => {
    const owner = setup.server.user({ firstName: 'Owner' })
    const connection = setup.server.businessConnection({ owner })
    const businessChat = setup.server.businessChat(connection, setup.alice)
    const own = open()
    const business = setup.bot.sessions.get({
      chatId: businessChat.id,
      userId: setup.alice.id,
      businessConnectionId: connection.id,
    })
    setup.alice.sends(businessChat, 'to the owner')
    await setup.says('to the bot')
    expect(await own.messages()).toMatchObject([{ chatId: setup.chat.id }])
    expect(await business.messages()).toMatchObject([{ businessConnectionId: connection.id }])
  })

  it('S5 a session of a topic records only that topic', async () => {
    const forum = setup.server.group({ type: 'forum', members: [setup.alice] })
    const topic = setup.alice.opensTopic(forum, 'Pizza')
    await setup.server.settled()
    const inTopic = setup.bot.sessions.get({ chatId: forum.id, threadId: topic })
    setup.alice.sends(forum, 'general')
    setup.alice.sends(forum, 'about pizza', { threadId: topic })
    await setup.server.settled()
    expect(await inTopic.messages()).toMatchObject([{ threadId: topic, kind: 'text' }])
  })

  it('S11 edits and pressed buttons add nothing', async () => {
    const order = open()
    const sent = await order.chat.sendMessage('Which?', {
      reply_markup: { inline_keyboard: [[{ text: 'Pizza', callback_data: 'pizza' }]] },
    })
    const typed = setup.alice.sends(setup.chat, 'pizza')
    setup.alice.edits(typed, 'pasta')
    const [shown] = setup.chat.history()
    if (shown !== undefined) setup.alice.presses(shown, 'Pizza')
    await setup.server.settled()
    expect(await order.messages()).toMatchObject([
      { messageId: sent.message_id, direction: 'outgoing' },
      { messageId: typed.message_id, direction: 'incoming' },
    ])
  })

  it('S11 an id of 0 is never recorded', async () => {
    const order = open()
    setup.server.failNext('sendMessage', { scheduled: true })
    await order.chat.sendMessage('later')
    expect(await order.count()).toBe(0)
  })

  it('S12 a message is recorded once', async () => {
    const order = open()
    await setup.says('hello')
    const [update] = setup.server.updates()
    if (update !== undefined) await order.track(update as unknown as Update)
    expect(await order.count()).toBe(1)
  })
})
