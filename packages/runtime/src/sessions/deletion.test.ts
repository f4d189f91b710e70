import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type TestChat, type TestUser } from '@botgen/testing'
import { Telegraf } from 'telegraf'
import { startBot, type TestSetup } from '../../test/harness.js'
import { gate, type Timers, until, watchTimers } from '../../test/waiting.js'
import type { Session } from '../index.js'

const hour = 60 * 60 * 1000

let setup: TestSetup
let timers: Timers

beforeEach(async () => {
  // What is too old to delete is to be there still.
  setup = await startBot({ sessions: { expiresAfter: Number.POSITIVE_INFINITY } })
  timers = watchTimers(setup.server.clock)
})
afterEach(() => setup.stop())

const open = (): Session => setup.bot.sessions.get({ chatId: setup.chat.id, userId: setup.alice.id })
const idsIn = (chat: TestChat): number[] => chat.history().map(({ message_id }) => message_id)
const deleteCalls = (): number[][] =>
  setup.server.calls.payloads('deleteMessages').map(({ message_ids }) => message_ids as number[])
const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

/** So many messages of Alice are recorded in the session. */
async function openWith(count: number): Promise<Session> {
  const session = open()
  for (let index = 0; index < count; index += 1) setup.alice.sends(setup.chat, String(index))
  await setup.server.settled()
  return session
}

describe('messages that are too old', () => {
  it('S24 are set apart by the clock, before Telegram is asked', async () => {
    const session = await openWith(2)
    setup.server.clock.advance(48 * hour)
    await setup.says('young')
    expect(await session.clear(undefined, { entries: true })).toMatchObject({
      removed: 3,
      deleted: 1,
      tooOld: 2,
      entries: { tooOld: [{ messageId: 1 }, { messageId: 2 }], deleted: [{ messageId: 3 }] },
    })
    expect(deleteCalls()).toEqual([[3]])
  })

  it('S24 are deleted while they are a second younger than 48 hours', async () => {
    const session = await openWith(1)
    setup.server.clock.advance(48 * hour - 1000)
    expect(await session.clear()).toMatchObject({ deleted: 1, tooOld: 0 })
    expect(idsIn(setup.chat)).toEqual([])
  })

  it('S25 leave the storage and stay in their chat', async () => {
    const session = await openWith(2)
    setup.server.clock.advance(48 * hour)
    await session.clear()
    expect(await session.count()).toBe(0)
    expect(idsIn(setup.chat)).toEqual([1, 2])
    expect(deleteCalls()).toEqual([])
  })
})

describe('a refused batch', () => {
  it('S24 is split to save the deletable ones: one bad of a hundred', async () => {
    const session = await openWith(100)
    setup.chat.undeletable.add(37)
    expect(await session.clear()).toEqual({ removed: 99, deleted: 99, tooOld: 0, refused: 1, pending: 0 })
    expect(idsIn(setup.chat)).toEqual([37])
    expect((await session.messages()).map(({ messageId }) => messageId)).toEqual([37])
    expect(deleteCalls().length).toBeLessThanOrEqual(40)
  })

  it('S24 is split as long as 40 calls allow: many bad', async () => {
    const session = await openWith(100)
    for (const id of range(1, 100)) if (id % 3 === 0) setup.chat.undeletable.add(id)
    const report = await session.clear()
    expect(deleteCalls()).toHaveLength(40)
    expect(report.deleted).toBeGreaterThan(0)
    expect(report.deleted + report.refused).toBe(100)
    expect(idsIn(setup.chat)).toHaveLength(report.refused)
    expect(await session.count()).toBe(report.refused)
  })

  it('S24 costs 40 calls at most when all are bad, and each batch has its own 40', async () => {
    const session = await openWith(200)
    for (const id of range(1, 100)) setup.chat.undeletable.add(id)
    expect(await session.clear()).toMatchObject({ deleted: 100, refused: 100 })
    expect(deleteCalls()).toHaveLength(41)
  })

  it('S24 asks about a single message once', async () => {
    const session = await openWith(1)
    setup.chat.undeletable.add(1)
    expect(await session.clear()).toMatchObject({ refused: 1 })
    expect(deleteCalls()).toEqual([[1]])
  })

  it('S24 of business messages is split too', async () => {
    const connection = setup.server.businessConnection({ owner: setup.server.user({ firstName: 'Owner' }) })
    const businessChat = setup.server.businessChat(connection, setup.alice)
    const session = setup.bot.sessions.get({ chatId: businessChat.id, businessConnectionId: connection.id })
    for (const text of ['one', 'two', 'three', 'four']) setup.alice.sends(businessChat, text)
    await setup.server.settled()
    const [first] = businessChat.history()
    // Telegram refuses the whole call for an id that is gone here.
    if (first !== undefined) setup.alice.deletes(first)
    expect(await session.clear()).toMatchObject({ deleted: 3, refused: 1 })
    expect(businessChat.history()).toEqual([])
  })
})

