import { InMemorySessionStorage, type SessionEntry, type SessionStorage } from '@botgen/runtime'

/** A storage that takes a moment to answer, and is out of order now and then. */
export class FlakyStorage implements SessionStorage {
  readonly #entries = new InMemorySessionStorage()
  #isDown = false
  #isReliable = false

  /** Goes down and comes back at random, until `recover()`. */
  start(random: () => number): void {
    if (this.#isReliable) return
    this.#isDown = !this.#isDown && random() < 0.5
    setTimeout(() => this.start(random), 20 + random() * 200)
  }

  recover(): void {
    this.#isReliable = true
    this.#isDown = false
  }

  async add(key: string, entry: SessionEntry): Promise<void> {
    await new Promise(setImmediate)
    if (this.#isDown) throw new Error('the storage is down')
    this.#entries.add(key, entry)
  }

  list(key: string): readonly SessionEntry[] {
    return this.#entries.list(key)
  }

  remove(key: string, predicate: (entry: SessionEntry) => boolean): number {
    return this.#entries.remove(key, predicate)
  }

  clear(key: string): void {
    this.#entries.clear(key)
  }
}
