import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type FaultyStorage, faultyStorage, SharedInMemoryStorage, SharedSessions, TestClock } from '@botgen/testing'
import { startBot, type TestSetup } from '../../test/harness.js'
import { gate, pause, type Timers, until, watchTimers } from '../../test/waiting.js'
import {
  createSessionManager,
  InMemorySessionStorage,
  type Session,
  type SessionEntry,
  type SessionManager,
  type SessionStorage,
} from '../index.js'

let setup: TestSetup
let faulty: FaultyStorage<SessionStorage>
let timers: Timers

afterEach(() => setup.stop())

async function start(storage: SessionStorage): Promise<void> {
  faulty = faultyStorage(storage)
  setup = await startBot({ sessions: { storage: faulty.storage } })
  timers = watchTimers(setup.server.clock)
}

const broken = { rejects: new Error('disk full') }
const open = (): Session => setup.bot.sessions.get({ chatId: setup.chat.id, userId: setup.alice.id })
const storedKey = (): string => `${setup.server.bot.id}/c${setup.chat.id}/u${setup.alice.id}/`
const idsOf = (entries: readonly SessionEntry[]): number[] => entries.map(({ messageId }) => messageId)
const ids = async (session: Session): Promise<number[]> => idsOf(await session.messages())
const stored = async (): Promise<number[]> => idsOf(await faulty.storage.list(storedKey()))
const asked = (method: string): number => faulty.calls.filter((call) => call.method === method).length
const track = (session: Session, message_id: number): Promise<void> =>
  session.track({ message_id, chat: setup.chat.info, date: setup.server.clock.now() / 1000, text: 'x' } as never)

/** Lets the storage be given up for not answering. */
async function giveUp(): Promise<void> {
  await timers.set(5000)
  setup.server.clock.advance(5000)
  await pause()
}

/** Lets what waits be tried again after a pause, and that be over. */
async function retryAfter(delay: number): Promise<void> {
  await timers.set(delay)
  setup.server.clock.advance(delay)
  await pause()
}

describe('a storage that stores something long after it was given up', () => {
  const slow = { add: gate() }
  let session: Session

  beforeEach(async () => {
    await start(new InMemorySessionStorage())
    session = open()
    slow.add = gate()
    faulty.failNext('add', { hold: slow.add.promise })
    const tracking = track(session, 1)
    await giveUp()
    await tracking
    await retryAfter(100)
    expect(await stored()).toEqual([1])
  })

  const answers = async (): Promise<void> => {
    slow.add.open()
    await pause()
  }

  it('S25 does not bring back what was cleared', async () => {
    await session.clear()
    await answers()
    expect(await stored()).toEqual([])
    expect(await ids(session)).toEqual([])
  })

  it('S27 does not bring back what was forgotten', async () => {
    await session.forget()
    await answers()
    expect(await stored()).toEqual([])
  })

  it('S27 takes back again when that fails, and shows none of it meanwhile', async () => {
    await session.forget()
    faulty.failNext('remove', broken)
    await answers()
    expect(await stored()).toEqual([1])
    expect(await ids(session)).toEqual([])
    expect(await session.count()).toBe(0)
    await retryAfter(100)
    expect(await stored()).toEqual([])
  })

  it('S12 keeps what nobody dropped, once', async () => {
    await answers()
    expect(await ids(session)).toEqual([1])
    expect(asked('remove')).toBe(0)
  })

  it('S20 keeps what was recorded again since it was forgotten', async () => {
    await session.forget()
    await track(session, 1)
    await answers()
    expect(await ids(session)).toEqual([1])
  })

  it('S28 does not bring back what was closed', async () => {
    await session.close()
    await answers()
    expect(await stored()).toEqual([])
  })

  it('S28 takes nothing back from the next period', async () => {
    await session.close()
    const again = open()
    await track(again, 1)
    await answers()
    expect(await ids(again)).toEqual([1])
  })
})

describe('a storage that empties a key long after it was given up', () => {
  it('S28 does not empty the next period: that waits until it is done', async () => {
    await start(new InMemorySessionStorage())
    const session = open()
    await track(session, 1)
    const slow = gate()
    faulty.failNext('clear', { hold: slow.promise })
    const closed = expect(session.close()).rejects.toThrow('5000 ms')
    await giveUp()
    await closed
    const again = open()
    await track(again, 2)
    await retryAfter(100)
    expect(await stored()).toEqual([1])
    expect(await ids(again)).toEqual([2])
    expect(await again.count()).toBe(1)
    slow.open()
    await pause()
    await retryAfter(200)
    expect(await stored()).toEqual([2])
    expect(await ids(again)).toEqual([2])
    expect(asked('clear')).toBe(1)
  })
})

