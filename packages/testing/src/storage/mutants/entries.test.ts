import type { SessionEntry, SessionStorage } from '@botgen/runtime'
import { messageOf } from '../samples.js'
import { type Methods, type Mutant, testMutants } from './harness.js'

/** A bug in how entries are written, whichever method writes them. */
const writing = (change: (entry: SessionEntry) => SessionEntry): Methods => {
  return ({ intact }) => ({ add: (key, entry) => intact.add(key, change(entry)) })
}

/** A bug in how keys are written, in all required methods. */
const naming = (change: (key: string) => string): Methods => {
  return ({ intact }) => ({
    add: (key, entry) => intact.add(change(key), entry),
    list: (key) => intact.list(change(key)),
    remove: (key, predicate) => intact.remove(change(key), predicate),
    clear: (key) => intact.clear(change(key)),
  })
}

/** Drops a message that is taken for one that is there already. */
const confusing = (nameOf: (entry: SessionEntry) => unknown): Methods => {
  return ({ intact }) => ({
    async add(key, entry) {
      const listed = await intact.list(key)
      if (!listed.some((each) => nameOf(each) === nameOf(entry))) await intact.add(key, entry)
    },
  })
}

const entryMutants: readonly Mutant[] = [
  { bug: 'forgets threads', found: 'S10', methods: writing(({ threadId: _, ...entry }) => entry) },
  { bug: 'forgets connections', found: 'S10', methods: writing(({ businessConnectionId: _, ...entry }) => entry) },
  { bug: 'forgets who sent', found: 'S10', methods: writing((entry) => ({ ...entry, direction: 'incoming' })) },
  {
    bug: 'has ids of 32 bits',
    found: 'S10',
    methods: writing((entry) => ({ ...entry, messageId: entry.messageId | 0 })),
  },
  {
    bug: 'has dates of 31 bits',
    found: 'S10',
    methods: writing((entry) => ({ ...entry, date: entry.date % 2 ** 31 })),
  },
  {
    bug: 'has no negative chats',
    found: 'S10',
    methods: writing((entry) => ({ ...entry, chatId: Math.abs(entry.chatId) })),
  },
  {
    bug: 'knows some kinds only',
    found: 'S10',
    methods: writing((entry) =>
      ['text', 'photo', 'unknown'].includes(entry.kind) ? entry : { ...entry, kind: 'unknown' },
    ),
  },
  {
    bug: 'adds fields without values',
    found: 'S10',
    methods: writing((entry) => ({ userId: undefined, ...entry }) as SessionEntry),
  },
  { bug: 'takes ids for messages', found: 'S12 tells', methods: confusing(({ messageId }) => messageId) },
  {
    bug: 'passes over connections',
    found: 'S12 tells',
    methods: confusing(({ chatId, messageId }) => `${chatId} ${messageId}`),
  },
  {
    bug: 'takes connections for alike in other letters',
    found: 'S12 tells',
    methods: confusing((entry) => messageOf(entry).toLowerCase()),
  },
  {
    bug: 'removes all but one of what matches',
    found: 'S30 removes',
    methods: ({ intact }) => ({
      async remove(key, predicate) {
        const chosen = (await intact.list(key)).filter(predicate).slice(1)
        await intact.removeIds(key, chosen)
        return chosen.length
      },
    }),
  },
  {
    bug: 'removes another chat’s messages with three that match',
    found: 'agrees with a model',
    methods: ({ intact }) => ({
      async remove(key, predicate) {
        const removed = await intact.remove(key, predicate)
        if (removed > 2) await intact.remove(key, ({ chatId }) => chatId === 7)
        return removed
      },
    }),
  },
  {
    bug: 'returns how many are left',
    found: 'S30 removes',
    methods: ({ intact }) => ({
      async remove(key, predicate) {
        await intact.remove(key, predicate)
        return intact.count(key)
      },
    }),
  },
  {
    bug: 'asks about ids only',
    found: 'S27 asks',
    methods: ({ intact }) => ({
      remove: (key, predicate) =>
        intact.remove(key, ({ chatId, messageId }) => predicate({ chatId, messageId } as SessionEntry)),
    }),
  },
  {
    bug: 'takes a failed predicate for a match',
    found: 'S27 fails',
    methods: ({ intact }) => ({
      async remove(key, predicate) {
        try {
          return await intact.remove(key, predicate)
        } catch (error) {
          await intact.remove(key, () => true)
          throw error
        }
      },
    }),
  },
  {
    bug: 'hides that a predicate failed',
    found: 'S27 fails',
    methods: ({ intact }) => ({ remove: (key, predicate) => intact.remove(key, predicate).catch(() => 0) }),
  },
  {
    bug: 'clears keys that begin alike',
    found: 'S1 takes keys literally that mean',
    methods: ({ intact }) => ({
      async clear(key) {
        for (const { key: each } of await intact.openKeys(key)) await intact.clear(each)
      },
      async add(key, entry) {
        await intact.openSession(key)
        await intact.add(key, entry)
      },
    }),
  },
  { bug: 'hands out the array it works with', found: 'S21 lists', methods: keepingArrays },
  {
    bug: 'keeps the entries that it was given',
    found: 'S30 keeps a copy',
    methods: () => {
      const entries: SessionEntry[] = []
      return { add: (_key, entry) => void entries.push(entry), list: () => entries.map((entry) => ({ ...entry })) }
    },
  },
  {
    bug: 'hands out the entries that it has',
    found: 'S30 hands out copies',
    methods: ({ intact: { data } }) => ({ list: (key) => [...(data.get(key)?.entries.values() ?? [])] }),
  },
]

