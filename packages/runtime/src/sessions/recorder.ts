import type { Clock } from '../clock.js'
import { BotgenError, type ErrorListener } from '../errors.js'
import type { SessionStorage } from '../storage/index.js'
import type { EntryPredicate, SessionEntry } from './entry.js'
import { EntryWriter, type Written } from './entry-writer.js'
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
        'Entries wait in memory and are retried.',
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

/**
 * What the bot does while the storage fails: `continue` lets handlers run and keeps entries in memory; `hold` keeps
 * updates back until the storage works again, so that a crash loses nothing.
 */
export type WhileStorageFails = 'continue' | 'hold'

interface Waiting {
  /** None: the session's opening waits. */
  entries: readonly SessionEntry[]
  readonly tenure: Tenure
  /** Tells who holds an update back for it that the wait is over. */
  readonly settle: () => void
}

export interface RecorderOptions {
  readonly storage: SessionStorage
  readonly clock: Clock
  readonly report: ErrorListener
  readonly whileStorageFails: WhileStorageFails
  /** Another process has closed the session that `entries` were for. */
  readonly closedElsewhere: (key: string, tenure: Tenure, entries: readonly SessionEntry[]) => void
}

const noop = (): void => {}

/**
 * Hands entries to the storage. While that fails they wait here, in order, and are retried with growing pauses:
 * recording itself never fails.
 */
export class Recorder {
  readonly #options: RecorderOptions
  readonly #writer: EntryWriter
  readonly #waiting = new Map<string, Waiting[]>()
  #waitingCount = 0
  /** True until a write succeeds again: nothing but the retry asks the storage meanwhile. */
  #isFailing = false
  #retryDelay = firstRetryDelay
  #cancelRetry = noop
  readonly #failureListeners = new Set<() => void>()
  readonly #recoveryListeners = new Set<() => void>()

  constructor(options: RecorderOptions) {
    this.#options = options
    this.#writer = new EntryWriter(options.storage, options.clock)
  }

