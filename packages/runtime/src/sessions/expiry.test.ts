import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { faultyStorage, SharedInMemoryStorage, SharedSessions, TestClock } from '@botgen/testing'
import { startBot, type TestOptions, type TestSetup, tableOf } from '../../test/harness.js'
import { gate, pause, until } from '../../test/waiting.js'
import {
  createSessionManager,
  InMemorySessionStorage,
  type Session,
  type SessionEntry,
  type SessionOptions,
  type SessionStorage,
} from '../index.js'

const minute = 60_000
const hour = 60 * minute

let setup: TestSetup
afterEach(() => setup.stop())

async function start(sessions: SessionOptions = {}, options: TestOptions = {}): Promise<void> {
  setup = await startBot({ ...options, sessions })
}

const open = (qualifier?: string): Session =>
  setup.bot.sessions.get({
    chatId: setup.chat.id,
    userId: setup.alice.id,
    ...(qualifier !== undefined && { qualifier }),
  })

/** Lets time pass, and what is due then happen. */
async function pass(milliseconds: number): Promise<void> {
  setup.server.clock.advance(milliseconds)
  await pause()
}

describe('idle sessions', () => {
  it('S29 are closed after 48 hours, and not before', async () => {
    await start()
    const session = open()
    await pass(48 * hour - 1)
    expect(session.isOpen).toBe(true)
    await pass(minute + 1)
    expect(session.isOpen).toBe(false)
    expect(setup.bot.sessions.isIdle()).toBe(true)
  })

  it('S29 are closed after as long as the bot says', async () => {
    await start({ expiresAfter: '10m' })
    const session = open()
    await pass(10 * minute - 1)
    expect(session.isOpen).toBe(true)
    await pass(minute + 1)
    expect(session.isOpen).toBe(false)
  })

  it('S29 are never closed with Infinity, and nothing waits for the clock', async () => {
    await start({ expiresAfter: Number.POSITIVE_INFINITY })
    const session = open()
    await pass(10_000 * hour)
    expect(session.isOpen).toBe(true)
  })

  it.each([
    ['an incoming message', () => setup.says('still here')],
    ['a sent message', (session: Session) => session.chat.sendMessage('still here')],
  ])('S29 are kept open by %s', async (_name, act) => {
    await start({ expiresAfter: '10m' })
    const [session, other] = [open(), setup.bot.sessions.get({ chatId: 77 })]
    await pass(9 * minute)
    await act(session)
    await pass(9 * minute)
    expect([session.isOpen, other.isOpen]).toEqual([true, false])
    await pass(2 * minute)
    expect(session.isOpen).toBe(false)
  })

  it('S29 are closed as by close(): emptied, and no longer recorded; Telegram is not touched', async () => {
    const storage = new InMemorySessionStorage()
    await start({ expiresAfter: '10m', storage })
    const session = open()
    await setup.says('before')
    await pass(11 * minute)
    await setup.says('after')
    expect(await session.messages()).toEqual([])
    expect(storage.list(`${setup.server.bot.id}/c${setup.chat.id}/u${setup.alice.id}/`)).toEqual([])
    await expect(session.chat.sendMessage('late')).rejects.toMatchObject({ name: 'SessionClosedError' })
    expect(setup.chat.history()).toHaveLength(2)
    expect(setup.server.calls.of('deleteMessages')).toEqual([])
  })

  it('S29 may be opened again, and then have their whole time', async () => {
    await start({ expiresAfter: '10m' })
    open()
    await pass(11 * minute)
    const again = open()
    await pass(9 * minute)
    expect(again.isOpen).toBe(true)
    await pass(2 * minute)
    expect(again.isOpen).toBe(false)
  })

  it('S14 are closed in the turn of their chat: a handler under way is not cut', async () => {
    const slow = gate()
    const begun = gate()
    const seen: boolean[] = []
    await start(
      { expiresAfter: '10m' },
      {
        telegraf: { handlerTimeout: Number.POSITIVE_INFINITY },
        table: tableOf({
          slow: async (update) => {
            const session = update.session()
            begun.open()
            await slow.promise
            seen.push(session.isOpen)
            await session.chat.sendMessage('done')
          },
        }),
      },
    )
    setup.alice.sends(setup.chat, '/slow')
    await begun.promise
    const elsewhere = setup.bot.sessions.get({ chatId: 77 })
    await pass(12 * minute)
    expect([open().isOpen, elsewhere.isOpen]).toEqual([true, false])
    slow.open()
    await setup.server.settled()
    await pause()
    expect(seen).toEqual([true])
    // The message that the handler has sent is activity.
    expect(open().isOpen).toBe(true)
    expect(await open().count()).toBe(2)
  })

  it('S29 are looked at in slices: five thousand at once hold no update up', async () => {
    await start({ expiresAfter: '10s' })
    for (let chatId = 1; chatId <= 5000; chatId += 1) setup.bot.sessions.get({ chatId })
    const openCount = (): number => [...setup.bot.sessions.list()].length
    for (let second = 1; second <= 10; second += 1) await pass(1000)
    expect(openCount()).toBe(5000)
    setup.server.clock.advance(1000)
    for (let count = 0; count < 100; count += 1) await Promise.resolve()
    expect(openCount()).toBe(4000)
    await until(() => openCount() === 0)
    expect(setup.bot.sessions.isIdle()).toBe(true)
  })

  it('S29 that the storage fails to empty are reported, and the others are closed', async () => {
    const faulty = faultyStorage<SessionStorage>(new InMemorySessionStorage())
    await start({ expiresAfter: '10m', storage: faulty.storage })
    const [one, other] = [open('one'), open('other')]
    faulty.failNext('clear', { rejects: new Error('disk full') })
    await pass(11 * minute)
    expect([one.isOpen, other.isOpen]).toEqual([false, false])
    expect(setup.errors).toMatchObject([
      { error: { message: 'disk full' }, context: { stage: 'expiry', key: one.key } },
    ])
  })
})

