import type { TestClock } from '@botgen/testing'
import type { RedisStorage } from '../redis-storage.js'

/** Makes storages that share nothing but with their peers. */
export class Storages {
  readonly #open: (prefix: string) => Promise<RedisStorage>
  readonly #prefix: string
  readonly #prefixes = new Map<RedisStorage, string>()
  #count = 0

  /** @param open makes a storage whose keys begin so */
  constructor(prefix: string, open: (prefix: string) => Promise<RedisStorage>) {
    this.#prefix = prefix
    this.#open = open
  }

  readonly create = (): Promise<RedisStorage> => {
    this.#count += 1
    return this.#make(`${this.#prefix}${this.#count}:`)
  }

  /** Another storage on the same keys. */
  readonly another = (first: RedisStorage): Promise<RedisStorage> => this.#make(this.#prefixes.get(first) ?? '')

  async #make(prefix: string): Promise<RedisStorage> {
    const storage = await this.#open(prefix)
    this.#prefixes.set(storage, prefix)
    return storage
  }
}

/** Subjects of the conformance suites. */
export function subjects(storages: Storages, time?: TestClock) {
  const { create, another } = storages
  const owners = new Map<RedisStorage['state'], RedisStorage>()
  const stateOf = (storage: RedisStorage): RedisStorage['state'] => {
    owners.set(storage.state, storage)
    return storage.state
  }
  const ownerOf = (state: RedisStorage['state']): RedisStorage => {
    const owner = owners.get(state)
    if (owner === undefined) throw new TypeError('This state is of no storage that was made here.')
    return owner
  }
  return {
    sessions: { create, peer: another, reopen: another, ...(time && { time }) },
    state: {
      create: async () => stateOf(await create()),
      peer: async (first: RedisStorage['state']) => stateOf(await another(ownerOf(first))),
      reopen: async (last: RedisStorage['state']) => {
        await ownerOf(last).close()
        return stateOf(await another(ownerOf(last)))
      },
      dispose: (state: RedisStorage['state']) => ownerOf(state).close(),
      ...(time && { time }),
    },
  }
}
