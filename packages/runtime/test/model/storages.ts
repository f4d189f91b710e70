import { SharedInMemoryStorage, SharedSessions } from '@botgen/testing'
import {
  type Clock,
  type EntryPredicate,
  InMemorySessionStorage,
  type SessionEntry,
  type SessionStorage,
} from '../../src/index.js'
import { idOf } from './messages.js'
import type { Pace } from './pace.js'

/** A storage under test. */
export interface Stored {
  readonly storage: SessionStorage
  /** The keys under which something is left. */
  readonly keys: () => readonly string[]
  /** The messages of each key in the order in which they were stored for the first time, where that is noted. */
  readonly arrivals?: () => ReadonlyMap<string, ReadonlyMap<string, SessionEntry>>
  /** As another process that opens, and does nothing with, what is open. */
  readonly useElsewhere?: () => void
  /** What another process has the same data by. */
  readonly elsewhere?: SessionStorage
}

export type MakeStorage = (pace: Pace, clock: Clock) => Stored

/** What `add` was given is kept twice if it was given twice. */
export class FourMethods implements SessionStorage {
  readonly arrivals = new Map<string, Map<string, SessionEntry>>()
  readonly #entries = new Map<string, readonly SessionEntry[]>()
  protected readonly pace: Pace

  constructor(pace: Pace) {
    this.pace = pace
  }

  keys(): readonly string[] {
    return [...this.#entries.keys()]
  }

  add(key: string, entry: SessionEntry): Promise<void> {
    return this.step(() => {
      const arrived = this.arrivals.get(key) ?? new Map<string, SessionEntry>()
      if (!arrived.has(idOf(entry))) this.arrivals.set(key, arrived.set(idOf(entry), entry))
      this.write(key, [...this.read(key), { ...entry }])
    })
  }

  list(key: string): Promise<readonly SessionEntry[]> {
    return this.step(() => this.read(key).map((entry) => ({ ...entry })))
  }

  remove(key: string, predicate: EntryPredicate): Promise<number> {
    return this.step(() => {
      const before = this.read(key)
      this.write(
        key,
        before.filter((entry) => !predicate(entry)),
      )
      return before.length - this.read(key).length
    })
  }

  clear(key: string): Promise<void> {
    return this.step(() => this.write(key, []))
  }

  protected read(key: string): readonly SessionEntry[] {
    return this.#entries.get(key) ?? []
  }

  protected write(key: string, entries: readonly SessionEntry[]): void {
    if (entries.length === 0) this.#entries.delete(key)
    else this.#entries.set(key, entries)
  }

  /** The way there and the way back take time; what happens there happens at once. */
  protected async step<T>(work: () => T): Promise<T> {
    await this.pace.wait()
    const answer = work()
    await this.pace.wait()
    return answer
  }
}

/** Notes its keys, which the storage itself keeps to itself. */
class CountedMemory extends InMemorySessionStorage {
  readonly #keys = new Set<string>()

  override add(key: string, entry: SessionEntry): void {
    this.#keys.add(key)
    super.add(key, entry)
  }

  keys(): readonly string[] {
    return [...this.#keys].filter((key) => this.count(key) > 0)
  }
}

export const inMemory: MakeStorage = () => {
  const storage = new CountedMemory()
  return { storage, keys: () => storage.keys() }
}

export const fourMethods: MakeStorage = (pace) => {
  const storage = new FourMethods(pace)
  return { storage, keys: () => storage.keys(), arrivals: () => storage.arrivals }
}

/** Opens at once, so that who asks whether a session is open, and then opens it, joins that period. */
class JoinsAtOnce extends SharedInMemoryStorage {
  override openSession(key: string): Promise<number> {
    return Promise.resolve(this.data.open(key))
  }
}

/** The answers of one call may be overtaken by those of a later one, as those of a database over several connections. */
export const shared: MakeStorage = (pace, clock) => {
  const data = new SharedSessions(clock)
  const storage = aroundCalls(new SharedInMemoryStorage(data), async (call) => {
    await pace.wait()
    const answer = await call()
    await pace.wait()
    return answer
  })
  const keys = (): readonly string[] => data.openSessions().map(({ key }) => key)
  const useElsewhere = (): void => {
    for (const key of keys()) data.open(key)
  }
  return { storage, keys, useElsewhere, elsewhere: new JoinsAtOnce(data) }
}

/** `storage`, telling how many of its calls have not been answered. */
export function counting(storage: SessionStorage): {
  readonly storage: SessionStorage
  readonly unanswered: () => number
} {
  let unanswered = 0
  const counted = aroundCalls(storage, (call) => {
    const answer = call()
    if (!(answer instanceof Promise)) return answer
    unanswered += 1
    return answer.finally(() => (unanswered -= 1))
  })
  return { storage: counted, unanswered: () => unanswered }
}

/** `storage` with each call made by `around`. It has the methods that `storage` has, and no others. */
function aroundCalls(storage: SessionStorage, around: (call: () => unknown) => unknown): SessionStorage {
  return new Proxy(storage, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function') return method
      return (...given: readonly unknown[]): unknown => around(() => Reflect.apply(method, target, given) as unknown)
    },
  })
}
