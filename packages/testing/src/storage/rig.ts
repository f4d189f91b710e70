import { setTimeout as wait } from 'node:timers/promises'
import type { Awaitable } from '@botgen/runtime'
import type { TestRunner } from './runner.js'

/** The time that a storage goes by. A `TestClock` is one. */
export interface StorageTime {
  /** Unix time in milliseconds. */
  now(): number
  advance(milliseconds: number): Awaitable<void>
}

/** How a suite comes by the storages that it tests. */
export interface StorageSubject<Storage> {
  /** A storage that holds nothing. Called for each test. */
  create(): Awaitable<Storage>
  /** Another instance on the data of `first`, which stays in use, as a second process has. Leave it out where there cannot be one. */
  peer?(first: Storage): Awaitable<Storage>
  /** An instance on the data of `last`, which is used no more, as after a restart. Leave it out where nothing outlives the process. */
  reopen?(last: Storage): Awaitable<Storage>
  /** Lets go of what a storage was made with. Called after each test for each of its storages, the first one last. */
  dispose?(storage: Storage): Awaitable<unknown>
  /** The storage's time, where a test can move it. Default: the real time, so that tests wait. */
  readonly time?: StorageTime
}

/** What a test works with. */
export interface Rig<Storage> {
  readonly storage: Storage
  readonly time: StorageTime
  /** A second process. */
  readonly peer: () => Promise<Storage>
  /** Two instances on the same data; twice the same one where there can be only one. */
  readonly instances: () => Promise<readonly [Storage, Storage]>
  /** `storage` after a restart. */
  readonly reopen: () => Promise<Storage>
}

/** Declares a test that gets a rig of its own. */
export type Declare<Storage> = (name: string, body: (rig: Rig<Storage>) => Promise<void>) => void

const realTime: StorageTime = {
  now: Date.now,
  async advance(milliseconds) {
    await wait(milliseconds)
  },
}

export function declareWith<Storage extends object>(
  subject: StorageSubject<Storage>,
  runner: TestRunner,
): Declare<Storage> {
  return (name, body) => void runner.it(name, () => withRig(subject, body))
}

async function withRig<Storage extends object>(
  subject: StorageSubject<Storage>,
  body: (rig: Rig<Storage>) => Promise<void>,
): Promise<void> {
  const made: Storage[] = []
  const closed = new Set<Storage>()
  const keep = (storage: Storage): Storage => {
    made.unshift(storage)
    return storage
  }
  const close = async (storage: Storage): Promise<void> => {
    if (closed.has(storage)) return
    closed.add(storage)
    // Session storages may have it, and what keeps both kinds has one for both.
    await (storage as { close?(): unknown }).close?.()
  }
  try {
    const storage = keep(await subject.create())
    const peer = async (): Promise<Storage> => {
      if (subject.peer === undefined) throw new TypeError('This storage has no peers.')
      return keep(await subject.peer(storage))
    }
    await body({
      storage,
      time: subject.time ?? realTime,
      peer,
      instances: async () => [storage, subject.peer === undefined ? storage : await peer()],
      async reopen() {
        if (subject.reopen === undefined) throw new TypeError('This storage cannot be opened again.')
        await close(storage)
        return keep(await subject.reopen(storage))
      },
    })
  } finally {
    for (const storage of made) {
      await close(storage)
      await subject.dispose?.(storage)
    }
  }
}

/** Waits for calls that are under way at once. */
export function together<T>(calls: readonly Awaitable<T>[]): Promise<T[]> {
  return Promise.all(calls.map(async (call) => await call))
}