describe('a storage that fails to close a session', () => {
  it('S28 has it emptied by itself, and shows nothing of it meanwhile', async () => {
    await start(new InMemorySessionStorage())
    const session = open()
    await track(session, 1)
    faulty.failNext('clear', broken, 2)
    await expect(session.close()).rejects.toThrow('disk full')
    expect(await ids(session)).toEqual([])
    await retryAfter(100)
    expect(await stored()).toEqual([1])
    await retryAfter(200)
    expect(await stored()).toEqual([])
    expect(timers.running()).not.toContain(400)
  })

  it('S28 is asked again by the next close, which fails as long as the storage does', async () => {
    await start(new InMemorySessionStorage())
    const session = open()
    await track(session, 1)
    faulty.failNext('clear', broken, 2)
    await expect(session.close()).rejects.toThrow('disk full')
    await expect(session.close()).rejects.toThrow('disk full')
    await session.close()
    expect(await stored()).toEqual([])
  })

  it('S39 is waited for by shutdown', async () => {
    await start(new InMemorySessionStorage())
    const session = open()
    await track(session, 1)
    faulty.failNext('clear', broken)
    await expect(session.close()).rejects.toThrow('disk full')
    expect(await setup.bot.shutdown()).toEqual({ updates: 0, entries: 0 })
    expect(await stored()).toEqual([])
  })
})

describe('a shared storage', () => {
  let database: SharedSessions
  const openKeys = (): Promise<readonly unknown[]> => new SharedInMemoryStorage(database).openKeys('')
  const other = (): SessionManager =>
    createSessionManager({
      botId: setup.server.bot.id,
      telegram: setup.bot.telegram,
      clock: setup.server.clock,
      onError: () => {},
      storage: new SharedInMemoryStorage(database),
    })

  beforeEach(async () => {
    database = new SharedSessions(new TestClock())
    await start(new SharedInMemoryStorage(database))
  })

  it('S28 that fails to close a session does not bring it back with the next update, and closes it by itself', async () => {
    const session = open()
    await setup.says('before')
    faulty.failNext('closeIfIdle', broken, 2)
    await expect(session.close()).rejects.toThrow('disk full')
    await setup.says('after')
    expect(setup.bot.sessions.isIdle()).toBe(true)
    expect(await ids(session)).toEqual([])
    await retryAfter(100)
    expect(await openKeys()).toHaveLength(1)
    await retryAfter(200)
    expect(await openKeys()).toEqual([])
    await setup.says('later')
    expect(setup.bot.sessions.isIdle()).toBe(true)
  })

  it('S28 that fails to close a session keeps it out of the one that is opened next', async () => {
    const session = open()
    await setup.says('before')
    faulty.failNext('closeIfIdle', broken, 2)
    await expect(session.close()).rejects.toThrow('disk full')
    const again = open()
    await setup.says('after')
    expect(await ids(again)).toEqual([2])
    await retryAfter(100)
    await until(async () => (await stored()).length === 1)
    expect(await ids(again)).toEqual([2])
    expect(again.isOpen).toBe(true)
    expect(await openKeys()).toHaveLength(1)
  })

  it('S31 a session that another process opens after the failed close is taken up', async () => {
    const session = open()
    await setup.says('before')
    faulty.failNext('closeIfIdle', { loses: new Error('connection lost') })
    await expect(session.close()).rejects.toThrow('connection lost')
    const theirs = other().get({ chatId: setup.chat.id, userId: setup.alice.id })
    await theirs.count()
    await setup.says('after')
    await retryAfter(100)
    expect(await ids(theirs)).toEqual([2])
    expect(setup.bot.sessions.isIdle()).toBe(false)
  })

  it('S28 that opens a session long after it was closed has it closed again', async () => {
    const slow = gate()
    faulty.failNext('openSession', { hold: slow.promise })
    const session = open()
    const closing = session.close()
    await giveUp()
    await closing
    slow.open()
    await until(() => asked('closeIfIdle') === 1)
    await pause()
    expect(await openKeys()).toEqual([])
  })

  it('S28 that opens a session late leaves the one that was opened meanwhile', async () => {
    const slow = gate()
    faulty.failNext('openSession', { hold: slow.promise })
    const session = open()
    const closing = session.close()
    await giveUp()
    await closing
    const again = open()
    await setup.says('hello')
    slow.open()
    await pause()
    expect(await openKeys()).toHaveLength(1)
    expect(await ids(again)).toEqual([1])
  })

  it('S25 that stores something late does not bring back what was cleared', async () => {
    const slow = gate()
    const session = open()
    await session.count()
    faulty.failNext('addIfOpen', { hold: slow.promise })
    const tracking = track(session, 1)
    await giveUp()
    await tracking
    await retryAfter(100)
    await session.clear()
    slow.open()
    await until(() => asked('removeIds') === 2)
    await pause()
    expect(await stored()).toEqual([])
    expect(session.isOpen).toBe(true)
  })

  it('S28 closing a handle of an earlier period leaves the one that another process has opened', async () => {
    const theirs = other().get({ chatId: setup.chat.id, userId: setup.alice.id })
    await theirs.count()
    const mine = open()
    await mine.count()
    await mine.close()
    const again = open()
    await setup.says('hello')
    await theirs.close()
    expect(await ids(again)).toEqual([1])
    expect(await openKeys()).toHaveLength(1)
  })

  it('S28 closing a handle of the same period closes it for both', async () => {
    const theirs = other().get({ chatId: setup.chat.id, userId: setup.alice.id })
    await theirs.count()
    const mine = open()
    await setup.says('hello')
    await theirs.close()
    expect(await ids(mine)).toEqual([])
    expect(await openKeys()).toEqual([])
  })
})
