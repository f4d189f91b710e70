import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type FaultyStorage, faultyStorage, SharedInMemoryStorage, SharedSessions } from '@botgen/testing'
import { startBot, type TestSetup } from '../../test/harness.js'
import { gate, pause, type Timers, until, watchTimers } from '../../test/waiting.js'
import type { Session, SessionStorage } from '../index.js'

let setup: TestSetup
let faulty: FaultyStorage<SessionStorage>
let timers: Timers

beforeEach(async () => {
  const storage = new SharedInMemoryStorage(new SharedSessions({ now: () => setup.server.clock.now() }))
  faulty = faultyStorage<SessionStorage>(storage)
  setup = await startBot({ sessions: { storage: faulty.storage } })
  timers = watchTimers(setup.server.clock)
})
afterEach(() => setup.stop())

const open = (): Session => setup.bot.sessions.get({ chatId: setup.chat.id, userId: setup.alice.id })
const ids = async (session: Session): Promise<number[]> => (await session.messages()).map(({ messageId }) => messageId)
const texts = (): (string | undefined)[] => setup.chat.history().map(({ text }) => text)
const asked = (method: string): number => faulty.calls.filter((call) => call.method === method).length
const newest = (): never => setup.chat.history().at(-1) as never

describe('while a clear waits for a send', () => {
  const slow = { send: gate() }
  let session: Session
  let sending: Promise<unknown>

  beforeEach(async () => {
    session = open()
    await setup.says('before')
    slow.send = gate()
    setup.server.failNext('sendMessage', { hold: slow.send.promise })
    sending = session.chat.sendMessage('under way')
  })

  it('S23 what arrives is neither deleted nor forgotten', async () => {
    const clearing = session.clear()
    await setup.says('meanwhile')
    await session.chat.sendMessage('sent meanwhile')
    slow.send.open()
    expect(await clearing).toMatchObject({ removed: 2, deleted: 2 })
    await sending
    expect(texts()).toEqual(['meanwhile', 'sent meanwhile'])
    expect(await session.count()).toBe(2)
  })

  it('S22 what was being sent is deleted with what was there', async () => {
    const clearing = session.clear()
    slow.send.open()
    expect(await clearing).toMatchObject({ removed: 2, deleted: 2 })
    expect(texts()).toEqual([])
    expect(await session.count()).toBe(0)
  })

  it('S22 what was there and is tracked again meanwhile is deleted', async () => {
    const before = newest()
    const clearing = session.clear()
    await session.track(before, 'incoming')
    slow.send.open()
    expect(await clearing).toMatchObject({ removed: 2, deleted: 2 })
    expect(texts()).toEqual([])
    expect(await session.count()).toBe(0)
  })

  it('S23 a timed clear is of what was there too', async () => {
    const clearing = session.clear({ after: '10s' })
    await setup.says('meanwhile')
    slow.send.open()
    expect(await clearing).toBe(2)
  })

  it('S28 what a later period records under its key is let alone', async () => {
    const before = newest()
    const clearing = session.clear(undefined, { timeout: 20_000 })
    const closing = session.close()
    await timers.set(10_000)
    await pause()
    setup.server.clock.advance(10_000)
    await closing
    const again = open()
    await again.track(before, 'incoming')
    slow.send.open()
    expect(await clearing).toMatchObject({ deleted: 0 })
    expect(await ids(again)).toEqual([1])
  })
})

describe('in a storage that answers at once', () => {
  it.each([
    ['clear', (session: Session) => session.clear()],
    ['forget', (session: Session) => session.forget()],
  ])('S23 what is recorded right after the call of %s stays', async (_name, drop) => {
    await setup.stop()
    setup = await startBot()
    const session = open()
    const dropping = drop(session)
    await session.track({ message_id: 5, chat: setup.chat.info, date: 1, text: 'x' } as never)
    await dropping
    expect(await ids(session)).toEqual([5])
  })
})

describe('while the storage says what is there', () => {
  const slow = { list: gate() }
  let session: Session

  beforeEach(async () => {
    session = open()
    await setup.says('before')
    slow.list = gate()
    faulty.failNext('list', { hold: slow.list.promise })
  })

  /** Something of Alice arrives, while the storage has not read its list. */
  async function arrives(text: string): Promise<void> {
    await until(() => asked('list') > 0)
    setup.alice.sends(setup.chat, text)
    await pause()
  }

  it('S23 what arrives is not cleared', async () => {
    const clearing = session.clear()
    await arrives('meanwhile')
    slow.list.open()
    expect(await clearing).toMatchObject({ removed: 1, deleted: 1 })
    await setup.server.settled()
    expect(texts()).toEqual(['meanwhile'])
    expect(await ids(session)).toEqual([2])
  })

  it('S23 what arrives is not forgotten', async () => {
    const forgetting = session.forget()
    await arrives('meanwhile')
    slow.list.open()
    expect(await forgetting).toBe(1)
    await setup.server.settled()
    expect(await ids(session)).toEqual([2])
  })

  it('S22 what is tracked again is cleared all the same', async () => {
    const clearing = session.clear()
    await until(() => asked('list') > 0)
    const tracking = session.track(newest(), 'incoming')
    await pause()
    slow.list.open()
    expect(await clearing).toMatchObject({ removed: 1, deleted: 1 })
    await tracking
    expect(texts()).toEqual([])
  })

  it('S14 what arrives is stored in its order, once all lists are there', async () => {
    faulty.failNext('list', { hold: slow.list.promise })
    const clearing = [session.clear(), session.clear()]
    await arrives('one')
    const tracking = [5, 4].map((message_id) =>
      session.track({ message_id, chat: setup.chat.info, date: setup.server.clock.now() / 1000, text: 'x' } as never),
    )
    slow.list.open()
    await Promise.all([...clearing, ...tracking])
    await setup.server.settled()
    const given = faulty.calls.filter(({ method }) => method === 'addIfOpen').map(({ arguments: [, , added] }) => added)
    expect(given.slice(-3)).toMatchObject([[{ messageId: 2 }], [{ messageId: 5 }], [{ messageId: 4 }]])
  })

  it('S23 a storage that does not answer within five seconds fails the clear and lets the others go on', async () => {
    faulty.clearFaults()
    faulty.failNext('list', { hangs: true })
    const clearing = session.clear()
    const failed = expect(clearing).rejects.toThrow('5000 ms')
    await arrives('meanwhile')
    setup.server.clock.advance(5000)
    await failed
    await setup.server.settled()
    expect(texts()).toEqual(['before', 'meanwhile'])
    expect(await ids(session)).toEqual([1, 2])
  })
})