describe('a refusal of the whole chat', () => {
  it('S24 403 is not split, and its other batches are not tried', async () => {
    const session = await openWith(150)
    setup.alice.blocks(setup.chat)
    expect(await session.clear()).toEqual({ removed: 0, deleted: 0, tooOld: 0, refused: 150, pending: 0 })
    expect(deleteCalls()).toHaveLength(1)
    expect(await session.count()).toBe(150)
  })

  it('S24 chat not found is not split', async () => {
    const session = open()
    const chat = { id: 4242, type: 'private', first_name: 'Nobody' }
    const date = setup.server.clock.now() / 1000
    for (const message_id of [1, 2, 3]) await session.track({ message_id, chat, date, text: 'x' } as never)
    expect(await session.clear()).toMatchObject({ refused: 3 })
    expect(deleteCalls()).toEqual([[1, 2, 3]])
  })

  it('S24 a group that has become a supergroup is not split', async () => {
    const group = setup.server.group({ members: [setup.alice], botStatus: 'administrator' })
    const session = open()
    for (const text of ['one', 'two']) await session.telegram.sendMessage(group.id, text)
    setup.server.migrate(group)
    await setup.server.settled()
    expect(await session.clear()).toMatchObject({ refused: 2 })
    expect(deleteCalls()).toEqual([[1, 2]])
  })

  it('S24 does not keep the other chats from being cleared', async () => {
    const bob = setup.server.privateChat(setup.server.user({ firstName: 'Bob' }))
    const session = await openWith(2)
    await session.telegram.sendMessage(bob.id, 'to Bob')
    setup.alice.blocks(setup.chat)
    expect(await session.clear()).toMatchObject({ deleted: 1, refused: 2 })
    expect(idsIn(bob)).toEqual([])
  })
})

describe('flood control', () => {
  it('S24 waits retry_after and goes on, several times', async () => {
    const session = await openWith(150)
    setup.server.failNext('deleteMessages', { errorCode: 429, retryAfter: 7 })
    setup.server.failNext('deleteMessages', { errorCode: 429, retryAfter: 20 })
    const clearing = session.clear()
    await timers.set(7000)
    setup.server.clock.advance(7000)
    await timers.set(20_000)
    setup.server.clock.advance(20_000)
    expect(await clearing).toMatchObject({ deleted: 150, pending: 0 })
    expect(setup.server.calls.of('deleteMessages').map(({ at }) => at - setup.server.clock.now())).toEqual([
      -27_000, -20_000, 0, 0,
    ])
  })

  it('S24 does not ask again before that', async () => {
    const session = await openWith(1)
    setup.server.failNext('deleteMessages', { errorCode: 429, retryAfter: 7 })
    const clearing = session.clear()
    await timers.set(7000)
    setup.server.clock.advance(6999)
    expect(deleteCalls()).toHaveLength(1)
    setup.server.clock.advance(1)
    await clearing
  })

  it('S24 its wait is none of the time that an unreachable Telegram is given', async () => {
    const session = await openWith(1)
    setup.server.failNext('deleteMessages', { errorCode: 429, retryAfter: 30 })
    setup.server.failNext('deleteMessages', { drop: 'request' })
    const clearing = session.clear()
    await timers.set(30_000)
    setup.server.clock.advance(30_000)
    await timers.set(500)
    setup.server.clock.advance(500)
    expect(await clearing).toMatchObject({ deleted: 1, pending: 0 })
  })

  it('S24 a signal ends the wait', async () => {
    const session = await openWith(1)
    const controller = new AbortController()
    setup.server.failNext('deleteMessages', { errorCode: 429, retryAfter: 3600 })
    const clearing = session.clear(undefined, { signal: controller.signal })
    await timers.set(3_600_000)
    controller.abort()
    expect(await clearing).toMatchObject({ deleted: 0, pending: 1 })
    expect(await session.count()).toBe(1)
  })
})

