import type { StoredSession } from '@botgen/runtime'
import { type Methods, type Mutant, testMutants } from './harness.js'

/** `openKeys` with another idea of which keys are a chat's. */
const finding = (isOf: (key: string, chat: string) => boolean): Methods => {
  return ({ intact }) => ({
    openKeys: async (chat) => (await intact.openKeys('')).filter(({ key }) => isOf(key, chat)),
  })
}

/** What a database makes of `chat` as the beginning of a pattern, with these wildcards. */
function pattern(chat: string, any: string, one: string): RegExp {
  const parts = Array.from(chat, (character) => {
    if (character === any) return '.*'
    return character === one ? '.' : character.replace(/[^A-Za-z0-9]/, '\\$&')
  })
  return new RegExp(`^${parts.join('')}`)
}

const openingMutants: readonly Mutant[] = [
  {
    bug: 'has an epoch for each opening',
    found: 'S31 openSession returns one epoch',
    methods: ({ notes }) => ({ openSession: (key) => count(notes, key) }),
  },
  {
    bug: 'gives out an epoch again after a close',
    found: 'S28 openSession never',
    methods: ({ intact }) => ({ openSession: (key) => intact.openSession(key).then(() => 1) }),
  },
  {
    bug: 'reads the epoch and then writes it',
    found: 'S31 openSession returns one epoch to all',
    methods: ({ intact, notes }) => ({
      async openSession(key) {
        const open = (await intact.openKeys(key)).find((each) => each.key === key)
        if (open !== undefined) return open.epoch
        await intact.openSession(key)
        const epoch = count(notes, 'epoch')
        intact.data.touch(key).epoch = epoch
        return epoch
      },
    }),
  },
  {
    bug: 'numbers epochs in each process',
    found: 'openSession',
    methods: ({ intact }) => {
      const own = new Map<string, number>()
      return { openSession: (key) => intact.openSession(key).then(() => count(own, key)) }
    },
  },
  {
    bug: 'empties a session that is opened',
    found: 'S31 openSession',
    methods: ({ intact }) => ({
      openSession: (key) => intact.remove(key, () => true).then(() => intact.openSession(key)),
    }),
  },
  {
    bug: 'forgets on clear that the session was open',
    found: 'S28 addIfOpen stores nothing for an epoch that is over',
    methods: ({ intact }) => ({ clear: (key) => intact.remove(key, () => true).then(() => {}) }),
  },
  {
    bug: 'closes a session that is emptied',
    found: 'S27 stays open',
    methods: ({ intact }) => ({
      async remove(key, predicate) {
        const removed = await intact.remove(key, predicate)
        if ((await intact.count(key)) === 0) await intact.clear(key)
        return removed
      },
    }),
  },
  {
    bug: 'opens on add',
    found: 'S30 add opens',
    methods: ({ intact }) => ({ add: (key, entry) => intact.openSession(key).then(() => intact.add(key, entry)) }),
  },
  {
    bug: 'passes over the epoch in addIfOpen',
    found: 'S28 addIfOpen',
    methods: ({ intact }) => ({
      async addIfOpen(key, _epoch, entries) {
        const [open] = await intact.openKeys(key)
        return open !== undefined && intact.addIfOpen(key, open.epoch, entries)
      },
    }),
  },
  {
    bug: 'takes a later epoch in addIfOpen',
    found: 'S28 addIfOpen stores nothing for an epoch that has not come',
    methods: ({ intact }) => ({
      async addIfOpen(key, epoch, entries) {
        const [open] = await intact.openKeys(key)
        return open !== undefined && epoch >= open.epoch && intact.addIfOpen(key, open.epoch, entries)
      },
    }),
  },
  {
    bug: 'asks in addIfOpen and then adds',
    found: 'S28 addIfOpen that meets',
    methods: ({ intact }) => ({
      async addIfOpen(key, epoch, entries) {
        const isOpen = await intact.addIfOpen(key, epoch, [])
        if (isOpen) await intact.addMany(key, entries)
        return isOpen
      },
    }),
  },
  {
    bug: 'adds in addIfOpen and then asks',
    found: 'S28 addIfOpen stores nothing for a session',
    methods: ({ intact }) => ({
      async addIfOpen(key, epoch, entries) {
        await intact.addMany(key, entries)
        return intact.addIfOpen(key, epoch, [])
      },
    }),
  },
  {
    bug: 'opens in addIfOpen',
    found: 'S28 addIfOpen',
    methods: ({ intact }) => ({
      addIfOpen: async (key, _epoch, entries) => intact.addIfOpen(key, await intact.openSession(key), entries),
    }),
  },
  {
    bug: 'adds one by one in addIfOpen',
    found: 'S30 addIfOpen shows',
    methods: ({ intact }) => ({
      async addIfOpen(key, epoch, entries) {
        for (const entry of entries) await intact.addIfOpen(key, epoch, [entry])
        return intact.addIfOpen(key, epoch, [])
      },
    }),
  },
  {
    bug: 'says no in addIfOpen without entries',
    found: 'S30 addIfOpen appends',
    methods: ({ intact }) => ({
      addIfOpen: async (key, epoch, entries) => entries.length > 0 && intact.addIfOpen(key, epoch, entries),
    }),
  },
  {
    bug: 'says no in addIfOpen to a message that it has',
    found: 'S15 addIfOpen',
    methods: ({ intact }) => ({
      async addIfOpen(key, epoch, entries) {
        const before = await intact.count(key)
        await intact.addIfOpen(key, epoch, entries)
        return (await intact.count(key)) === before + entries.length
      },
    }),
  },
]

const openKeysMutants: readonly Mutant[] = [
  { bug: 'finds keys by a part', found: 'S31 openKeys finds the', methods: finding((key, chat) => key.includes(chat)) },
  {
    bug: 'finds chats that begin alike',
    found: 'S31 openKeys finds the',
    methods: finding((key, chat) => key.startsWith(chat.slice(0, -1))),
  },
  {
    bug: 'finds keys in other letters',
    found: 'S31 openKeys finds the',
    methods: finding((key, chat) => key.toLowerCase().startsWith(chat.toLowerCase())),
  },
  {
    bug: 'finds keys with LIKE',
    found: 'S31 openKeys finds the',
    methods: finding((key, chat) => pattern(chat, '%', '_').test(key)),
  },
  {
    bug: 'finds keys with GLOB',
    found: 'S31 openKeys finds the',
    methods: finding((key, chat) => pattern(chat, '*', '?').test(key)),
  },
  {
    bug: 'finds keys up to a letter',
    found: 'S31 openKeys finds the',
    methods: finding((key, chat) => key >= chat && key < `${chat}z`),
  },
  {
    bug: 'misses the chat itself',
    found: 'S31 openKeys finds the',
    methods: finding((key, chat) => key.startsWith(chat) && key !== chat),
  },
  {
    bug: 'finds 100 at most',
    found: 'S31 openKeys finds each',
    methods: ({ intact }) => ({ openKeys: async (chat) => (await intact.openKeys(chat)).slice(0, 100) }),
  },
  {
    bug: 'remembers what was open in this process',
    found: 'S31 openKeys finds a session',
    methods: ({ intact }) => {
      const seen = new Map<string, readonly StoredSession[]>()
      return { openKeys: async (chat) => seen.get(chat) ?? seen.set(chat, await intact.openKeys(chat)).get(chat) ?? [] }
    },
  },
]

testMutants([...openingMutants, ...openKeysMutants])

function count(counters: Map<string, number>, key: string): number {
  const next = (counters.get(key) ?? 0) + 1
  counters.set(key, next)
  return next
}
