import type { Clock } from '../clock.js'
import { type Keyed, KeyTable } from './key-table.js'

/** The tasks of one key: one of them runs. */
class LaneQueue<Key extends string | number> implements Keyed<Key> {
  readonly key: Key
  readonly waiting: (() => void)[] = []
  /** When the task that runs has begun, in Unix milliseconds; nothing where no clock was given by then. */
  since: number | undefined
  chained: this | undefined

  constructor(key: Key) {
    this.key = key
  }
}

/** A key that has tasks, as those see it who look from outside. */
export interface BusyLane<Key> {
  readonly key: Key
  /** How many tasks wait behind the one that runs. */
  readonly waiting: number
  readonly since: number | undefined
}

/** Tasks of one key run in arrival order; different keys run side by side. A failed task fails only its own caller. */
export class Lanes<Key extends string | number> {
  readonly #queues = new KeyTable<Key, LaneQueue<Key>>()
  /** Notes from now on when tasks begin. Nothing is noted before somebody wants to see it: it costs each task a look at the clock. */
  clock: Clock | undefined

  /** How many keys have tasks. */
  get size(): number {
    return this.#queues.size
  }

  /** The keys that have tasks, in no order. */
  *busy(): Iterable<BusyLane<Key>> {
    for (const { key, waiting, since } of this.#queues.values()) yield { key, waiting: waiting.length, since }
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
    queue.since = this.clock?.now()
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