describe('an unreachable Telegram', () => {
  it.each([
    ['the request is lost', { drop: 'request' }],
    ['the answer is lost', { drop: 'response' }],
    ['the server fails', { errorCode: 502 }],
    ['something in between answers', { status: 503, body: '<html>Bad gateway</html>' }],
  ] as const)('S24 is asked again with backoff: %s', async (_name, fault) => {
    const session = await openWith(3)
    setup.server.failNext('deleteMessages', fault, 3)
    const clearing = session.clear()
    for (const delay of [500, 1000, 2000]) {
      await timers.set(delay)
      setup.server.clock.advance(delay)
    }
    expect(await clearing).toMatchObject({ deleted: 3, pending: 0 })
    expect(idsIn(setup.chat)).toEqual([])
    expect(await session.count()).toBe(0)
  })

  it('S24 is given up after `timeout`; the next clear tries again', async () => {
    const session = await openWith(3)
    setup.server.failNext('deleteMessages', { drop: 'request' }, Number.POSITIVE_INFINITY)
    const clearing = session.clear(undefined, { timeout: 2000 })
    for (const delay of [500, 1000]) {
      await timers.set(delay)
      setup.server.clock.advance(delay)
    }
    expect(await clearing).toEqual({ removed: 0, deleted: 0, tooOld: 0, refused: 0, pending: 3 })
    expect(await session.count()).toBe(3)
    setup.server.clearFaults()
    expect(await session.clear()).toMatchObject({ deleted: 3 })
  })

  it('S24 is given up when the signal aborts; what was deleted before counts', async () => {
    const session = await openWith(150)
    const controller = new AbortController()
    setup.server.failNext(
      ({ method, payload }) => method === 'deleteMessages' && (payload.message_ids as unknown[]).length === 50,
      { drop: 'request' },
      Number.POSITIVE_INFINITY,
    )
    const clearing = session.clear(undefined, { signal: controller.signal })
    await timers.set(500)
    controller.abort()
    expect(await clearing).toEqual({ removed: 100, deleted: 100, tooOld: 0, refused: 0, pending: 50 })
    expect(await session.count()).toBe(50)
  })

  it('S24 a signal that has aborted already lets nothing be tried', async () => {
    const session = await openWith(2)
    expect(await session.clear(undefined, { signal: AbortSignal.abort() })).toMatchObject({ pending: 2 })
    expect(deleteCalls()).toEqual([])
  })

  it('S24 a long clear has time for each outage', async () => {
    const session = await openWith(150)
    const slow = gate()
    setup.server.failNext('deleteMessages', { hold: slow.promise })
    setup.server.failNext('deleteMessages', { drop: 'request' })
    const clearing = session.clear()
    await until(() => deleteCalls().length === 1)
    // Longer than `timeout`, but Telegram is there.
    setup.server.clock.advance(15_000)
    slow.open()
    await timers.set(500)
    setup.server.clock.advance(500)
    expect(await clearing).toMatchObject({ deleted: 150 })
  })
})

describe('what was not deleted', () => {
  it('S25 stays when it was refused, and the next clear tries it again', async () => {
    const session = await openWith(3)
    setup.chat.undeletable.add(2)
    await session.clear()
    setup.chat.undeletable.delete(2)
    expect(await session.clear()).toEqual({ removed: 1, deleted: 1, tooOld: 0, refused: 0, pending: 0 })
    expect(idsIn(setup.chat)).toEqual([])
  })

  it('S25 leaves when it has become too old', async () => {
    const session = await openWith(2)
    setup.chat.undeletable.add(2)
    await session.clear()
    setup.server.clock.advance(48 * hour)
    expect(await session.clear()).toEqual({ removed: 1, deleted: 0, tooOld: 1, refused: 0, pending: 0 })
    expect(await session.count()).toBe(0)
  })

  it('S25 leaves with forgetFailed when it was refused', async () => {
    const session = await openWith(3)
    setup.chat.undeletable.add(2)
    const report = await session.clear(undefined, { forgetFailed: true, entries: true })
    expect(report).toMatchObject({ removed: 3, deleted: 2, refused: 1, entries: { refused: [{ messageId: 2 }] } })
    expect(await session.count()).toBe(0)
  })

  it('S25 stays with forgetFailed when Telegram was not reached', async () => {
    const session = await openWith(1)
    setup.server.failNext('deleteMessages', { drop: 'request' }, Number.POSITIVE_INFINITY)
    const report = await session.clear(undefined, { forgetFailed: true, timeout: 0, entries: true })
    expect(report).toMatchObject({ removed: 0, pending: 1, entries: { pending: [{ messageId: 1 }] } })
    expect(await session.count()).toBe(1)
  })

  describe('in a group without admin rights', () => {
    let group: TestChat
    let session: Session
    beforeEach(() => {
      group = setup.server.group({ members: [setup.alice] })
      session = setup.bot.sessions.get({ chatId: group.id })
    })

    async function converse(turns: number, user: TestUser = setup.alice): Promise<void> {
      for (let index = 0; index < turns; index += 1) {
        user.sends(group, 'question')
        await setup.server.settled()
        await session.chat.sendMessage('answer')
      }
    }

    it('S25 users’ messages stay refused, the bot’s own are deleted', async () => {
      await converse(3)
      expect(await session.clear()).toMatchObject({ deleted: 3, refused: 3 })
      expect(group.history().map(({ text }) => text)).toEqual(['question', 'question', 'question'])
      expect(await session.messages()).toMatchObject([
        { direction: 'incoming' },
        { direction: 'incoming' },
        { direction: 'incoming' },
      ])
    })

    it('S24 the bot’s own are saved however many users’ messages stand between them', async () => {
      await converse(50)
      expect(await session.clear()).toMatchObject({ deleted: 50, refused: 50 })
      expect(deleteCalls().length).toBeLessThanOrEqual(40)
    })

    it('S25 an administrator deletes them all', async () => {
      setup.server.setStatus(group, setup.server.bot, 'administrator')
      await setup.server.settled()
      await converse(3)
      expect(await session.clear()).toMatchObject({ deleted: 6, refused: 0 })
      expect(group.history()).toEqual([])
    })
  })

  it('S11 an id of 0 is never recorded and so never refuses a batch', async () => {
    const session = open()
    setup.server.failNext('sendMessage', { scheduled: true })
    await session.chat.sendMessage('later')
    await session.chat.sendMessage('now')
    await session.track({ message_id: -5, chat: setup.chat.info, date: 1, text: 'x' } as never)
    expect(await session.clear()).toEqual({ removed: 1, deleted: 1, tooOld: 0, refused: 0, pending: 0 })
    expect(deleteCalls()).toEqual([[1]])
  })
})

