import { Changes } from './changes.js'
import { type Operation, type Pair, type Store, under } from './store.js'

/** Something that reads and writes in one step, which nothing comes between. */
export interface Step<T> {
  /** The keys whose values it asks for. */
  readonly keys?: readonly string[]
  /** What the keys begin with all of which it asks for; ends in U+0000. */
  readonly prefix?: string
  /** Decides at once. What it throws goes to the caller, and nothing of the step is written. */
  readonly run: (changes: Changes) => T
}

interface Job {
  readonly step: Step<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

export interface WriterOptions {
  readonly nextNumber: () => number
  /** Hears of what was written before those hear of it who asked for it. */
  readonly onWritten: (operations: readonly Operation[]) => void
}

/** Bounds the memory that one batch takes. */
const mostSteps = 1000

/**
 * Runs steps one after another, in the order they come, and writes what they change. Steps that come while a write is
 * under way are written together by the next one; each is answered when it is written.
 */
export class Writer {
  readonly #store: Store
  readonly #options: WriterOptions
  #waiting: Job[] = []
  #running: Promise<void> | undefined

  constructor(store: Store, options: WriterOptions) {
    this.#store = store
    this.#options = options
  }

  write<T>(step: Step<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      // It is resolved with what this very step has returned.
      this.#waiting.push({ step, resolve: resolve as (value: unknown) => void, reject })
      this.#running ??= this.#run()
    })
  }

  /** Waits until all is written that was asked for. */
  async idle(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    // What is asked for in the same turn goes into the same batch.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const jobs = this.#waiting.slice(0, mostSteps)
      this.#waiting = this.#waiting.slice(mostSteps)
      try {
        await this.#runBatch(jobs)
      } catch (error) {
        for (const job of jobs) job.reject(error)
      }
    }
    this.#running = undefined
  }

  async #runBatch(jobs: readonly Job[]): Promise<void> {
    const changes = new Changes(await this.#find(jobs), this.#options.nextNumber)
    const answers = jobs.map((job) => answerOf(job, changes))
    const operations = changes.operations()
    if (operations.length > 0) {
      await this.#store.write(operations)
      this.#options.onWritten(operations)
    }
    for (const answer of answers) answer()
  }

  async #find(jobs: readonly Job[]) {
    const keys = [...new Set(jobs.flatMap(({ step }) => step.keys ?? []))]
    const prefixes = [...new Set(jobs.flatMap(({ step }) => step.prefix ?? []))]
    const values = keys.length === 0 ? [] : await this.#store.getMany(keys)
    const pairs = new Map<string, readonly Pair[]>()
    for (const prefix of prefixes) pairs.set(prefix, await this.#store.pairs(under(prefix)))
    return { values: new Map(keys.map((key, position) => [key, values[position]])), pairs }
  }
}

/** Runs the step, and returns what tells its caller once all is written. */
function answerOf({ step, resolve, reject }: Job, changes: Changes): () => void {
  try {
    const value = changes.run(step.run)
    return () => resolve(value)
  } catch (error) {
    return () => reject(error)
  }
}
