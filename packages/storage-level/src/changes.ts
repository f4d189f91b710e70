import { numberKey } from './keys.js'
import type { Operation, Pair } from './store.js'

/** What a batch has read before its steps run. */
export interface Found {
  readonly values: ReadonlyMap<string, string | undefined>
  /** By the beginning of their keys. */
  readonly pairs: ReadonlyMap<string, readonly Pair[]>
}

type Change = string | undefined

/** The database as the steps of one batch see it, one after another: each finds what those before it have changed. */
export class Changes {
  readonly #found: Found
  /** `undefined` stands for what is deleted. */
  readonly #done = new Map<string, Change>()
  #step = new Map<string, Change>()
  readonly #nextNumber: () => number

  constructor(found: Found, nextNumber: () => number) {
    this.#found = found
    this.#nextNumber = nextNumber
  }

  /** Runs a step: all of its changes count, or none where it throws. */
  run<T>(step: (changes: Changes) => T): T {
    this.#step = new Map()
    const answer = step(this)
    for (const [key, change] of this.#step) this.#done.set(key, change)
    return answer
  }

  /** @param key one that the step has asked for */
  get(key: string): string | undefined {
    for (const changed of [this.#step, this.#done, this.#found.values]) if (changed.has(key)) return changed.get(key)
    throw new RangeError(`'${key}' was not asked for.`)
  }

  /** What begins with `prefix`, for which the step has asked. */
  pairs(prefix: string): readonly Pair[] {
    const pairs = new Map(this.#found.pairs.get(prefix))
    for (const changed of [this.#done, this.#step]) {
      for (const [key, value] of changed) {
        if (!key.startsWith(prefix)) continue
        if (value === undefined) pairs.delete(key)
        else pairs.set(key, value)
      }
    }
    return [...pairs]
  }

  put(key: string, value: string): void {
    this.#step.set(key, value)
  }

  delete(key: string): void {
    this.#step.set(key, undefined)
  }

  /** A number that none was before. */
  newNumber(): number {
    const number = this.#nextNumber()
    this.put(numberKey, String(number))
    return number
  }

  operations(): readonly Operation[] {
    return Array.from(this.#done, ([key, value]) =>
      value === undefined ? { type: 'del', key } : { type: 'put', key, value },
    )
  }
}
