import { type Keyed, KeyTable } from './key-table.js'

/** The tasks of one key: one of them runs. */
class LaneQueue<Key extends string | number> implements Keyed<Key> {
  readonly key: Key
  readonly waiting: (() => void)[] = []
  chained: this | undefined

  constructor(key: Key) {
    this.key = key
  }
}

/** Tasks of one key run in arrival order; different keys run side by side. A failed task fails only its own caller. */
export class Lanes<Key extends string | number> {
  readonly #queues = new KeyTable<Key, LaneQueue<Key>>()

  /** How many keys have tasks. */
  get size(): number {
    return this.#queues.size
  }

  /**
   * Runs `task` after the tasks that were queued under `key` before it; at once, before this returns, where there are
   * none, or no key. An empty lane holds no memory.
   */
  run<T>(key: Key | undefined, task: () => Promise<T>): Promise<T> {
    if (key === undefined) return begin(task)
    const queue = this.#queues.find(key)
    if (queue !== undefined) {
      return new Promise((resolve) => queue.waiting.push(() => resolve(this.#runIn(queue, task))))
    }
    const opened = new LaneQueue(key)
    this.#queues.add(opened)
    return this.#runIn(opened, task)
  }

  #runIn<T>(queue: LaneQueue<Key>, task: () => Promise<T>): Promise<T> {
    const result = begin(task)
    const goOn = (): void => {
      const next = queue.waiting.shift()
      if (next === undefined) this.#queues.remove(queue)
      else next()
    }
    result.then(goOn, goOn)
    return result
  }
}

/** What `task` throws before it has a promise rejects all the same. */
function begin<T>(task: () => Promise<T>): Promise<T> {
  try {
    return task()
  } catch (error) {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- passed on as it was thrown
    return Promise.reject(error)
  }
}