describe('idle sessions of a shared storage', () => {
  async function startShared(): Promise<SharedInMemoryStorage> {
    const storage = new SharedInMemoryStorage(new SharedSessions({ now: () => setup.server.clock.now() }))
    await start({ expiresAfter: '10m', storage })
    return storage
  }
  const prefix = (): string => `${setup.server.bot.id}/`

  it('S29 are closed for all processes', async () => {
    const storage = await startShared()
    const session = open()
    await setup.says('hello')
    await pass(11 * minute)
    expect(session.isOpen).toBe(false)
    expect(await storage.openKeys(prefix())).toEqual([])
  })

  it('S29 are closed at the next sweep when one comes exactly as their time is over', async () => {
    const storage = await startShared()
    const session = open()
    await session.count()
    // A sweep comes every minute, so also exactly ten minutes after the opening.
    await pass(10 * minute)
    await pass(minute)
    expect(session.isOpen).toBe(false)
    expect(await storage.openKeys(prefix())).toEqual([])
  })

  it('S29 stay open while another process uses them', async () => {
    const storage = await startShared()
    const session = open()
    await session.count()
    const [stored] = await storage.openKeys(prefix())
    await pass(9 * minute)
    const entry: SessionEntry = { messageId: 5, chatId: 1, kind: 'text', direction: 'incoming', date: 1 }
    await storage.addIfOpen(stored?.key ?? '', stored?.epoch ?? 0, [entry])
    await pass(2 * minute)
    expect(session.isOpen).toBe(true)
    expect(await session.count()).toBe(1)
  })
})

describe('idle sessions that another process has used', () => {
  let session: Session
  let storage: SharedInMemoryStorage
  beforeEach(async () => {
    storage = new SharedInMemoryStorage(new SharedSessions({ now: () => setup.server.clock.now() }))
    await start({ expiresAfter: '10m', storage })
    session = open()
    await session.count()
  })

  const useElsewhere = async (): Promise<void> => {
    const [stored] = await storage.openKeys('')
    if (stored !== undefined) await storage.openSession(stored.key)
  }

  it('S29 are closed soon after that was too long ago', async () => {
    await pass(minute)
    await useElsewhere()
    for (let count = 2; count <= 13; count += 1) await pass(minute)
    expect(session.isOpen).toBe(false)
    expect(await storage.openKeys('')).toEqual([])
  })

  it('S29 are not closed before', async () => {
    for (let count = 1; count <= 9; count += 1) await pass(minute)
    await useElsewhere()
    for (let count = 10; count <= 19; count += 1) await pass(minute)
    expect(session.isOpen).toBe(true)
    for (let count = 20; count <= 21; count += 1) await pass(minute)
    expect(session.isOpen).toBe(false)
  })

  it('S29 are not closed sooner for what another process did than for what this one does', async () => {
    for (let count = 1; count <= 9; count += 1) await pass(minute)
    await useElsewhere()
    for (let count = 10; count <= 11; count += 1) await pass(minute)
    await setup.says('still here')
    for (let count = 12; count <= 21; count += 1) await pass(minute)
    expect(session.isOpen).toBe(true)
  })
})

