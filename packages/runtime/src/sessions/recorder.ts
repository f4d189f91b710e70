import type { Clock } from '../clock.js'
import { BotgenError, type ErrorListener } from '../errors.js'
import type { Awaitable, SessionStorage } from '../storage/index.js'
import { type EntryPredicate, entryId, type SessionEntry } from './entry.js'
import type { Tenure } from './tenure.js'

/** So many entries wait at most while the storage fails. */
const waitingLimit = 10_000
const firstRetryDelay = 100
const longestRetryDelay = 30_000

/** The storage does not take entries; they wait in this process and are retried. `cause` is its first error. */
export class StorageFailure extends BotgenError {
  constructor(cause: unknown) {
    super(
      `The session storage failed: ${cause instanceof Error ? cause.message : String(cause)}. ` +
        'Handlers go on; entries wait in memory and are retried.',
      { cause },
    )
  }
}

/** The storage failed for so long that entries had to be dropped: these messages are in no session any more. */
export class EntriesDroppedError extends BotgenError {
  readonly entries: readonly SessionEntry[]

  constructor(entries: readonly SessionEntry[]) {
    super(`More than ${waitingLimit} entries wait for the session storage; the oldest ${entries.length} were dropped.`)
    this.entries = entries
  }
}

interface Waiting {
  readonly entry: SessionEntry
  readonly tenure: Tenure
}

/**
 * Writes entries to the storage. While that fails, entries wait here and are retried with growing pauses: recording
 * never fails and never stops a handler.
 */
export class Recorder {
  readonly #storage: SessionStorage
  readonly #clock: Clock
  readonly #report: ErrorListener
  readonly #waiting = new Map<string, Waiting[]>()
  #waitingCount = 0
  /** True until a write succeeds again: nothing but the retry asks the storage meanwhile. */
  #isFailing = false
  #retryDelay = firstRetryDelay
  #cancelRetry: (() => void) | undefined

  constructor(storage: SessionStorage, clock: Clock, report: ErrorListener) {
    this.#storage = storage
    this.#clock = clock
    this.#report = report
  }

  /** Resolves once the entry is stored or waits; `undefined` where that is so already. */
  add(key: string, entry: SessionEntry, tenure: Tenure): Promise<void> | undefined {
    if (this.#isFailing || this.#waiting.has(key)) {
      this.#wait(key, { entry, tenure })
      return undefined
    }
    let stored: Awaitable<void>
    try {
      stored = this.#storage.add(key, entry)
    } catch (error) {
      this.#failed(key, { entry, tenure }, error)
      return undefined
    }
    if (!(stored instanceof Promise)) return undefined
    return stored.then(
      () => this.#stored(key, entry, tenure),
      (error: unknown) => this.#failed(key, { entry, tenure }, error),
    )
  }

  /** The entries of `key` that the storage has not taken yet. */
  waiting(key: string): readonly SessionEntry[] {
    return this.#waiting.get(key)?.map(({ entry }) => entry) ?? []
  }

  /** Gives up waiting entries of `key`. */
  forget(key: string, predicate: EntryPredicate): void {
    const waiting = this.#waiting.get(key)
    if (waiting === undefined) return
    this.#keep(
      key,
      waiting,
      waiting.filter(({ entry }) => !predicate(entry)),
    )
  }

  #stored(key: string, entry: SessionEntry, tenure: Tenure): Promise<void> | undefined {
    if (tenure.state !== 'ended') return undefined
    // The session was closed while the storage was at work, too slow for close() to wait: it must not come back.
    const id = entryId(entry)
    return Promise.resolve(this.#storage.remove(key, (other) => entryId(other) === id)).then(
      () => undefined,
      (error: unknown) => this.#report(error, { stage: 'recording' }),
    )
  }

  #failed(key: string, waiting: Waiting, error: unknown): void {
    this.#isFailing = true
    const isNewIncident = this.#waiting.size === 0
    this.#wait(key, waiting)
    if (!isNewIncident) return
    this.#report(new StorageFailure(error), { stage: 'recording' })
    this.#retryDelay = firstRetryDelay
    this.#scheduleRetry()
  }

  #wait(key: string, waiting: Waiting): void {
    if (waiting.tenure.state === 'ended') return
    const queue = this.#waiting.get(key)
    if (queue === undefined) this.#waiting.set(key, [waiting])
    else queue.push(waiting)
    this.#waitingCount += 1
    if (this.#waitingCount > waitingLimit) this.#dropOldest()
  }

  #dropOldest(): void {
    const [oldest] = this.#waiting
    if (oldest === undefined) return
    const [key, queue] = oldest
    this.#report(new EntriesDroppedError(queue.slice(0, 1).map(({ entry }) => entry)), { stage: 'recording' })
    this.#keep(key, queue, queue.slice(1))
  }

  #keep(key: string, before: readonly Waiting[], after: Waiting[]): void {
    this.#waitingCount -= before.length - after.length
    if (after.length === 0) this.#waiting.delete(key)
    else this.#waiting.set(key, after)
  }

  #scheduleRetry(): void {
    this.#cancelRetry?.()
    this.#cancelRetry = this.#clock.after(this.#retryDelay, () => void this.#retry(), { background: true })
    this.#retryDelay = Math.min(this.#retryDelay * 2, longestRetryDelay)
  }

  async #retry(): Promise<void> {
    for (const key of [...this.#waiting.keys()]) {
      if (await this.#retryKey(key)) this.#isFailing = false
      else if (this.#isFailing) break
    }
    if (this.#waiting.size > 0) this.#scheduleRetry()
    else this.#isFailing = false
  }

  /** Whether the storage took an entry of `key`. */
  async #retryKey(key: string): Promise<boolean> {
    let hasSucceeded = false
    for (let queue = this.#waiting.get(key); queue?.[0] !== undefined; queue = this.#waiting.get(key)) {
      const [first] = queue
      try {
        if (first.tenure.state !== 'ended') await this.#storage.add(key, first.entry)
      } catch {
        return hasSucceeded
      }
      hasSucceeded = true
      // The queue may have changed meanwhile: by an entry more, or by forget().
      const current = this.#waiting.get(key)
      if (current?.[0] === first) this.#keep(key, current, current.slice(1))
    }
    return hasSucceeded
  }
}
