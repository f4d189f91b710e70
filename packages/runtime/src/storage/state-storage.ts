import { type Clock, systemClock } from '../clock.js'
import type { Awaitable } from './session-storage.js'

export interface StateValue {
  /** Plain JSON data. */
  readonly value: unknown
  /** Changes with each `set`. */
  readonly version: number
}

export interface SetStateOptions {
  /** Milliseconds until the value is gone. Default: it stays. */
  readonly ttl?: number
  /** Sets only if this is the current version; 0 where there must be no value yet. */
  readonly ifVersion?: number
}

/** Small values under keys: pending inputs, steps of wizards, rate limits, timed deletions. */
export interface StateStorage {
  get(key: string): Awaitable<StateValue | undefined>
  /** Returns the new version, or `undefined` where `ifVersion` did not hold. */
  set(key: string, value: unknown, options?: SetStateOptions): Awaitable<number | undefined>
  delete(key: string): Awaitable<void>
}

interface Held extends StateValue {
  /** Unix time in milliseconds. */
  readonly goneAt: number
}

/** Keeps values in this process; they are gone when it ends. */
export class InMemoryStateStorage implements StateStorage {
  readonly #clock: Clock
  readonly #values = new Map<string, Held>()
  #version = 0
  /** When to look for values that are gone but were never asked for. */
  #sweepAt = 1000

  constructor(clock: Clock = systemClock) {
    this.#clock = clock
  }

  get(key: string): StateValue | undefined {
    const held = this.#current(key)
    return held && { value: structuredClone(held.value), version: held.version }
  }

  set(
    key: string,
    value: unknown,
    { ttl = Number.POSITIVE_INFINITY, ifVersion }: SetStateOptions = {},
  ): number | undefined {
    if (ifVersion !== undefined && ifVersion !== (this.#current(key)?.version ?? 0)) return undefined
    this.#version += 1
    this.#values.set(key, { value: structuredClone(value), version: this.#version, goneAt: this.#clock.now() + ttl })
    if (this.#values.size >= this.#sweepAt) this.#sweep()
    return this.#version
  }

  delete(key: string): void {
    this.#values.delete(key)
  }

  #current(key: string): Held | undefined {
    const held = this.#values.get(key)
    if (held === undefined || held.goneAt > this.#clock.now()) return held
    this.#values.delete(key)
    return undefined
  }

  #sweep(): void {
    for (const key of [...this.#values.keys()]) this.#current(key)
    this.#sweepAt = Math.max(1000, this.#values.size * 2)
  }
}
