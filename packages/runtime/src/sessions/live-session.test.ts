import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Context } from 'telegraf'
import type { Update } from 'telegraf/types'
import { startBot, type TestSetup, tableOf } from '../../test/harness.js'
import { type Session, SessionClosedError, UnrecordedMessagesError } from '../index.js'

let setup: TestSetup

beforeEach(async () => {
  setup = await startBot()
})
afterEach(() => setup.stop())

const ids = async (session: Session): Promise<number[]> => (await session.messages()).map(({ messageId }) => messageId)
const texts = (): (string | undefined)[] => setup.chat.history().map(({ text }) => text)
const open = (qualifier = 'order'): Session =>
  setup.bot.sessions.get({ chatId: setup.chat.id, userId: setup.alice.id, qualifier })

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
    expect(await ids(order)).toEqual([sent.message_id])
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

describe('a recording context', () => {
  const seen: { ctx?: Context } = {}

  beforeEach(async () => {
    await setup.stop()
    setup = await startBot({ table: tableOf({ start: (update) => void (seen.ctx = update.context()) }) })
    await setup.says('/start')
  })

  const context = (): Context => {
    if (seen.ctx === undefined) throw new Error('no handler ran')
    return seen.ctx
  }

  it('S16 records replies, sends and the whole client', async () => {
    const order = open()
    const ctx = order.with(context())
    await ctx.reply('one')
    await ctx.replyWithHTML('<b>two</b>')
    await ctx.sendMessage('three')
    await ctx.telegram.sendMessage(setup.chat.id, 'four')
    await ctx.telegram.callApi('sendMessage', { chat_id: setup.chat.id, text: 'five' })
    expect(await order.count()).toBe(5)
    expect(ctx.recordedBy).toBe(order)
  })

  it('S16 shares state with the context it was made from', () => {
    const ctx = open().with(context())
    ctx.state.seen = true
    Object.assign(ctx, { custom: 1 })
    expect(context().state).toEqual({ seen: true })
    expect(context()).toMatchObject({ custom: 1 })
  })

  it('S16 leaves the context itself unrecorded', async () => {
    const order = open()
    order.with(context())
    await context().reply('not recorded')
    expect(await order.count()).toBe(0)
  })

  it('S16 replies to kinds that Telegraf does not know', async () => {
    const contexts: Context[] = []
    setup.bot.use((ctx) => void contexts.push(ctx))
    const connection = setup.server.businessConnection({ owner: setup.server.user({ firstName: 'Owner' }) })
    const businessChat = setup.server.businessChat(connection, setup.alice)
    setup.alice.sends(businessChat, 'hello owner')
    await setup.server.settled()
    const ctx = contexts.find(({ update }) => 'business_message' in update)
    if (ctx === undefined) throw new Error('no business message came')
    const session = setup.bot.sessions.of(ctx, { qualifier: 'support' })
    await session?.with(ctx).reply('hello customer')
    expect(businessChat.history().map(({ text }) => text)).toEqual(['hello owner', 'hello customer'])
    expect(await session?.count()).toBe(2)
  })
})

describe('reading and clearing', () => {
  it('S21 messages are a frozen snapshot, by date, then id', async () => {
    const order = open()
    const entry = { chat: setup.chat.info, from: setup.alice.info, text: 'x' }
    for (const [message_id, date] of [
      [5, 20],
      [4, 20],
      [9, 10],
    ]) {
      await order.track({ ...entry, message_id, date } as never)
    }
    const before = await order.messages()
    await order.track({ ...entry, message_id: 10, date: 30 } as never)
    expect(before.map(({ messageId }) => messageId)).toEqual([9, 4, 5])
    expect(Object.isFrozen(before)).toBe(true)
    expect(await order.count()).toBe(4)
  })

  it('S22 deletes everything of the session, 100 ids a call, and nothing else', async () => {
    const order = open()
    for (let index = 0; index < 250; index += 1) setup.alice.sends(setup.chat, String(index))
    await setup.server.settled()
    await setup.bot.telegram.sendMessage(setup.chat.id, 'stays')
    const report = await order.clear()
    expect(report).toEqual({ removed: 250, deleted: 250, tooOld: 0, refused: 0, pending: 0 })
    expect(setup.server.calls.payloads('deleteMessages').map(({ message_ids }) => (message_ids as []).length)).toEqual([
      100, 100, 50,
    ])
    expect(texts()).toEqual(['stays'])
    expect(await order.count()).toBe(0)
  })

  it('S22 groups by chat and deletes business messages with their own method', async () => {
    const connection = setup.server.businessConnection({ owner: setup.server.user({ firstName: 'Owner' }) })
    const businessChat = setup.server.businessChat(connection, setup.alice)
    const order = open()
    await order.chat.sendMessage('one')
    await order.telegram.callApi('sendMessage', {
      chat_id: businessChat.id,
      business_connection_id: connection.id,
      text: 'two',
    })
    await expect(order.clear()).resolves.toMatchObject({ removed: 2, deleted: 2 })
    expect(setup.server.calls.of('deleteBusinessMessages')).toHaveLength(1)
    expect([...setup.chat.history(), ...businessChat.history()]).toEqual([])
  })

  it('S22 deletes only what matches, and reports the entries on request', async () => {
    const order = open()
    await setup.says('mine')
    await order.chat.sendMessage('the bot’s')
    const report = await order.clear(({ direction }) => direction === 'outgoing', { entries: true })
    expect(report.entries?.deleted).toMatchObject([{ direction: 'outgoing' }])
    expect(texts()).toEqual(['mine'])
    expect(await order.count()).toBe(1)
  })

  it('S22 an empty match asks Telegram nothing', async () => {
    const order = open()
    expect(await order.clear()).toEqual({ removed: 0, deleted: 0, tooOld: 0, refused: 0, pending: 0 })
    expect(setup.server.calls.of('deleteMessages')).toEqual([])
  })

  it('S22 waits for sends that began before', async () => {
    const order = open()
    let release = (): void => {}
    setup.server.failNext('sendMessage', { hold: new Promise<void>((resolve) => (release = resolve)) })
    const sending = order.chat.sendMessage('slow')
    const clearing = order.clear()
    release()
    await sending
    await expect(clearing).resolves.toMatchObject({ deleted: 1 })
    expect(texts()).toEqual([])
  })

  it('S22 waits at most as long as it is told', async () => {
    const order = open()
    await order.chat.sendMessage('there')
    let release = (): void => {}
    setup.server.failNext('sendMessage', { hold: new Promise<void>((resolve) => (release = resolve)) })
    const sending = order.chat.sendMessage('very slow')
    const clearing = order.clear(undefined, { timeout: 500 })
    setup.server.clock.advance(500)
    await expect(clearing).resolves.toMatchObject({ deleted: 1 })
    release()
    await sending
    expect(await order.count()).toBe(1)
  })

  it('S27 forget drops entries without touching Telegram (forgetAppliesPredicate, forgetAllByDefault)', async () => {
    const order = open()
    await setup.says('in')
    await order.chat.sendMessage('out')
    expect(await order.forget(({ direction }) => direction === 'outgoing')).toBe(1)
    expect(await order.forget()).toBe(1)
    expect(await order.forget()).toBe(0)
    expect(texts()).toEqual(['in', 'out'])
  })
})

