import type { Clock } from '../clock.js'
import { BotgenError, type ErrorListener } from '../errors.js'
import type { SessionStorage } from '../storage/index.js'
import type { EntryPredicate, SessionEntry } from './entry.js'
import { EntryWriter, type Written } from './entry-writer.js'
import type { Tenure } from './tenure.js'
import { WriteGates } from './write-gates.js'

/** So many entries wait at most while the storage fails. */
const waitingLimit = 10_000
export const firstRetryDelay = 100
export const longestRetryDelay = 30_000
/** So many keys are tried before a retry takes the whole storage for broken. */
const keysPerRetry = 3

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
  readonly key: string
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
  readonly #gates = new WriteGates()
  readonly #waiting = new Map<string, Waiting[]>()
  /** Those of all keys, the oldest first. */
  readonly #inOrder = new Set<Waiting>()
  #waitingCount = 0
  /** Reported together, with the next retry. */
  #dropped: SessionEntry[] = []
  /** True until a write succeeds again: nothing but the retry asks the storage meanwhile. */
  #isFailing = false
  #retryDelay = firstRetryDelay
  #cancelRetry = noop
  #isStopped = false
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
    return this.#gates.behind(key, () => this.#addNow(key, entries, tenure)) ?? this.#addNow(key, entries, tenure)
  }

  /** Keeps what is added to `key` from now on back until what this returns is called. */
  keepBack(key: string): () => void {
    return this.#gates.shut(key)
  }

  #addNow(key: string, entries: readonly SessionEntry[], tenure: Tenure): Promise<void> | undefined {
    if (tenure.state === 'ended') return undefined
    if (this.#waiting.size > 0 && (this.#isFailing || this.#waiting.has(key))) return this.#wait(key, entries, tenure)
    let written: Written | Promise<Written>
    try {
      written = this.#write(key, entries, tenure)
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

  /** Whether updates are to be held back for a storage that fails; says so to those who wait for it. */
  hold(): boolean {
    notify(this.#failureListeners)
    return this.#options.whileStorageFails === 'hold' && !this.#isStopped
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
    this.#isStopped = true
    this.#cancelRetry()
  }

  #write(key: string, entries: readonly SessionEntry[], tenure: Tenure): Written | Promise<Written> {
    return this.#writer.write(key, entries, tenure, () => void this.#takeBackIfEnded(key, entries, tenure))
  }

  #written(key: string, entries: readonly SessionEntry[], tenure: Tenure, result: Written): Promise<void> | undefined {
    if (result === 'closedElsewhere') {
      this.#options.closedElsewhere(key, tenure, entries)
      return undefined
    }
    return this.#takeBackIfEnded(key, entries, tenure)
  }

  /** close() has waited in vain for a write, and has emptied the storage meanwhile. */
  #takeBackIfEnded(key: string, entries: readonly SessionEntry[], tenure: Tenure): Promise<void> | undefined {
    return tenure.state === 'ended' ? this.#takeBack(key, entries) : undefined
  }

  #takeBack(key: string, entries: readonly SessionEntry[]): Promise<void> | undefined {
    if (entries.length === 0) return undefined
    return this.#writer.takeBack(key, entries).catch((error: unknown) => this.#report(error))
  }

  #failed(key: string, entries: readonly SessionEntry[], tenure: Tenure, error: unknown): Promise<void> | undefined {
    const isNewIncident = !this.#isFailing
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
    const item: Waiting = { key, entries, tenure, settle }
    if (queue === undefined) this.#waiting.set(key, [item])
    else queue.push(item)
    this.#inOrder.add(item)
    this.#waitingCount += entries.length
    // Held updates are not acknowledged, so that Telegram bounds their number.
    if (this.#waitingCount > waitingLimit && settled === undefined) this.#dropOldest()
    return settled
  }

  #dropOldest(): void {
    for (const item of this.#inOrder) {
      const [oldest, ...others] = item.entries
      if (oldest === undefined) continue
      this.#dropped.push(oldest)
      item.entries = others
      this.#waitingCount -= 1
      if (others.length === 0) this.#leave(item.key, item)
      return
    }
  }

  /** Takes an item out of its queue, where it still is in it. */
  #leave(key: string, item: Waiting): void {
    const queue = this.#waiting.get(key)
    const index = queue?.indexOf(item) ?? -1
    if (queue === undefined || index < 0) return
    queue.splice(index, 1)
    this.#inOrder.delete(item)
    if (queue.length === 0) this.#waiting.delete(key)
    this.#waitingCount -= item.entries.length
    item.settle()
  }

  #scheduleRetry(): void {
    this.#cancelRetry()
    if (this.#isStopped) return
    this.#cancelRetry = this.#options.clock.after(this.#retryDelay, () => void this.#retry(), { background: true })
    this.#retryDelay = Math.min(this.#retryDelay * 2, longestRetryDelay)
  }

  async #retry(): Promise<void> {
    this.#cancelRetry()
    if (this.#dropped.length > 0) this.#report(new EntriesDroppedError(this.#dropped.splice(0)))
    let failures = 0
    for (const key of [...this.#waiting.keys()]) {
      if (this.#isStopped) return
      if (await this.#retryKey(key)) {
        this.#isFailing = false
        continue
      }
      // Behind the others: a key that the storage never takes must not keep them waiting.
      this.#moveBehind(key)
      failures += 1
      if (this.#isFailing && failures >= keysPerRetry) break
    }
    if (this.#waiting.size > 0) {
      this.#scheduleRetry()
      return
    }
    this.#isFailing = false
    notify(this.#recoveryListeners)
  }

  #moveBehind(key: string): void {
    // Not the queue from before the retry: it may have been emptied, and another begun, meanwhile.
    const queue = this.#waiting.get(key)
    if (queue === undefined) return
    this.#waiting.delete(key)
    this.#waiting.set(key, queue)
  }

  /** Whether the storage took something of `key`, or there was nothing to take. */
  async #retryKey(key: string): Promise<boolean> {
    for (let isFirst = true; ; isFirst = false) {
      const [item] = this.#waiting.get(key) ?? []
      if (item === undefined) return true
      const { entries, tenure } = item
      try {
        if (tenure.state !== 'ended') {
          const result = await this.#write(key, entries, tenure)
          await this.#written(key, entries, tenure, result)
          // Some were given up while they were on their way.
          if (item.entries !== entries) await this.#takeBack(key, without(entries, item.entries))
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

function without(entries: readonly SessionEntry[], kept: readonly SessionEntry[]): SessionEntry[] {
  const set = new Set(kept)
  return entries.filter((entry) => !set.has(entry))
}

/** Calls each listener once. */
function notify(listeners: Set<() => void>): void {
  for (const listener of [...listeners]) {
    listeners.delete(listener)
    listener()
  }
}