function keepingArrays(): Partial<SessionStorage> {
  const arrays = new Map<string, SessionEntry[]>()
  const of = (key: string): SessionEntry[] => arrays.get(key) ?? arrays.set(key, []).get(key) ?? []
  return {
    add: (key, entry) => void of(key).push({ ...entry }),
    list: of,
    remove: (key, predicate) => of(key).splice(0, Infinity, ...of(key).filter((each) => !predicate(each))).length,
    clear: (key) => void of(key).splice(0),
  }
}

const keyMutants: readonly Mutant[] = [
  {
    bug: 'has keys as names of an object’s fields',
    found: 'S1 takes keys literally that mean',
    methods: () => {
      const fields: Record<string, SessionEntry[]> = {}
      return { add: (key, entry) => void (fields[key] ??= []).push(entry), list: (key) => fields[key] ?? [] }
    },
  },
  {
    bug: 'has keys in small letters',
    found: 'S1 keeps keys apart that differ',
    methods: naming((key) => key.toLowerCase()),
  },
  { bug: 'trims keys', found: 'S1 takes keys literally', methods: naming((key) => key.trim()) },
  {
    bug: 'ignores spaces at the end',
    found: 'S1 takes keys literally that mean',
    methods: naming((key) => key.trimEnd()),
  },
  { bug: 'cuts keys off at 255', found: 'S1 keeps keys', methods: naming((key) => key.slice(0, 255)) },
  { bug: 'cuts keys off at 999', found: 'S1 keeps keys of 1000', methods: naming((key) => key.slice(0, 999)) },
  {
    bug: 'takes keys for paths',
    found: 'S1 takes keys literally',
    methods: naming(
      (key) => new URL(key.replaceAll('%', '%25').replaceAll('#', '%23').replaceAll('?', '%3f'), 'file:///').href,
    ),
  },
  {
    bug: 'takes backslashes away',
    found: 'S1 takes keys literally that mean',
    methods: naming((key) => key.replaceAll('\\', '')),
  },
  {
    bug: 'decodes keys',
    found: 'S1 takes keys literally that mean',
    methods: naming((key) => key.replaceAll('%00', '%')),
  },
  {
    bug: 'takes keys for numbers',
    found: 'S1 takes keys literally that mean',
    methods: naming((key) => (key !== '' && !Number.isNaN(Number(key)) ? String(Number(key)) : key)),
  },
]

testMutants([...entryMutants, ...keyMutants])
