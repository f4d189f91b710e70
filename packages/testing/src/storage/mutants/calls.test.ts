import type { SessionEntry } from '@botgen/runtime'
import { messageOf } from '../samples.js'
import { type Mutant, testMutants } from './harness.js'

const raceMutants: readonly Mutant[] = [
  {
    bug: 'writes back what it read, with an entry more',
    found: 'S30 keeps each of 1000',
    methods: () => {
      let file: readonly SessionEntry[] = []
      return {
        async add(_key, entry) {
          const read = file
          await Promise.resolve()
          file = [...read, entry]
        },
        list: () => file,
      }
    },
  },
  {
    bug: 'writes back what it read, without what matched',
    found: 'S23',
    methods: ({ intact }) => ({
      async remove(key, predicate) {
        const read = await intact.list(key)
        await intact.clear(key)
        const kept = read.filter((entry) => !predicate(entry))
        await intact.addMany(key, kept)
        return read.length - kept.length
      },
    }),
  },
  {
    bug: 'removes all that there is but what it read and kept',
    found: 'S23 keeps',
    methods: ({ intact }) => ({
      async remove(key, predicate) {
        const kept = new Set((await intact.list(key)).filter((entry) => !predicate(entry)).map(messageOf))
        return intact.remove(key, (entry) => !kept.has(messageOf(entry)))
      },
    }),
  },
  {
    bug: 'keeps a cache of its own',
    found: 'S31 shows',
    methods: ({ intact }) => {
      const cache = new Map<string, readonly SessionEntry[]>()
      const forget = (key: string) => void cache.delete(key)
      return {
        async list(key) {
          const listed = cache.get(key) ?? (await intact.list(key))
          cache.set(key, listed)
          return listed
        },
        add: (key, entry) => intact.add(key, entry).then(() => forget(key)),
        clear: (key) => intact.clear(key).then(() => forget(key)),
      }
    },
  },
]

const batchMutants: readonly Mutant[] = [
  {
    bug: 'addMany adds one by one',
    found: 'S30 addMany shows',
    methods: ({ intact }) => ({
      async addMany(key, entries) {
        for (const entry of entries) await intact.add(key, entry)
      },
    }),
  },
  {
    bug: 'addMany adds at once, but not in one step',
    found: 'S23 addMany',
    methods: ({ intact }) => ({
      async addMany(key, entries) {
        await intact.addMany(key, entries.slice(0, 10))
        await intact.addMany(key, entries.slice(10))
      },
    }),
  },
  {
    bug: 'addMany takes 999 at most',
    found: 'S30 addMany takes',
    methods: ({ intact }) => ({ addMany: (key, entries) => intact.addMany(key, entries.slice(0, 999)) }),
  },
  {
    bug: 'addMany fails without entries',
    found: 'S30 addMany takes',
    methods: ({ intact }) => ({
      addMany: (key, entries) =>
        entries.length === 0 ? Promise.reject(new Error('syntax')) : intact.addMany(key, entries),
    }),
  },
  {
    bug: 'addMany replaces what is there',
    found: 'S30 addMany appends',
    methods: ({ intact }) => ({
      addMany: (key, entries) => intact.clear(key).then(() => intact.addMany(key, entries)),
    }),
  },
  {
    bug: 'addMany fails with a message that it has',
    found: 'S12 addMany',
    methods: ({ intact }) => ({
      async addMany(key, entries) {
        if (new Set(entries.map(messageOf)).size < entries.length) throw new Error('unique')
        await intact.addMany(key, entries)
      },
    }),
  },
  {
    bug: 'removeIds passes over chats',
    found: 'S12 removeIds',
    methods: ({ intact }) => ({
      async removeIds(key, ids) {
        await intact.remove(key, ({ messageId }) => ids.some((id) => id.messageId === messageId))
      },
    }),
  },
  {
    bug: 'removeIds passes over connections',
    found: 'S12 removeIds',
    methods: ({ intact }) => ({
      async removeIds(key, ids) {
        const isMeant = ({ chatId, messageId }: SessionEntry): boolean =>
          ids.some((id) => id.messageId === messageId && id.chatId === chatId)
        await intact.remove(key, isMeant)
      },
    }),
  },
  {
    bug: 'removeIds drops all without ids',
    found: 'S30 removeIds takes',
    methods: ({ intact }) => ({
      removeIds: (key, ids) => (ids.length === 0 ? intact.clear(key) : intact.removeIds(key, ids)),
    }),
  },
  {
    bug: 'removeIds leaves the last',
    found: 'removeIds',
    methods: ({ intact }) => ({ removeIds: (key, ids) => intact.removeIds(key, ids.slice(0, -1)) }),
  },
  {
    bug: 'removeIds writes back what it read',
    found: 'S23 removeIds',
    methods: ({ intact }) => ({
      async removeIds(key, ids) {
        const dropped = new Set(ids.map(messageOf))
        const kept = (await intact.list(key)).filter((entry) => !dropped.has(messageOf(entry)))
        await intact.clear(key)
        await intact.addMany(key, kept)
      },
    }),
  },
  {
    bug: 'count counts adds',
    found: 'S21 count',
    methods: ({ intact }) => {
      let count = 0
      return { add: (key, entry) => intact.add(key, entry).then(() => void (count += 1)), count: () => count }
    },
  },
  {
    bug: 'count passes over chats',
    found: 'S21 count',
    methods: ({ intact }) => ({
      count: async (key) => new Set((await intact.list(key)).map(({ messageId }) => messageId)).size,
    }),
  },
]

testMutants([...raceMutants, ...batchMutants])