describe('clear', () => {
  it('S26 reports progress after each batch, up to the total, what is too old first', async () => {
    const session = await openWith(2)
    setup.server.clock.advance(48 * hour)
    await openWith(250)
    setup.chat.undeletable.add(130)
    const progress: { done: number; total: number }[] = []
    await session.clear(undefined, { onProgress: (step) => void progress.push(step) })
    expect(progress).toEqual([
      { done: 102, total: 252 },
      { done: 202, total: 252 },
      { done: 252, total: 252 },
    ])
  })

  it('S26 reports progress up to the total when the whole chat refuses', async () => {
    const session = await openWith(150)
    setup.alice.blocks(setup.chat)
    const progress: number[] = []
    await session.clear(undefined, { onProgress: ({ done }) => void progress.push(done) })
    expect(progress).toEqual([100, 150])
  })

  it('S26 deletes through another bot', async () => {
    const admin = setup.server.addBot()
    const group = setup.server.group({ members: [setup.alice] })
    setup.server.setStatus(group, admin, 'administrator')
    setup.server.connect(() => {}, admin)
    const session = setup.bot.sessions.get({ chatId: group.id })
    setup.alice.sends(group, 'hello')
    await setup.server.settled()
    const { telegram } = new Telegraf(admin.token, { telegram: { apiRoot: setup.server.apiRoot } })
    expect(await session.clear(undefined, { telegram })).toMatchObject({ deleted: 1, refused: 0 })
    expect(setup.server.calls.of('deleteMessages')).toMatchObject([{ bot: { id: admin.id } }])
    expect(await session.count()).toBe(0)
  })

  it('S23 an entry that arrives while it runs is neither deleted nor forgotten', async () => {
    const session = await openWith(2)
    const slow = gate()
    setup.server.failNext('deleteMessages', { hold: slow.promise })
    const clearing = session.clear()
    await until(() => deleteCalls().length === 1)
    await setup.says('meanwhile')
    const sent = await session.chat.sendMessage('meanwhile too')
    slow.open()
    expect(await clearing).toMatchObject({ removed: 2, deleted: 2 })
    expect(idsIn(setup.chat)).toEqual([3, sent.message_id])
    expect((await session.messages()).map(({ messageId }) => messageId)).toEqual([3, sent.message_id])
  })

  it('S23 two at once delete every message, and neither fails', async () => {
    const session = await openWith(3)
    const [one, other] = await Promise.all([session.clear(), session.clear()])
    expect([one, other]).toMatchObject([
      { refused: 0, pending: 0 },
      { refused: 0, pending: 0 },
    ])
    expect(idsIn(setup.chat)).toEqual([])
    expect(await session.count()).toBe(0)
  })

  it('S22 a clear of a closed session finds nothing and asks nothing', async () => {
    const session = await openWith(2)
    await session.close()
    expect(await session.clear()).toMatchObject({ removed: 0, deleted: 0 })
    expect(deleteCalls()).toEqual([])
  })

  it('S22 a predicate that throws rejects before anything is deleted', async () => {
    const session = await openWith(1)
    const failing = (): boolean => {
      throw new Error('no such field')
    }
    await expect(session.clear(failing)).rejects.toThrow('no such field')
    expect(deleteCalls()).toEqual([])
    expect(await session.count()).toBe(1)
  })
})
