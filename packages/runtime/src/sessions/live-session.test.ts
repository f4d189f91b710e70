import { beforeEach, describe, expect, it } from '@jest/globals'
import type { Update } from 'telegraf/types'
import type { TestSetup } from '../../test/harness.js'
import { idsOf, openSession } from '../../test/sessions.js'
import { start } from '../../test/start.js'
import { texts } from '../../test/talking.js'
import { type Session, SessionClosedError, UnrecordedMessagesError } from '../index.js'

let setup: TestSetup

beforeEach(async () => {
  setup = await start()
})

const open = (): Session => openSession(setup, 'order')

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
    expect(texts(setup)).toEqual(['stays'])
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
    expect(texts(setup)).toEqual(['mine'])
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
    expect(texts(setup)).toEqual([])
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
    expect(texts(setup)).toEqual(['in', 'out'])
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
    expect(texts(setup)).toEqual(['before', 'after'])
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
    expect(texts(setup)).toEqual([])
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
    expect(await idsOf(again)).toEqual([2])
    expect(open()).toBe(again)
  })

  it('S28 reopening while it closes loses nothing of the new period', async () => {
    const order = open()
    await order.chat.sendMessage('old')
    const closing = order.close()
    const again = open()
    await again.chat.sendMessage('new')
    await closing
    expect(await idsOf(again)).toEqual([2])
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
