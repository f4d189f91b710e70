const idle = Promise.resolve()

/** Tasks of one key run in arrival order; different keys run side by side. A failed task fails only its own caller. */
export class Lanes<Key> {
  readonly #tails = new Map<Key, Promise<void>>()

  /** How many keys have tasks. */
  get size(): number {
    return this.#tails.size
  }

  /** Runs `task` after the tasks that were queued under `key` before it. An empty lane holds no memory. */
  run<T>(key: Key, task: () => Promise<T>): Promise<T> {
    const result = (this.#tails.get(key) ?? idle).then(task)
    const leave = (): void => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key)
    }
    const tail: Promise<void> = result.then(leave, leave)
    this.#tails.set(key, tail)
    return result
  }
}
