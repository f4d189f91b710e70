import assert from 'node:assert/strict'
import type { SessionStorage, StoredSession } from '@botgen/runtime'
import { type Declare, together } from './rig.js'
import { entry } from './samples.js'
import { having, type StorageWith } from './session-subject.js'

type OpeningStorage = StorageWith<'openSession' | 'addIfOpen' | 'openKeys'>

/** Keys that begin as one chat's, or nearly so. */
const keys = [
  ...['1/c-1/', '1/c-1/u2/', '1/c-1/u2/qorder/', '1/c-1/u2/t7/qorder/', '1/c-1/qc-10%002f/'],
  ...['1/c-10/', '1/c-10/u2/', '1/c1/', '1/c1/u2/', '1/c-2/q1%002fc-1%002f/', '11/c-1/', '2/c-1/', '/c-1/', 'c-1/'],
  ...['1/bX/c-1/', '1/bX/c-1/u2/', '1/bx/c-1/', '1/bX/c-10/', '1/bXY/c-1/', '1/b_/c-1/', '1/b%005f/c-1/', '1/b%/c-1/'],
  ...['1/b*/c-1/', '1/b?/c-1/', '1/b[X]/c-1/', '1/b[a-z]/c-1/', '1/b\\/c-1/', "1/b'/c-1/", '1/b"/c-1/', '1/b{X}/c-1/'],
  ...['1/C-1/', ' 1/c-1/', '1/c-1', '1/c-1 /', '1/c-1//', '1/c-1/ ', '1/c-1/~', '1/c-1/!'],
]

/** What chats begin with, and what a storage might take for a pattern. */
const beginnings = keys.filter((key) => /c-?\d+\/$/i.test(key))

export function openKeysTests(declare: Declare<SessionStorage>): void {
  const test = having(declare, 'openSession', 'addIfOpen', 'openKeys')

  test('S31 openKeys finds the open sessions of one chat, and no others', async ({ instances }) => {
    const [storage, other] = await instances()
    const opened: StoredSession[] = []
    for (const key of keys) opened.push({ key, epoch: await storage.openSession(key) })
    for (const beginning of beginnings) {
      await assertOpen(
        other,
        beginning,
        opened.filter(({ key }) => key.startsWith(beginning)),
      )
    }
  })

  test('S31 openKeys finds nothing for a chat without sessions', async ({ storage }) => {
    await storage.openSession('1/c-1/')
    for (const chat of ['1/c-2/', '1/c-1/u', '%', '*', '1/c%', '1/c*', '1/c-_/', '1/c-?/']) {
      await assertOpen(storage, chat, [])
    }
  })

  test('S31 openKeys finds a session under its new epoch, and not once it is closed', async ({ instances }) => {
    const [storage, other] = await instances()
    const stays = { key: '1/c-1/u2/', epoch: await storage.openSession('1/c-1/u2/') }
    const over = await storage.openSession('1/c-1/')
    await storage.addIfOpen('1/c-1/', over, [entry(1)])
    await other.clear('1/c-1/')
    for (const each of [storage, other]) await assertOpen(each, '1/c-1/', [stays])
    const epoch = await other.openSession('1/c-1/')
    for (const each of [storage, other]) await assertOpen(each, '1/c-1/', [stays, { key: '1/c-1/', epoch }])
  })

  test('S31 openKeys finds each of 500 sessions of a chat', async ({ storage }) => {
    const users = Array.from({ length: 500 }, (_, position) => `1/c-1/u${position}/`)
    const opened = await together(users.map(async (key) => ({ key, epoch: await storage.openSession(key) })))
    await assertOpen(storage, '1/c-1/', opened)
  })
}

async function assertOpen(storage: OpeningStorage, chat: string, expected: readonly StoredSession[]): Promise<void> {
  const lines = (sessions: readonly StoredSession[]) =>
    Array.from(sessions, ({ key, epoch }) => `${key} in ${epoch}`).sort()
  assert.deepEqual(lines(await storage.openKeys(chat)), lines(expected), `what is open of ${chat}`)
}
