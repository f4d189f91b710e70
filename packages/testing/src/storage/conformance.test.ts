import { describe, it } from '@jest/globals'
import {
  type EntryPredicate,
  InMemorySessionStorage,
  InMemoryStateStorage,
  type SessionEntry,
  type SessionStorage,
} from '@botgen/runtime'
import { TestClock } from '../world/clock.js'
import {
  faultyStorage,
  optionalMethods,
  SharedInMemoryStorage,
  SharedSessions,
  sessionStorageSuite,
  stateStorageSuite,
} from './index.js'

/** The least that a storage can be. */
class ArrayStorage implements SessionStorage {
  readonly #entries: { readonly key: string; readonly entry: SessionEntry }[] = []

  add(key: string, entry: SessionEntry): void {
    this.#entries.push({ key, entry })
  }

  list(key: string): readonly SessionEntry[] {
    return this.#entries.filter((each) => each.key === key).map(({ entry }) => entry)
  }

  remove(key: string, predicate: EntryPredicate): number {
    const removed = new Set(this.list(key).filter(predicate))
    this.#drop((each) => each.key === key && removed.has(each.entry))
    return removed.size
  }

  clear(key: string): void {
    this.#drop((each) => each.key === key)
  }

  #drop(isDropped: (each: { readonly key: string; readonly entry: SessionEntry }) => boolean): void {
    const kept = this.#entries.filter((each) => !isDropped(each))
    this.#entries.splice(0, this.#entries.length, ...kept)
  }
}

const clock = new TestClock()
const runner = { describe, it }

sessionStorageSuite(
  'S35 InMemorySessionStorage conforms',
  { create: () => new InMemorySessionStorage(), optional: ['count'], entries: 'shared' },
  runner,
)

sessionStorageSuite('S35 a storage of four methods conforms', { create: () => new ArrayStorage(), entries: 'shared' })

sessionStorageSuite(
  'S35 SharedInMemoryStorage conforms',
  {
    create: () => new SharedInMemoryStorage(new SharedSessions(clock)),
    peer: ({ data }) => new SharedInMemoryStorage(data),
    reopen: ({ data }) => new SharedInMemoryStorage(data),
    optional: optionalMethods,
    time: clock,
  },
  runner,
)

sessionStorageSuite(
  'S35 SharedInMemoryStorage conforms in real time, behind a wrapper without faults',
  { create: () => faultyStorage(new SharedInMemoryStorage()).storage, optional: optionalMethods },
  runner,
)

stateStorageSuite(
  'S35 InMemoryStateStorage conforms',
  { create: () => new InMemoryStateStorage(clock), time: clock },
  runner,
)

stateStorageSuite(
  'S35 InMemoryStateStorage conforms in real time',
  { create: () => new InMemoryStateStorage() },
  runner,
)