  /**
   * Resolves once the entries are stored or wait, under `hold` only once they are stored; `undefined` where that is so
   * already. No entries at all open the session.
   */
  add(key: string, entries: readonly SessionEntry[], tenure: Tenure): Promise<void> | undefined {
    if (this.#waiting.size > 0 && (this.#isFailing || this.#waiting.has(key))) return this.#wait(key, entries, tenure)
    let written: Written | Promise<Written>
    try {
      written = this.#writer.write(key, entries, tenure)
    } catch (error) {
      return this.#failed(key, entries, tenure, error)
    }
    if (!(written instanceof Promise)) return undefined
    return written.then(
      (result) => this.#written(key, entries, tenure, result),
      (error: unknown) => this.#failed(key, entries, tenure, error),
    )
  }

  /** The entries of `key` that the storage has not taken yet. */
  waiting(key: string): readonly SessionEntry[] {
    return this.#waiting.get(key)?.flatMap(({ entries }) => entries) ?? []
  }

  /** How many entries the storage has not taken yet. */
  get waitingCount(): number {
    return this.#waitingCount
  }

  /** Gives up waiting entries of `key`. */
  forget(key: string, predicate: EntryPredicate): void {
    for (const item of [...(this.#waiting.get(key) ?? [])]) {
      if (item.entries.length === 0) continue
      const kept = item.entries.filter((entry) => !predicate(entry))
      this.#waitingCount -= item.entries.length - kept.length
      item.entries = kept
      if (kept.length === 0) this.#leave(key, item)
    }
  }

  /** Calls back when the storage begins to fail, at once while it does. Returns what ends that. */
  onFailing(listener: () => void): () => void {
    if (this.#isFailing) listener()
    else this.#failureListeners.add(listener)
    return () => void this.#failureListeners.delete(listener)
  }

  /** Tries again now; resolves when nothing waits any more. */
  async drained(): Promise<void> {
    if (this.#waiting.size === 0) return
    const recovered = new Promise<void>((resolve) => this.#recoveryListeners.add(resolve))
    await this.#retry()
    await recovered
  }

  /** Stops retrying. */
  stop(): void {
    this.#cancelRetry()
  }

  #written(key: string, entries: readonly SessionEntry[], tenure: Tenure, result: Written): Promise<void> | undefined {
    if (result === 'closedElsewhere') {
      this.#options.closedElsewhere(key, tenure, entries)
      return undefined
    }
    if (tenure.state !== 'ended' || entries.length === 0) return undefined
    // close() waited in vain for this write, and has emptied the storage meanwhile.
    return this.#writer.takeBack(key, entries).catch((error: unknown) => this.#report(error))
  }

  #failed(key: string, entries: readonly SessionEntry[], tenure: Tenure, error: unknown): Promise<void> | undefined {
    const isNewIncident = !this.#isFailing && this.#waiting.size === 0
    this.#isFailing = true
    const waits = this.#wait(key, entries, tenure)
    if (isNewIncident) {
      this.#report(new StorageFailure(error))
      this.#retryDelay = firstRetryDelay
      this.#scheduleRetry()
    }
    notify(this.#failureListeners)
    return waits
  }

  #wait(key: string, entries: readonly SessionEntry[], tenure: Tenure): Promise<void> | undefined {
    if (tenure.state === 'ended') return undefined
    let settle = noop
    const settled =
      this.#options.whileStorageFails === 'hold' ? new Promise<void>((resolve) => (settle = resolve)) : undefined
    const queue = this.#waiting.get(key)
    const item: Waiting = { entries, tenure, settle }
    if (queue === undefined) this.#waiting.set(key, [item])
    else queue.push(item)
    this.#waitingCount += entries.length
    // Held updates are not acknowledged, so that Telegram bounds their number.
    if (this.#waitingCount > waitingLimit && settled === undefined) this.#dropOldest()
    return settled
  }

  #dropOldest(): void {
    for (const [key, queue] of this.#waiting) {
      const oldest = queue.find(({ entries }) => entries.length > 0)?.entries[0]
      if (oldest === undefined) continue
      this.#report(new EntriesDroppedError([oldest]))
      this.forget(key, (entry) => entry === oldest)
      return
    }
  }

  /** Takes an item out of its queue, where it still is in it. */
  #leave(key: string, item: Waiting): void {
    const queue = this.#waiting.get(key)
    const index = queue?.indexOf(item) ?? -1
    if (queue === undefined || index < 0) return
    queue.splice(index, 1)
    if (queue.length === 0) this.#waiting.delete(key)
    this.#waitingCount -= item.entries.length
    item.settle()
  }

  #scheduleRetry(): void {
    this.#cancelRetry()
    this.#cancelRetry = this.#options.clock.after(this.#retryDelay, () => void this.#retry(), { background: true })
    this.#retryDelay = Math.min(this.#retryDelay * 2, longestRetryDelay)
  }

  async #retry(): Promise<void> {
    this.#cancelRetry()
    for (const key of [...this.#waiting.keys()]) {
      if (await this.#retryKey(key)) this.#isFailing = false
      else if (this.#isFailing) break
    }
    if (this.#waiting.size > 0) {
      this.#scheduleRetry()
      return
    }
    this.#isFailing = false
    notify(this.#recoveryListeners)
  }

  /** Whether the storage took something of `key`, or there was nothing to take. */
  async #retryKey(key: string): Promise<boolean> {
    for (let isFirst = true; ; isFirst = false) {
      const [item] = this.#waiting.get(key) ?? []
      if (item === undefined) return true
      try {
        if (item.tenure.state !== 'ended') {
          const result = await this.#writer.write(key, item.entries, item.tenure)
          await this.#written(key, item.entries, item.tenure, result)
        }
      } catch {
        return !isFirst
      }
      this.#leave(key, item)
    }
  }

  #report(error: unknown): void {
    this.#options.report(error, { stage: 'recording' })
  }
}

/** Calls each listener once. */
function notify(listeners: Set<() => void>): void {
  for (const listener of [...listeners]) {
    listeners.delete(listener)
    listener()
  }
}
