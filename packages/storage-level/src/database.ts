import type { Claims } from './claims.js'
import { explain } from './errors.js'
import { Sweeper } from './expiry.js'
import { Memory } from './memory.js'
import type { LevelStorageOptions } from './options.js'
import { type Range, Store } from './store.js'
import { type Step, Writer } from './writer.js'

/** What all storages of one folder in this process share. */
export class Database {
  readonly claims: Claims
  readonly memory: Memory
  readonly now: () => number
  readonly #store: Store
  readonly #writer: Writer
  readonly #sweeper: Sweeper

  private constructor(store: Store, memory: Memory, claims: Claims, clock: { now(): number }) {
    this.claims = claims
    this.memory = memory
    this.now = () => clock.now()
    this.#store = store
    this.#writer = new Writer(store, memory, () => this.#tick())
    this.#sweeper = new Sweeper(store, this.#writer)
    this.#tick()
  }

  static async open(folder: string, claims: Claims, options: LevelStorageOptions): Promise<Database> {
    const memory = new Memory(folder)
    const store = await Store.open(folder, {
      durability: options.durability ?? 'process',
      onOpen: (level) => memory.load(level),
    })
    return new Database(store, memory, claims, options.clock ?? Date)
  }

  /** What `read` makes of the value under `key`. */
  get<T>(key: string, read: (value: string | undefined) => T): Promise<T> {
    return this.#readable(async () => {
      const [value] = await this.#store.getMany([key])
      return read(value)
    })
  }

  /** What `read` makes of each value in the range. */
  all<T>(range: Range, read: (value: string) => T): Promise<readonly T[]> {
    return this.#readable(async () => (await this.#store.pairs(range)).map(([, value]) => read(value)))
  }

  keys(range: Range): Promise<readonly string[]> {
    return this.#store.keys(range)
  }

  /** Resolves when the step is written. */
  write<T>(step: Step<T>): Promise<T> {
    return this.#writer.write(step)
  }

  /** Waits until all is written that was asked for. */
  idle(): Promise<void> {
    return this.#writer.idle()
  }

  async close(): Promise<void> {
    await this.#sweeper.stop()
    await this.#writer.idle()
    await this.#store.close()
  }

  #tick(): number {
    const now = this.now()
    this.#sweeper.tick(now)
    return now
  }

  async #readable<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read()
    } catch (error) {
      throw explain(error, this.#store.folder)
    }
  }
}
