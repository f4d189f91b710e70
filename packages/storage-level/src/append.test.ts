import type { SessionEntry } from '@botgen/runtime'
import { TestClock } from '@botgen/testing'
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { LevelStorage } from './index.js'
import { entry } from './testing/entries.js'
import { newFolder, removeFolders } from './testing/folders.js'

const minute = 60_000

let clock: TestClock
let storage: LevelStorage

beforeEach(async () => {
  clock = new TestClock()
  storage = await LevelStorage.open(newFolder(), { clock })
})
afterEach(() => storage.close())
afterAll(removeFolders)

async function restart(): Promise<void> {
  await storage.close()
  storage = await LevelStorage.open(storage.folder, { clock })
}

const byId = (one: SessionEntry, other: SessionEntry): number =>
  one.chatId - other.chatId ||
  (one.businessConnectionId ?? '').localeCompare(other.businessConnectionId ?? '') ||
  one.messageId - other.messageId

describe('messages that are told again', () => {
  it('S12 stay as they were first told, also after a restart and where another one came between', async () => {
    const first = [
      ...[9, 10, 100].map((messageId) => entry(messageId)),
      entry(200, { chatId: 2 }),
      entry(200, { businessConnectionId: 'b' }),
    ]
    const epoch = await storage.openSession('k')
    await storage.addIfOpen('k', epoch, first)
    const between = [5, 101, 6]
    for (const messageId of between) {
      await storage.addIfOpen('k', epoch, [entry(messageId)])
      for (const each of first) await storage.addIfOpen('k', epoch, [{ ...each, date: 1 }])
      await restart()
    }
    expect((await storage.list('k')).toSorted(byId)).toEqual(
      [...first, ...between.map((messageId) => entry(messageId))].sort(byId),
    )
  })

  it('S12 are one, in whichever order sessions are opened, appended to, closed and restarted (property)', async () => {
    const message = fc.record({
      messageId: fc.constantFrom(1, 2, 9, 10, 11, 99, 100, 2 ** 31),
      chatId: fc.constantFrom(1, -1),
      connection: fc.constantFrom(undefined, undefined, 'b'),
    })
    const call = fc.oneof(
      { weight: 8, arbitrary: fc.record({ kind: fc.constant('add'), messages: fc.array(message, { maxLength: 3 }) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('open', 'clear'), messages: fc.constant([]) }) },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('remove'), messages: fc.array(message, { maxLength: 3 }) }),
      },
      {
        weight: 6,
        arbitrary: fc.record({ kind: fc.constantFrom('wait', 'wait', 'restart'), messages: fc.constant([]) }),
      },
    )
    let round = 0
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 40 }), async (calls) => {
        round += 1
        const key = `k${round}`
        const expected = new Map<string, SessionEntry>()
        let running: Promise<unknown>[] = [storage.openSession(key)]
        for (const [position, { kind, messages }] of calls.entries()) {
          // The date tells which of them it was.
          const entries = messages.map(({ messageId, chatId, connection }, place) =>
            entry(messageId, {
              chatId,
              date: position * 10 + place,
              ...(connection !== undefined && { businessConnectionId: connection }),
            }),
          )
          const ids = entries.map((each) => `${each.chatId}/${each.businessConnectionId}/${each.messageId}`)
          if (kind === 'add') {
            running.push(storage.addMany(key, entries))
            for (const [place, each] of entries.entries()) {
              const id = ids[place] ?? ''
              if (!expected.has(id)) expected.set(id, each)
            }
          } else if (kind === 'remove') {
            running.push(storage.removeIds(key, entries))
            for (const id of ids) expected.delete(id)
          } else if (kind === 'open') {
            running.push(storage.openSession(key))
          } else if (kind === 'clear') {
            running.push(storage.clear(key))
            expected.clear()
          } else {
            await Promise.all(running)
            running = []
            if (kind === 'restart') await restart()
          }
        }
        await Promise.all(running)
        expect((await storage.list(key)).toSorted(byId)).toEqual([...expected.values()].sort(byId))
      }),
      { seed: 20_261_126, numRuns: 100 },
    )
  })
})

describe('when a session was last used', () => {
  const appended = [entry(1), entry(2)]
  /** What happens a minute after the session was opened. */
  const uses: readonly (readonly [string, (epoch: number) => Promise<unknown>])[] = [
    ['was opened again', () => storage.openSession('k')],
    ['was appended to', (epoch) => storage.addIfOpen('k', epoch, appended)],
    ['was told a message again', (epoch) => storage.addIfOpen('k', epoch, [entry(9)])],
    [
      'was appended to and lost those entries one by one',
      async (epoch) => {
        await storage.addIfOpen('k', epoch, appended)
        await storage.removeIds('k', appended)
      },
    ],
    [
      'was appended to and lost those entries by a predicate',
      async (epoch) => {
        await storage.addIfOpen('k', epoch, appended)
        await storage.remove('k', () => true)
      },
    ],
  ]
  for (const [what, use] of uses) {
    it(`S29 is known after a restart where it ${what}`, async () => {
      const epoch = await storage.openSession('k')
      await storage.addIfOpen('k', epoch, [entry(9)])
      clock.advance(minute)
      const used = clock.now()
      await use(epoch)
      clock.advance(minute)
      await restart()
      expect(await storage.closeIfIdle('k', epoch, used)).toBe(false)
      expect(await storage.closeIfIdle('k', epoch, used + 1)).toBe(true)
    })
  }

  it('S29 is when it was opened, where it was only read, and lost entries of before', async () => {
    await storage.addMany('k', appended)
    clock.advance(minute)
    const opened = clock.now()
    const epoch = await storage.openSession('k')
    clock.advance(minute)
    await storage.addIfOpen('k', epoch, [])
    await storage.removeIds('k', appended)
    await storage.list('k')
    await restart()
    expect(await storage.closeIfIdle('k', epoch, opened)).toBe(false)
    expect(await storage.closeIfIdle('k', epoch, opened + 1)).toBe(true)
  })
})

describe('an entry of a later version', () => {
  it('S10 keeps the fields that this one does not know', async () => {
    const later = { ...entry(1, { userId: 2 }), mediaGroup: { id: 'album' } }
    const { date: _none, ...undated } = entry(2)
    const other = { ...undated, sentAt: 3 } as unknown as SessionEntry
    await storage.addMany('k', [later, other])
    expect((await storage.list('k')).toSorted(byId)).toEqual([later, other])
  })
})