describe('closing', () => {
  it('S28 ends the session: later messages are not recorded, its storage is empty (closeRemovesSubscriptionAndClearsStorage)', async () => {
    const order = open()
    await setup.says('before')
    await order.close()
    await setup.says('after')
    expect(order.isOpen).toBe(false)
    expect(await order.messages()).toEqual([])
    expect(setup.bot.sessions.isIdle()).toBe(true)
    expect(texts()).toEqual(['before', 'after'])
  })

  it('S28 sends and tracks through a closed handle reject before anything is sent', async () => {
    const order = open()
    const { chat, telegram } = order
    await order.close()
    for (const late of [
      () => order.chat.sendMessage('late'),
      () => chat.sendMessage('late'),
      () => telegram.sendMessage(setup.chat.id, 'late'),
      () => order.track({ update_id: 1 } as Update),
    ]) {
      await expect(late()).rejects.toThrow(SessionClosedError)
    }
    expect(texts()).toEqual([])
  })

  it('S28 waits for what is under way', async () => {
    const order = open()
    let release = (): void => {}
    setup.server.failNext('sendMessage', { hold: new Promise<void>((resolve) => (release = resolve)) })
    const sending = order.chat.sendMessage('slow')
    let isClosed = false
    const closing = order.close().then(() => (isClosed = true))
    await setup.bot.telegram.getMe()
    expect(isClosed).toBe(false)
    release()
    await Promise.all([sending, closing])
    expect(await order.count()).toBe(0)
    expect(setup.errors).toEqual([])
  })

  it('S28 reports what is still in flight with its ids', async () => {
    const order = open()
    let release = (): void => {}
    setup.server.failNext('sendMessage', { hold: new Promise<void>((resolve) => (release = resolve)) })
    const sending = order.chat.sendMessage('very slow')
    const closing = order.close()
    await setup.bot.telegram.getMe()
    setup.server.clock.advance(10_000)
    await closing
    release()
    const sent = await sending
    expect(setup.errors).toMatchObject([{ error: { entries: [{ messageId: sent.message_id }] } }])
    expect(setup.errors[0]?.error).toBeInstanceOf(UnrecordedMessagesError)
    expect(await order.count()).toBe(0)
  })

  it('S28 open, get and of reopen it, empty', async () => {
    const order = open()
    await setup.says('before')
    await order.close()
    const again = order.open()
    await setup.says('after')
    expect(again.isOpen).toBe(true)
    expect(await ids(again)).toEqual([2])
    expect(open()).toBe(again)
  })

  it('S28 reopening while it closes loses nothing of the new period', async () => {
    const order = open()
    await order.chat.sendMessage('old')
    const closing = order.close()
    const again = open()
    await again.chat.sendMessage('new')
    await closing
    expect(await ids(again)).toEqual([2])
  })

  it('S28 closing twice is closing once', async () => {
    const order = open()
    await Promise.all([order.close(), order.close()])
    await order.close()
    expect(setup.errors).toEqual([])
  })

  it('S28 await using closes it', async () => {
    let seen: Session
    {
      await using session = open()
      seen = session
      expect(session.isOpen).toBe(true)
    }
    expect(seen.isOpen).toBe(false)
  })
})
