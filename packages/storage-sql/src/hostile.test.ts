import type { MessageKind, SessionEntry } from '@botgen/runtime'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { SqlStorage } from './sql-storage.js'
import { databases, describeOn, type TestDatabase, type TestPlace } from './testing/databases.js'

/** What means something to a database, a driver or an encoding. */
const fragments = [
  ...[
    "'",
    "''",
    '"',
    '`',
    '\\',
    "\\'",
    '\\\\',
    ';',
    '--',
    '/*',
    '*/',
    '#',
    '%',
    '_',
    '?',
    '$1',
    ':a',
    '@a',
    '{a}',
    '\0',
  ],
  ...["'; DROP TABLE botgen_entry; --", "' OR '1'='1", ') ON CONFLICT DO NOTHING --', '\\x27', "X'00'", 'null', 'NULL'],
  ...[
    ' ',
    '  ',
    '\t',
    '\n',
    '\r',
    '\x1a',
    '\x7f',
    'a',
    'A',
    'ä',
    'Ä',
    'ß',
    'ss',
    'ı',
    '漢',
    '\u{1f600}',
    '\ud83d',
    '\ude00',
    '\u2028',
  ],
]
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 6 })
  .map((parts) => parts.join(''))

const hostileEntry: fc.Arbitrary<SessionEntry> = fc.record({
  messageId: fc.integer({ min: 1, max: 2 ** 52 - 1 }),
  chatId: fc.integer({ min: -(2 ** 52) + 1, max: 2 ** 52 - 1 }),
  businessConnectionId: hostile,
  kind: hostile.map((kind) => kind as MessageKind),
  direction: fc.constantFrom('incoming' as const, 'outgoing' as const),
  date: fc.integer({ min: 0, max: 2 ** 33 }),
})

const properties = { numRuns: 12, seed: 20 }

function hostileTests(database: TestDatabase): void {
  describe(`hostile texts on ${database.name}`, () => {
    let place: TestPlace
    let storage: SqlStorage
    beforeAll(async () => {
      place = await database.place()
      storage = await place.open()
    })
    afterAll(async () => {
      await storage.close()
      await place.drop()
    })

    it('S1 as keys and in entries are kept as they are, and apart', async () => {
      const case_ = [fc.uniqueArray(hostile, { minLength: 2, maxLength: 3 }), hostileEntry] as const
      await fc.assert(
        fc.asyncProperty(...case_, async (keys, entry) => {
          const epochs = await Promise.all(keys.map((key) => storage.openSession(key)))
          for (const [position, key] of keys.entries()) {
            expect(await storage.addIfOpen(key, epochs[position]!, [{ ...entry, date: position }])).toBe(true)
          }
          for (const [position, key] of keys.entries()) {
            expect(await storage.list(key)).toEqual([{ ...entry, date: position }])
            const open = await storage.openKeys(key)
            expect(open).toContainEqual({ key, epoch: epochs[position] })
            for (const found of open) expect(found.key.startsWith(key)).toBe(true)
            await storage.removeIds(key, [entry])
            expect(await storage.count(key)).toBe(0)
          }
          for (const key of keys) await storage.clear(key)
        }),
        properties,
      )
    })

    it('S38 as keys and values of the state are kept as they are, and apart', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(hostile, { minLength: 2, maxLength: 3 }), hostile, async (keys, value) => {
          for (const key of keys) await storage.state.set(key, [key, value])
          for (const key of keys) expect((await storage.state.get(key))?.value).toEqual([key, value])
          for (const key of keys) await storage.state.delete(key)
        }),
        properties,
      )
    })

    it('S37 in claims are kept apart', async () => {
      const names = fc.uniqueArray(hostile, { minLength: 2, maxLength: 2 })
      const claims = fc.tuple(names, names, names, fc.nat())
      await fc.assert(
        fc.asyncProperty(claims, async ([[namespace, stranger], [owner, other], [lane], updateId]) => {
          const claim = { namespace: namespace!, owner: owner!, lane: lane!, updateId }
          expect(await storage.claimUpdate(claim, 60_000)).toBe('granted')
          expect(await storage.claimUpdate({ ...claim, owner: other! }, 60_000)).toBe('waiting')
          const strange = { ...claim, namespace: stranger! }
          expect(await storage.claimUpdate(strange, 60_000)).toBe('granted')
          for (const each of [claim, strange]) await storage.finishUpdate(each, 'failed')
          expect(await storage.claimUpdate({ ...claim, owner: other! }, 60_000)).toBe('granted')
          await storage.finishUpdate({ ...claim, owner: other! }, 'failed')
        }),
        properties,
      )
    })

    it('S1 that are too long are refused, and say so', async () => {
      const [long, longest] = ['k'.repeat(2001), 'ä'.repeat(333)]
      await expect(storage.list(long)).rejects.toThrow(/^The key that begins with "k{40}" is too long/)
      await expect(storage.state.set(long, 1)).rejects.toThrow(/is too long: it may have 2000 characters/)
      await storage.state.set(longest, 1)
      expect((await storage.state.get(longest))?.value).toBe(1)
      const claim = { namespace: 'n'.repeat(256), owner: 'a', updateId: 1 }
      await expect(storage.claimUpdate(claim, 1)).rejects.toThrow(/^The namespace that begins with/)
    })

    it('S10 in place of ids are refused before anything is stored', async () => {
      const entry: SessionEntry = { messageId: 1, chatId: 2, kind: 'text', direction: 'incoming', date: 3 }
      for (const wrong of [{ chatId: 1.5 }, { messageId: Number.NaN }, { chatId: '1; DROP TABLE x' as never }]) {
        await expect(storage.addMany('k', [entry, { ...entry, ...wrong }])).rejects.toThrow(/ids are whole numbers/)
      }
      expect(await storage.list('k')).toEqual([])
    })
  })
}

for (const database of Object.values(databases)) {
  await describeOn(database, () => hostileTests(database))
}
