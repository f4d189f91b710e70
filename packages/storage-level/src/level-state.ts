import type { SetStateOptions, StateStorage, StateValue } from '@botgen/runtime'
import type { Database } from './database.js'
import { alive, current, type Expiring, replace } from './expiry.js'
import { stateKey } from './keys.js'

type Stored = StateValue & Expiring

/** Does `work` with the database, unless it is closed. */
export type Use = <T>(work: (database: Database) => Promise<T>) => Promise<T>

/** Small values under keys, in the database of a `LevelStorage`. */
export class LevelState implements StateStorage {
  readonly #use: Use

  constructor(use: Use) {
    this.#use = use
  }

  get(key: string): Promise<StateValue | undefined> {
    return this.#use((database) =>
      database.get(stateKey(key), (value) => {
        const stored = alive<Stored>(value, database.now())
        return stored && { value: stored.value, version: stored.version }
      }),
    )
  }

  set(
    key: string,
    value: unknown,
    { ttl = Number.POSITIVE_INFINITY, ifVersion }: SetStateOptions = {},
  ): Promise<number | undefined> {
    // As it is now: its owner may change it later.
    const json = JSON.stringify(value) as string | undefined
    return this.#use((database) => {
      const stored = stateKey(key)
      return database.write({
        keys: [stored],
        run(changes) {
          const before = current<Stored>(changes, stored)?.version ?? 0
          if (ifVersion !== undefined && ifVersion !== before) return undefined
          const version = changes.newNumber()
          const goneAt = changes.now + ttl
          const ends = Number.isSafeInteger(Math.ceil(goneAt))
          const kept = json === undefined ? undefined : (JSON.parse(json) as unknown)
          replace<Stored>(changes, stored, { value: kept, version, ...(ends && { goneAt }) })
          return version
        },
      })
    })
  }

  delete(key: string): Promise<void> {
    const stored = stateKey(key)
    return this.#use((database) =>
      database.write({ keys: [stored], run: (changes) => replace(changes, stored, undefined) }),
    )
  }
}
