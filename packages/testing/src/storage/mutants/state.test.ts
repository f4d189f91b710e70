import { describe, expect, it } from '@jest/globals'
import { InMemoryStateStorage, type StateStorage } from '@botgen/runtime'
import { TestClock } from '../../world/clock.js'
import { failuresOf } from './failures.js'
import { stateStorageSuite } from '../index.js'

interface Mutant {
  readonly bug: string
  /** In the titles of the tests that must find it. */
  readonly found: string
  readonly methods: (intact: InMemoryStateStorage, clock: TestClock) => Partial<StateStorage>
}

const naming = (change: (key: string) => string): ((intact: InMemoryStateStorage) => StateStorage) => {
  return (intact) => ({
    get: (key) => intact.get(change(key)),
    set: (key, value, options) => intact.set(change(key), value, options),
    delete: (key) => intact.delete(change(key)),
  })
}

const mutants: readonly Mutant[] = [
  {
    bug: 'keeps text only',
    found: 'S38 gets back',
    methods: (intact) => ({ set: (key, value, options) => intact.set(key, String(value), options) }),
  },
  {
    bug: 'takes empty values for none',
    found: 'S38 gets back',
    methods: (intact) => ({
      get(key) {
        const held = intact.get(key)
        return held?.value === null || held?.value === '' ? undefined : held
      },
    }),
  },
  { bug: 'deletes nothing', found: 'S38 deletes', methods: () => ({ delete: () => {} }) },
  { bug: 'has keys in small letters', found: 'S1', methods: naming((key) => key.toLowerCase()) },
  { bug: 'trims keys', found: 'S1', methods: naming((key) => key.trim()) },
  { bug: 'cuts keys off', found: 'S1', methods: naming((key) => key.slice(0, 255)) },
  {
    bug: 'shares its values',
    found: 'copies',
    methods: (intact) => {
      const values = new Map<string, unknown>()
      return {
        set(key, value, options) {
          values.set(key, value)
          return intact.set(key, value, options)
        },
        get(key) {
          const held = intact.get(key)
          return held && { ...held, value: values.get(key) }
        },
      }
    },
  },
  {
    bug: 'begins the versions anew after a delete',
    found: 'S38 has another version',
    methods: (intact) => {
      const versions = new Map<string, number>()
      return {
        set(key, value) {
          intact.set(key, value)
          const version = (versions.get(key) ?? 0) + 1
          versions.set(key, version)
          return version
        },
        get(key) {
          const held = intact.get(key)
          return held && { ...held, version: versions.get(key) ?? 0 }
        },
        delete(key) {
          versions.delete(key)
          intact.delete(key)
        },
      }
    },
  },
  {
    bug: 'passes over ifVersion',
    found: 'S38 sets with',
    methods: (intact) => ({ set: (key, value, { ifVersion: _, ...options } = {}) => intact.set(key, value, options) }),
  },
  {
    bug: 'takes ifVersion 0 for none',
    found: 'S38 sets with ifVersion 0',
    methods: (intact) => ({
      set: (key, value, { ifVersion, ...options } = {}) =>
        intact.set(key, value, { ...options, ...(ifVersion !== undefined && ifVersion !== 0 && { ifVersion }) }),
    }),
  },
  {
    bug: 'takes an older version too',
    found: 'S38 sets with',
    methods: (intact) => ({
      set(key, value, { ifVersion, ...options } = {}) {
        const version = intact.get(key)?.version ?? 0
        return ifVersion !== undefined && ifVersion > version ? undefined : intact.set(key, value, options)
      },
    }),
  },
  {
    bug: 'compares the version and then sets',
    found: 'S38 lets one',
    methods: (intact) => ({
      async set(key, value, { ifVersion, ...options } = {}) {
        if (ifVersion !== undefined && ifVersion !== (intact.get(key)?.version ?? 0)) return undefined
        await Promise.resolve()
        return intact.set(key, value, options)
      },
    }),
  },
  {
    bug: 'keeps everything for ever',
    found: 'S38 has a value until',
    methods: (intact) => ({ set: (key, value, { ttl: _, ...options } = {}) => intact.set(key, value, options) }),
  },
  {
    bug: 'takes seconds for milliseconds',
    found: 'S38 has a value until',
    methods: (intact) => ({
      set: (key, value, { ttl, ...options } = {}) =>
        intact.set(key, value, { ...options, ...(ttl !== undefined && { ttl: ttl * 1000 }) }),
    }),
  },
  {
    bug: 'ends a value when its first time is over',
    found: 'S38 forgets the time',
    methods: (intact, clock) => {
      const ends = new Map<string, number>()
      return {
        set(key, value, options) {
          if (options?.ttl !== undefined && !ends.has(key)) ends.set(key, clock.now() + options.ttl)
          return intact.set(key, value, options)
        },
        get: (key) => ((ends.get(key) ?? Infinity) <= clock.now() ? undefined : intact.get(key)),
      }
    },
  },
  {
    bug: 'changes the time of a value that it does not set',
    found: 'S38 keeps the time',
    methods: (intact) => ({
      set(key, value, options) {
        const held = intact.get(key)
        const version = intact.set(key, value, options)
        if (version === undefined) intact.set(key, held?.value)
        return version
      },
    }),
  },
  {
    bug: 'remembers the version of a value that is gone',
    found: 'S38 has no value, and version 0',
    methods: (intact) => {
      const versions = new Map<string, number>()
      return {
        set(key, value, { ifVersion, ...options } = {}) {
          if (ifVersion !== undefined && ifVersion !== (versions.get(key) ?? 0)) return undefined
          const version = intact.set(key, value, options)
          if (version !== undefined) versions.set(key, version)
          return version
        },
      }
    },
  },
]

describe('S35 the suite finds out that a state storage', () => {
  it.each(mutants)('$bug', async ({ found, methods }) => {
    expect(await failuresOf(declare(methods), found)).not.toEqual([])
    expect(
      await failuresOf(
        declare(() => ({})),
        found,
      ),
    ).toEqual([])
  })

  it.each([
    ['loses its values in a restart', () => new InMemoryStateStorage(), 'restart'],
    ['shares nothing with its peers', () => new InMemoryStateStorage(), 'S38 gets back'],
  ])('%s', async (_bug, other, found) => {
    const subject = { create: () => new InMemoryStateStorage(), peer: other, reopen: other }
    expect(await failuresOf((runner) => stateStorageSuite('mutant', subject, runner), found)).not.toEqual([])
  })
})

function declare(methods: Mutant['methods']) {
  const clock = new TestClock()
  const create = (): StateStorage => {
    const intact = new InMemoryStateStorage(clock)
    return { ...naming((key) => key)(intact), ...methods(intact, clock) }
  }
  return (runner: Parameters<typeof stateStorageSuite>[2]) =>
    stateStorageSuite('mutant', { create, time: clock }, runner)
}
