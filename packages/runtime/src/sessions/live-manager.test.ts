import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Update } from 'telegraf/types'
import { startBot, type TestSetup } from '../../test/harness.js'
import { createSessionManager, InMemorySessionStorage, type SessionManager, type SessionStorage } from '../index.js'

let setup: TestSetup

beforeEach(async () => {
  setup = await startBot()
})
afterEach(() => setup.stop())

const lastUpdate = (): Update => setup.server.updates().at(-1) as unknown as Update
const poll = { update_id: 99, poll: { id: '1' } } as unknown as Update

describe('opening', () => {
  it('S3 of yields no session exactly when the strategy yields no key', async () => {
    expect(setup.bot.sessions.of(poll)).toBeUndefined()
    expect(setup.bot.sessions.peek(poll)).toBeUndefined()
    await setup.says('hello')
    expect(setup.bot.sessions.of(lastUpdate())?.isOpen).toBe(true)
  })

  it('S3 get always yields an open session; peek gives the handle without opening', () => {
    const ids = { chatId: 5, userId: 6, qualifier: 'q' }
    const peeked = setup.bot.sessions.peek(ids)
    expect(peeked.isOpen).toBe(false)
    expect(setup.bot.sessions.isIdle()).toBe(true)
    const session = setup.bot.sessions.get(ids)
    expect(session.key).toEqual({ kind: 'chatUser', ...ids })
    expect(session.isOpen).toBe(true)
    expect(setup.bot.sessions.peek(ids)).toBe(session)
  })

  it('S3 a handle that was peeked at follows the session that is opened elsewhere', async () => {
    const peeked = setup.bot.sessions.peek({ chatId: setup.chat.id, userId: setup.alice.id })
    await expect(peeked.chat.sendMessage('too early')).rejects.toThrow('is not open')
    const session = setup.bot.sessions.get({ chatId: setup.chat.id, userId: setup.alice.id })
    expect(peeked.isOpen).toBe(true)
    await peeked.chat.sendMessage('now')
    expect(await session.count()).toBe(1)
    await peeked.close()
    expect([peeked.isOpen, session.isOpen]).toEqual([false, false])
  })

  it('S4 the same open key yields the same object until it is closed', async () => {
    const first = setup.bot.sessions.get({ chatId: 5 })
    expect(setup.bot.sessions.get({ chatId: 5 })).toBe(first)
    expect(setup.bot.sessions.get({ chatId: 5, qualifier: 'q' })).not.toBe(first)
    await first.close()
    expect(setup.bot.sessions.get({ chatId: 5 })).not.toBe(first)
  })

  it('S2 a qualifier set by a strategy survives when the caller names none', async () => {
    await setup.stop()
    setup = await startBot({ sessions: { keyStrategy: () => ({ kind: 'chat', chatId: 1, qualifier: 'vip' }) } })
    await setup.says('hello')
    expect(setup.bot.sessions.of(lastUpdate())?.qualifier).toBe('vip')
    expect(setup.bot.sessions.of(lastUpdate(), { qualifier: 'order' })?.qualifier).toBe('order')
  })

  it('S13 records the message that opens a session, through of and through peek and open, not through get', async () => {
    await setup.says('/order')
    const [update, ids] = [lastUpdate(), { chatId: setup.chat.id, userId: setup.alice.id }]
    const opened = setup.bot.sessions.of(update, { qualifier: 'a' })
    const peeked = setup.bot.sessions.peek(update, { qualifier: 'b' })?.open()
    const got = setup.bot.sessions.get({ ...ids, qualifier: 'c' })
    expect([await opened?.count(), await peeked?.count(), await got.count()]).toEqual([1, 1, 0])
  })

  it('S13 does not with recordOpeningMessage: false', async () => {
    await setup.stop()
    setup = await startBot({ sessions: { recordOpeningMessage: false } })
    await setup.says('/order')
    expect(await setup.bot.sessions.of(lastUpdate())?.count()).toBe(0)
  })

  it('S13 an edit or a pressed button that opens a session is no message', async () => {
    const typed = setup.alice.sends(setup.chat, 'first')
    setup.alice.edits(typed, 'second')
    await setup.server.settled()
    expect(await setup.bot.sessions.of(lastUpdate())?.count()).toBe(0)
  })
})