describe('maxEntries', () => {
  const fourMethods = (): SessionStorage => {
    const lists = new Map<string, SessionEntry[]>()
    return {
      add: async (key, entry) => void lists.set(key, [...(lists.get(key) ?? []), entry]),
      list: async (key) => lists.get(key) ?? [],
      remove: async (key, predicate) => {
        const before = lists.get(key) ?? []
        lists.set(
          key,
          before.filter((entry) => !predicate(entry)),
        )
        return before.length - (lists.get(key)?.length ?? 0)
      },
      clear: async (key) => void lists.delete(key),
    }
  }
  const ids = async (session: Session): Promise<number[]> =>
    (await session.messages()).map(({ messageId }) => messageId)

  it.each([
    ['the default storage', () => new InMemorySessionStorage()],
    ['a storage with four methods', fourMethods],
    ['a shared storage', () => new SharedInMemoryStorage(new SharedSessions(new TestClock()))],
  ])('S29 drops the oldest first: %s', async (_name, storage) => {
    await start({ maxEntries: 3, storage: storage() })
    const session = open()
    for (const text of ['1', '2', '3', '4']) await setup.says(text)
    await session.chat.sendMessage('5')
    expect(await ids(session)).toEqual([3, 4, 5])
    // Dropped from the session only.
    expect(setup.chat.history()).toHaveLength(5)
  })

  it('S29 goes by date, not by arrival', async () => {
    await start({ maxEntries: 2 })
    const session = open()
    const message = { chat: setup.chat.info, from: setup.alice.info, text: 'x' }
    for (const date of [30, 10, 20]) await session.track({ ...message, message_id: date, date } as never)
    expect(await ids(session)).toEqual([20, 30])
  })

  it('S29 drops none too many when many arrive at once', async () => {
    await start({ maxEntries: 3, storage: fourMethods() })
    const session = open()
    await Promise.all(Array.from({ length: 20 }, (_, index) => session.chat.sendMessage(String(index))))
    expect(await ids(session)).toEqual([18, 19, 20])
  })

  it('S29 counts each session for itself', async () => {
    await start({ maxEntries: 2 })
    const [one, other] = [open('one'), setup.bot.sessions.get({ chatId: 77 })]
    await other.track({ message_id: 1, chat: { id: 77 }, date: 1, text: 'x' } as never)
    for (const text of ['1', '2', '3']) await setup.says(text)
    expect([await one.count(), await other.count()]).toEqual([2, 1])
  })
})

describe('wrong options', () => {
  const make = (options: SessionOptions) => (): unknown =>
    createSessionManager({
      botId: 1,
      telegram: setup.bot.telegram,
      clock: setup.server.clock,
      onError: () => {},
      ...options,
    })

  it.each([['soon'], ['10'], ['10 s'], ['-1s'], [''], ['1.2.3s'], [-1], [Number.NaN]])(
    'S29 expiresAfter %p is refused by its name',
    async (expiresAfter) => {
      await start()
      expect(make({ expiresAfter: expiresAfter as never })).toThrow(RangeError)
      expect(make({ expiresAfter: expiresAfter as never })).toThrow(/sessions\.expiresAfter/)
    },
  )

  it.each([[0], [-1], [Number.NaN], [1.5]])('S29 maxEntries %p is refused by its name', async (maxEntries) => {
    await start()
    expect(make({ maxEntries })).toThrow(RangeError)
    expect(make({ maxEntries })).toThrow(/sessions\.maxEntries/)
  })

  it.each([['500ms'], ['10s'], ['1.5h'], ['2d'], [1000], [Number.POSITIVE_INFINITY]])(
    'S29 expiresAfter %p is accepted',
    async (expiresAfter) => {
      await start()
      expect(make({ expiresAfter: expiresAfter as never })).not.toThrow()
    },
  )
})
