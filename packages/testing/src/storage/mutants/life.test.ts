import { type Mutant, testMutants } from './harness.js'

const idlingMutants: readonly Mutant[] = [
  { bug: 'never closes', found: 'S29 closeIfIdle closes', methods: () => ({ closeIfIdle: () => false }) },
  {
    bug: 'always closes',
    found: 'S29 closeIfIdle leaves',
    methods: ({ intact }) => ({ closeIfIdle: (key, epoch) => intact.closeIfIdle(key, epoch, Infinity) }),
  },
  {
    bug: 'closes whatever the epoch',
    found: 'S28 closeIfIdle',
    methods: ({ intact }) => ({
      closeIfIdle: async (key, _epoch, since) =>
        intact.closeIfIdle(key, (await intact.openKeys(key))[0]?.epoch ?? 0, since),
    }),
  },
  {
    bug: 'closes only what was used before now',
    found: 'S28 closeIfIdle closes a session in its epoch',
    methods: ({ intact, clock }) => ({
      closeIfIdle: (key, epoch, since) => intact.closeIfIdle(key, epoch, Math.min(since, clock.now())),
    }),
  },
  {
    bug: 'takes Infinity for the present epoch',
    found: 'S28 closeIfIdle closes a session in its epoch',
    methods: ({ intact }) => ({
      closeIfIdle: async (key, epoch, since) =>
        intact.closeIfIdle(key, since === Infinity ? ((await intact.openKeys(key))[0]?.epoch ?? 0) : epoch, since),
    }),
  },
  {
    bug: 'keeps the entries of what it closes',
    found: 'S29 closeIfIdle closes',
    methods: ({ intact }) => ({
      async closeIfIdle(key, epoch, since) {
        const entries = await intact.list(key)
        const isClosed = await intact.closeIfIdle(key, epoch, since)
        if (isClosed) await intact.addMany(key, entries)
        return isClosed
      },
    }),
  },
  {
    bug: 'goes by the last opening only',
    found: 'S29 closeIfIdle leaves a session that was appended',
    methods: ({ intact, clock, notes }) => ({
      openSession: (key) => intact.openSession(key).finally(() => notes.set(key, clock.now())),
      closeIfIdle: async (key, epoch, since) =>
        (notes.get(key) ?? 0) < since && intact.closeIfIdle(key, epoch, Infinity),
    }),
  },
  {
    bug: 'goes by the first opening',
    found: 'S29 closeIfIdle leaves a session that another process',
    methods: ({ intact, clock, notes }) => ({
      async openSession(key) {
        if (!notes.has(key)) notes.set(key, clock.now())
        return intact.openSession(key)
      },
      closeIfIdle: async (key, epoch, since) =>
        (notes.get(key) ?? 0) < since && intact.closeIfIdle(key, epoch, Infinity),
    }),
  },
  {
    bug: 'asks whether it is idle and then closes',
    found: 'S29 closeIfIdle that meets',
    methods: ({ intact }) => ({
      async closeIfIdle(key, epoch, since) {
        const isIdle = (intact.data.get(key)?.activeAt ?? Infinity) < since && intact.data.get(key)?.epoch === epoch
        if (isIdle) await intact.clear(key)
        return isIdle
      },
    }),
  },
  {
    bug: 'does not count add as appending',
    found: 'S29 closeIfIdle counts add',
    methods: ({ intact, clock }) => ({
      async add(key, entry) {
        const activeAt = intact.data.get(key)?.activeAt
        await intact.add(key, entry)
        const stored = intact.data.get(key)
        if (stored !== undefined) stored.activeAt = activeAt ?? clock.now()
      },
    }),
  },
]

const restartMutants: readonly Mutant[] = [
  {
    bug: 'loses its entries in a restart',
    found: 'S31 has',
    restarted: ({ intact }, data) => {
      for (const { key, epoch } of intact.data.openSessions()) data.touch(key).epoch = epoch
    },
  },
  {
    bug: 'loses in a restart what is open',
    found: 'S31 has its open sessions',
    restarted: ({ intact }, data) => {
      for (const { key } of intact.data.openSessions()) {
        data.append(key, [...(intact.data.get(key)?.entries.values() ?? [])])
      }
    },
  },
  { bug: 'begins the epochs anew in a restart', found: 'S28 keeps a closed', restarted: () => {} },
]

testMutants([...idlingMutants, ...restartMutants])