describe('subscriptions', () => {
  it('S6 subscribe replaces the predicate and survives a later get', async () => {
    const bob = setup.server.user({ firstName: 'Bob' })
    const bobsChat = setup.server.privateChat(bob)
    const key = { kind: 'chatUser', chatId: setup.chat.id, userId: setup.alice.id } as const
    setup.bot.sessions.subscribe(key, (update) => 'message' in update && update.message.chat.id === bobsChat.id)
    const session = setup.bot.sessions.get({ chatId: setup.chat.id, userId: setup.alice.id })
    await setup.says('from Alice')
    bob.sends(bobsChat, 'from Bob')
    await setup.server.settled()
    expect(await session.messages()).toMatchObject([{ chatId: bobsChat.id }])
  })

  it('S6 unsubscribe removes the predicate; what is sent is still recorded', async () => {
    const session = setup.bot.sessions.get({ chatId: setup.chat.id, userId: setup.alice.id })
    setup.bot.sessions.unsubscribe(session.key)
    await setup.says('not recorded')
    await session.chat.sendMessage('recorded')
    expect(await session.messages()).toMatchObject([{ direction: 'outgoing' }])
  })

  it('S6 a predicate that throws counts as no match and is reported once', async () => {
    const key = { kind: 'chat', chatId: setup.chat.id } as const
    setup.bot.sessions.subscribe(key, () => {
      throw new Error('no such field')
    })
    const other = setup.bot.sessions.get({ chatId: setup.chat.id, qualifier: 'other' })
    await setup.says('one')
    await setup.says('two')
    expect(await setup.bot.sessions.get({ chatId: setup.chat.id }).count()).toBe(0)
    expect(await other.count()).toBe(2)
    expect(setup.errors).toMatchObject([
      { error: { message: 'no such field' }, context: { stage: 'subscription', key } },
    ])
  })

  it('S6 lists the keys that an update matches', async () => {
    const ids = { chatId: setup.chat.id, userId: setup.alice.id }
    const keys = [
      setup.bot.sessions.get({ chatId: setup.chat.id }).key,
      setup.bot.sessions.get(ids).key,
      setup.bot.sessions.get({ ...ids, qualifier: 'q' }).key,
    ]
    setup.bot.sessions.get({ chatId: 12345 })
    await setup.says('hello')
    expect(setup.bot.sessions.matchingSubscriptions(lastUpdate())).toEqual(keys)
    expect(setup.bot.sessions.matchingSubscriptions(poll)).toEqual([])
  })

  it('S7 is idle until the first session opens and again after the last one closes', async () => {
    const { sessions } = setup.bot
    expect(sessions.isIdle()).toBe(true)
    const open = [sessions.get({ chatId: 1 }), sessions.get({ chatId: 2 })]
    for (const session of open) {
      expect(sessions.isIdle()).toBe(false)
      await session.close()
    }
    expect(sessions.isIdle()).toBe(true)
  })

  it('S7 an idle bot writes nothing (interceptorIsNoOpWhenNoSubscriptions)', async () => {
    await setup.stop()
    const written: string[] = []
    const storage: SessionStorage = {
      add: (key) => void written.push(key),
      list: () => [],
      remove: () => 0,
      clear: () => undefined,
    }
    setup = await startBot({ sessions: { storage } })
    await setup.says('hello')
    expect(written).toEqual([])
  })
})

describe('the manager', () => {
  it('S34 a session shows what it is, and list iterates the open ones', async () => {
    const { sessions, telegram } = setup.bot
    const one = sessions.get({ chatId: 1, userId: 2, qualifier: 'q' })
    const two = sessions.get({ chatId: 1 })
    const three = sessions.get({ chatId: 3, qualifier: 'q' })
    expect(one).toMatchObject({ chatId: 1, userId: 2, qualifier: 'q', isOpen: true })
    expect(two.userId).toBeUndefined()
    expect(one.telegram.token).toBe(telegram.token)
    expect([...sessions.list()]).toEqual([one, two, three])
    expect([...sessions.list({ chatId: 1 })]).toEqual([one, two])
    expect([...sessions.list({ qualifier: 'q' })]).toEqual([one, three])
    await one.close()
    expect([...sessions.list({ chatId: 1, qualifier: 'q' })]).toEqual([])
  })

  it('S32 managerFactory replaces the manager (managerFactoryOverrideIsUsed)', async () => {
    await setup.stop()
    let made: SessionManager | undefined
    let given: unknown
    setup = await startBot({
      sessions: {
        managerFactory: (telegraf, config) => {
          given = telegraf
          made = createSessionManager(config)
          return made
        },
      },
    })
    expect(setup.bot.sessions).toBe(made)
    expect(given).toBe(setup.bot)
  })

  it('S1 two bots on one storage never meet', async () => {
    const storage = new InMemorySessionStorage()
    await setup.stop()
    setup = await startBot({ sessions: { storage } })
    const config = { telegram: setup.bot.telegram, clock: { now: () => 0, after: () => () => {} }, onError: () => {} }
    const other = createSessionManager({ ...config, storage, botId: 999 })
    const named = createSessionManager({ ...config, storage, botId: 999, namespace: 'shop' })
    const ids = { chatId: setup.chat.id, userId: setup.alice.id }
    const sessions = [setup.bot.sessions.get(ids), other.get(ids), named.get(ids)]
    await setup.says('hello')
    expect(await Promise.all(sessions.map((session) => session.count()))).toEqual([1, 0, 0])
  })

  it('S30 a four-method storage works unchanged, and duplicates in it are dropped on reading', async () => {
    await setup.stop()
    const lists = new Map<string, unknown[]>()
    const storage: SessionStorage = {
      add: async (key, entry) => void lists.set(key, [...(lists.get(key) ?? []), entry]),
      list: async (key) => (lists.get(key) ?? []) as never,
      remove: async (key, predicate) => {
        const before = (lists.get(key) ?? []) as never[]
        lists.set(
          key,
          before.filter((entry) => !predicate(entry)),
        )
        return before.length - (lists.get(key) ?? []).length
      },
      clear: async (key) => void lists.delete(key),
    }
    setup = await startBot({ sessions: { storage } })
    const session = setup.bot.sessions.get({ chatId: setup.chat.id, userId: setup.alice.id })
    await setup.says('one')
    await session.track(lastUpdate())
    await session.chat.sendMessage('two')
    expect([...lists.values()].flat()).toHaveLength(3)
    expect(await session.count()).toBe(2)
    await expect(session.clear()).resolves.toMatchObject({ removed: 2, deleted: 2 })
    expect([...lists.values()].flat()).toEqual([])
    await session.close()
    expect(lists.size).toBe(0)
  })
})
