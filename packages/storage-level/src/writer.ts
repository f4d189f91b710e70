import { Changes, type Found } from './changes.js'
import { explain } from './errors.js'
import type { Memory } from './memory.js'
import { type Pair, type Store, under } from './store.js'
import { UnreadableValueError } from './values.js'

/** Something that reads and writes in one step, which nothing comes between. */
export interface Step<T> {
  /** The keys whose values it asks for. */
  readonly keys?: readonly string[]
  /** What the keys begin with all of which it asks for; ends in U+0000. */
  readonly prefix?: string
  /** Called when its batch begins: adds further keys whose values it asks for. */
  ask?(keys: Set<string>, memory: Memory): void
  /** Decides at once. What it throws goes to the caller; it throws nothing once it has changed something. */
  run(changes: Changes): T
}

interface Job {
  readonly step: Step<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

/** Bounds the memory that one batch takes. */
const mostSteps = 1000

/**
 * Runs steps one after another, in the order they come, and writes what they change. Steps that come while a write is
 * under way are written together by the next one; each is answered when it is written.
 */
export class Writer {
  readonly #store: Store
  readonly #memory: Memory
  readonly #begin: () => number
  #waiting: Job[] = []
  #running: Promise<void> | undefined

  /** @param begin called when a batch begins; returns the time (Unix time in milliseconds) */
  constructor(store: Store, memory: Memory, begin: () => number) {
    this.#store = store
    this.#memory = memory
    this.#begin = begin
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
    const now = this.#begin()
    const changes = new Changes(await this.#find(jobs), this.#memory, now)
    const answers = jobs.map((job) => answerOf(job, changes, this.#store.folder))
    if (changes.all.length > 0) {
      await this.#store.write(changes.all)
      this.#memory.written(changes.epochs)
    }
    for (const answer of answers) answer()
  }

  async #find(jobs: readonly Job[]): Promise<Found> {
    const keys = new Set<string>()
    const prefixes = new Set<string>()
    for (const { step } of jobs) {
      for (const key of step.keys ?? []) keys.add(key)
      step.ask?.(keys, this.#memory)
      if (step.prefix !== undefined) prefixes.add(step.prefix)
    }
    await this.#memory.learn(this.#store)
    const values = keys.size === 0 ? [] : await this.#store.getMany([...keys])
    const pairs = new Map<string, readonly Pair[]>()
    for (const prefix of prefixes) pairs.set(prefix, await this.#store.pairs(under(prefix)))
    return { values: new Map(Array.from(keys, (key, position) => [key, values[position]])), pairs }
  }
}

/** Runs the step, and returns what tells its caller once all is written. */
function answerOf({ step, resolve, reject }: Job, changes: Changes, folder: string): () => void {
  try {
    const value = step.run(changes)
    return () => resolve(value)
  } catch (error) {
    // What a predicate throws is the caller's own.
    const reason = error instanceof UnreadableValueError ? explain(error, folder) : error
    return () => reject(reason)
  }
}
