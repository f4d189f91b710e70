import { afterEach, describe, expect, it } from '@jest/globals'
import { faultyStorage, SharedInMemoryStorage, SharedSessions, type TestChat } from '@botgen/testing'
import type { Update } from 'telegraf/types'
import { startBot, type TestOptions, type TestSetup } from '../../test/harness.js'
import { gate, pause, until } from '../../test/waiting.js'
import { InMemorySessionStorage, type Session, type SessionEntry, type SessionStorage } from '../index.js'

let setup: TestSetup
let group: TestChat
afterEach(() => setup.stop())

async function start(options: TestOptions = {}): Promise<void> {
  setup = await startBot(options)
  group = setup.server.group({ members: [setup.alice] })
}

const openKeys = (): unknown[] => [...setup.bot.sessions.list()].map(({ key }) => key)
const facts = async (session: Session): Promise<[number, number][]> =>
  (await session.messages())
    .map(({ chatId, messageId }): [number, number] => [chatId, messageId])
    .sort(([chat, id], [otherChat, otherId]) => otherChat - chat || id - otherId)

async function migrate(): Promise<TestChat> {
  const supergroup = setup.server.migrate(group)
  await setup.server.settled()
  await pause()
  return supergroup
}

describe('a group that becomes a supergroup', () => {
  it('goes on under its new id, with what was recorded under the old one', async () => {
    await start()
    const session = setup.bot.sessions.get({ chatId: group.id })
    setup.alice.sends(group, 'question')
    await setup.server.settled()
    await session.chat.sendMessage('answer')
    const supergroup = await migrate()
    const moved = setup.bot.sessions.peek({ chatId: supergroup.id })
    expect(session.isOpen).toBe(false)
    expect(moved.isOpen).toBe(true)
    setup.alice.sends(supergroup, 'more')
    await setup.server.settled()
    // The third is the notice of the migration; that of the new chat comes before the session is there.
    expect(await facts(moved)).toEqual([
      [group.id, 1],
      [group.id, 2],
      [group.id, 3],
      [supergroup.id, 2],
    ])
  })

  it('keeps qualifiers, users and topics of its sessions apart', async () => {
    await start()
    const parts = [{}, { userId: setup.alice.id }, { userId: setup.alice.id, qualifier: 'order' }, { qualifier: 'x' }]
    for (const part of parts) setup.bot.sessions.get({ chatId: group.id, ...part })
    const supergroup = await migrate()
    expect(openKeys()).toEqual(
      parts.map((part) => ({ kind: 'userId' in part ? 'chatUser' : 'chat', chatId: supergroup.id, ...part })),
    )
  })

  it('leaves other chats untouched', async () => {
    await start()
    const elsewhere = setup.server.group({ members: [setup.alice] })
    const [own, other] = [
      setup.bot.sessions.get({ chatId: setup.chat.id }),
      setup.bot.sessions.get({ chatId: elsewhere.id }),
    ]
    setup.bot.sessions.get({ chatId: group.id })
    await setup.says('hello')
    await migrate()
    expect([own.isOpen, other.isOpen]).toEqual([true, true])
    expect([await own.count(), await other.count()]).toEqual([1, 0])
  })

  it('opens nothing where nothing was open', async () => {
    await start()
    await migrate()
    expect(setup.bot.sessions.isIdle()).toBe(true)
  })

  it('empties what was stored under the old id', async () => {
    const storage = new InMemorySessionStorage()
    await start({ sessions: { storage } })
    setup.bot.sessions.get({ chatId: group.id })
    setup.alice.sends(group, 'hello')
    await setup.server.settled()
    await migrate()
    expect(storage.list(`${setup.server.bot.id}/c${group.id}/`)).toEqual([])
    expect(setup.errors).toEqual([])
  })

  const notice = (update_id: number, chatId: number, field: Record<string, number>): Update =>
    ({ update_id, message: { message_id: 9, chat: { id: chatId }, date: 1_893_456_000, ...field } }) as never

  it.each([
    ['the old chat’s', (to: number) => [notice(901, group.id, { migrate_to_chat_id: to })]],
    ['the new chat’s', (to: number) => [notice(902, to, { migrate_from_chat_id: group.id })]],
    [
      'the new chat’s, then the old one’s',
      (to: number) => [
        notice(902, to, { migrate_from_chat_id: group.id }),
        notice(901, group.id, { migrate_to_chat_id: to }),
      ],
    ],
  ])('does so with %s notice', async (_name, updates) => {
    await start()
    const session = setup.bot.sessions.get({ chatId: group.id })
    setup.alice.sends(group, 'hello')
    await setup.server.settled()
    await Promise.all(updates(-1_001_234).map((update) => setup.bot.handleUpdate(update)))
    expect(session.isOpen).toBe(false)
    expect(openKeys()).toEqual([{ kind: 'chat', chatId: -1_001_234 }])
    const entries = await facts(setup.bot.sessions.get({ chatId: -1_001_234 }))
    expect(entries.filter(([, messageId]) => messageId === 1)).toEqual([[group.id, 1]])
    expect(setup.errors).toEqual([])
  })

  it.each([
    ['a slow storage', () => faultyStorage<SessionStorage>(new InMemorySessionStorage())],
    ['a shared storage', () => faultyStorage<SessionStorage>(new SharedInMemoryStorage(new SharedSessions()))],
  ])('loses nothing that is being recorded: %s', async (_name, make) => {
    const faulty = make()
    await start({ sessions: { storage: faulty.storage } })
    const session = setup.bot.sessions.get({ chatId: group.id })
    await session.count()
    const slow = gate()
    const isNotice = (value: unknown): boolean =>
      (Array.isArray(value) ? (value as SessionEntry[]) : [value as SessionEntry]).some(
        (entry) => entry.kind === 'migrate_to_chat_id',
      )
    let isWriting = false
    faulty.failNext(
      ({ method, arguments: given }) => {
        const isSlow = (method === 'add' || method === 'addIfOpen') && isNotice(given.at(-1))
        isWriting ||= isSlow
        return isSlow
      },
      { hold: slow.promise },
    )
    const supergroup = setup.server.migrate(group)
    await until(() => isWriting)
    await pause()
    slow.open()
    await setup.server.settled()
    await pause()
    const moved = setup.bot.sessions.get({ chatId: supergroup.id })
    expect(await facts(moved)).toContainEqual([group.id, 1])
  })
})
