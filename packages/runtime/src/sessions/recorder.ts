import type { Clock } from '../clock.js'
import type { ErrorListener } from '../errors.js'
import type { SessionStorage } from '../storage/index.js'
import type { EntryPredicate, SessionEntry } from './entry.js'
import { AnsweredCalls, answerInTime } from './answers.js'
import { EntryWriter, type Written } from './entry-writer.js'
import { RetryTimer } from './retry-timer.js'
import { EntriesDroppedError, StorageFailure, waitingLimit } from './storage-failures.js'
import type { Tenure } from './tenure.js'
import { type UnansweredWrite, UnansweredWrites, type Unwanted } from './unanswered-writes.js'
import { type Waiting, WaitingLine } from './waiting-line.js'
import { WriteGates } from './write-gates.js'

/** So many keys are tried before a retry takes the whole storage for broken. */
const keysPerRetry = 3

/**
 * What the bot does while the storage fails: `continue` lets handlers run and keeps entries in memory; `hold` keeps
 * updates back until the storage works again, so that a crash loses nothing.
 */
export type WhileStorageFails = 'continue' | 'hold'

export interface RecorderOptions {
  readonly storage: SessionStorage
  readonly clock: Clock
  readonly report: ErrorListener
  readonly whileStorageFails: WhileStorageFails
  /** The storage has taken what it failed to take before. */
  readonly recovered: () => void
  /** Another process has closed the session that `entries` were for. */
  readonly closedElsewhere: (key: string, tenure: Tenure, entries: readonly SessionEntry[]) => void
  /** Whether the session is open here in another period, which may be the one that the storage has opened for `tenure`. */
  readonly isOpenAgain: (key: string, tenure: Tenure) => boolean
}

const noop = (): void => {}

/**
 * Hands entries to the storage, and closes periods in it. What fails waits here, in order, and is retried with growing
 * pauses: recording itself never fails, and a key's next period begins only when the one before is out of the storage.
 */
export class Recorder {
  readonly #options: RecorderOptions
  readonly #writer: EntryWriter
  readonly #calls: AnsweredCalls
  readonly #gates = new WriteGates()
  readonly #waiting = new WaitingLine()
  readonly #unanswered = new UnansweredWrites()
  readonly #timer: RetryTimer
  /** Reported together, with the next retry. */
  #dropped: SessionEntry[] = []
  /** True until a write succeeds again: nothing but the retry asks the storage meanwhile. */
  #isFailing = false
  readonly #failureListeners = new Set<() => void>()
  readonly #recoveryListeners = new Set<() => void>()

  constructor(options: RecorderOptions) {
    this.#options = options
    this.#writer = new EntryWriter(options.storage)
    this.#calls = new AnsweredCalls(options.clock)
    this.#timer = new RetryTimer(options.clock, () => void this.#retry())
  }

  /**
   * Resolves once the entries are stored or wait, under `hold` only once they are stored; `undefined` where that is so
   * already. No entries at all open the session.
   */
  add(key: string, entries: readonly SessionEntry[], tenure: Tenure): Promise<void> | undefined {
    if (!this.#gates.isShut(key)) return this.#addNow(key, entries, tenure)
    return this.#gates.behind(key, () => this.#addNow(key, entries, tenure))
  }

  /** Keeps what is added to `key` from now on back until what this returns is called. */
  keepBack(key: string): () => void {
    return this.#gates.shut(key)
  }

  /**
   * Closes an ended period in the storage, with everything in it. Rejects with why the storage has not done it; that is
   * then tried again until it has.
   */
  async close(key: string, tenure: Tenure): Promise<void> {
    this.#waiting.dropPeriod(key, tenure)
    if (!this.#writer.knowsPeriods) {
      for (const write of this.#unanswered.of(key)) write.drop(() => true)
    }
    const close: Waiting = { does: 'close', key, tenure }
    this.#waiting.push(close)
    await this.#insistOn(close)
  }

  /** Tries again what of the key's closing waits; rejects as `close` does. */
  async closeAgain(key: string): Promise<void> {
    const close = this.#waiting.closeOf(key)
    if (close !== undefined) await this.#insistOn(close)
  }

  /** Whether an ended period of the key is in the storage still. */
  isClosing(key: string): boolean {
    return this.#waiting.closeOf(key) !== undefined
  }

  /** The ended periods that are in the storage still, or may yet get into it, with their keys. */
  *closing(): Iterable<readonly [string, Tenure]> {
    for (const { key, tenure } of this.#waiting.closes()) yield [key, tenure]
    yield* this.#unanswered.ended()
  }

  /** The entries of `key` that the storage has not taken yet. */
  waiting(key: string): readonly SessionEntry[] {
    return this.#waiting.isEmpty ? [] : this.#waiting.entries(key)
  }

  /** What the storage may hold of `key` although it was dropped. Changes when something is recorded again. */
  unwanted(key: string): readonly Unwanted[] {
    const unwanted = [...this.#waiting.removals(key)]
    for (const write of this.#unanswered.of(key)) if (write.unwanted !== undefined) unwanted.push(write.unwanted)
    return unwanted
  }

  /** How many entries the storage has not taken yet. */
  get waitingCount(): number {
    return this.#waiting.entryCount
  }

  /** True from a failure until a write succeeds. */
  get isFailing(): boolean {
    return this.#isFailing
  }

  /** What waits for the storage, by key. */
  retries(): Iterable<readonly [string, readonly Waiting[]]> {
    return this.#waiting.lines()
  }

  /** When what waits is tried again, in Unix milliseconds. */
  get retryAt(): number | undefined {
    return this.#timer.at
  }

  /** Gives up entries of `key` that wait or are on their way. */
  forget(key: string, predicate: EntryPredicate): void {
    this.#waiting.drop(key, predicate)
    for (const write of this.#unanswered.of(key)) write.drop(predicate)
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
    return this.#options.whileStorageFails === 'hold' && !this.#timer.isStopped
  }

  /** Tries again now; resolves when nothing waits any more. */
  async drained(): Promise<void> {
    if (this.#waiting.isEmpty) return
    const recovered = new Promise<void>((resolve) => this.#recoveryListeners.add(resolve))
    await this.#retry()
    await recovered
  }

  /** Stops retrying. */
  stop(): void {
    this.#timer.stop()
  }

  #addNow(key: string, entries: readonly SessionEntry[], tenure: Tenure): Promise<void> | undefined {
    if (tenure.state === 'ended') return undefined
    for (const write of this.#unanswered.of(key)) write.wantAgain(entries)
    if (!this.#waiting.isEmpty && (this.#isFailing || this.#waiting.has(key))) {
      this.#waiting.wantAgain(key, entries)
      notify(this.#failureListeners)
      return this.#wait(key, entries, tenure)
    }
    let written: Written | Promise<Written>
    try {
      written = this.#writer.write(key, entries, tenure)
    } catch (error) {
      return this.#failed(key, entries, tenure, error)
    }
    return written instanceof Promise ? this.#follow(key, entries, tenure, written) : undefined
  }

  async #follow(
    key: string,
    entries: readonly SessionEntry[],
    tenure: Tenure,
    written: Promise<Written>,
  ): Promise<void> {
    const write = this.#unanswered.begin(key, entries, tenure)
    try {
      await this.#answerTo(key, write, written)
    } catch (error) {
      await this.#failed(key, write.wanted, tenure, error)
    }
  }

  /** Resolves when the storage has taken the write; rejects when it fails to, or does not answer in time. */
  async #answerTo(key: string, write: UnansweredWrite, written: Promise<Written>): Promise<void> {
    const hasAnswered = (result: Written | 'failed'): void => this.#hasAnswered(key, write, result)
    written.then(hasAnswered, () => hasAnswered('failed'))
    const result = await answerInTime(this.#options.clock, written)
    if (result === 'closedElsewhere') this.#options.closedElsewhere(key, write.tenure, write.entries)
  }

  /** The storage has answered a write at last. What nobody wants any more by now is undone, before anything else is written. */
  #hasAnswered(key: string, write: UnansweredWrite, result: Written | 'failed'): void {
    this.#unanswered.end(key, write)
    const { tenure, unwanted } = write
    if (this.#mayHaveOpened(key, tenure, result)) this.#waiting.push({ does: 'close', key, tenure })
    else if (unwanted !== undefined && unwanted.size > 0) this.#waiting.push({ does: 'remove', key, unwanted })
    else return
    if (result !== 'failed' || !this.#isFailing) void this.#undo(key)
  }

  /** Whether a write may have opened the session, or kept it open, although it is closed. */
  #mayHaveOpened(key: string, tenure: Tenure, result: Written | 'failed'): boolean {
    if (!this.#writer.knowsPeriods || tenure.state !== 'ended' || this.#options.isOpenAgain(key, tenure)) return false
    // Who fails with an epoch has written nothing into a closed period.
    return result === 'stored' || (result === 'failed' && tenure.epoch === undefined)
  }

  async #undo(key: string): Promise<void> {
    const error = await this.#carryOutNow(key)
    if (error !== undefined && !this.#isFailing) this.#report(new StorageFailure(error))
  }

  #failed(key: string, entries: readonly SessionEntry[], tenure: Tenure, error: unknown): Promise<void> | undefined {
    const isNewIncident = !this.#isFailing
    this.#isFailing = true
    const waits = this.#wait(key, entries, tenure)
    if (isNewIncident) {
      this.#report(new StorageFailure(error))
      this.#timer.start()
    }
    notify(this.#failureListeners)
    return waits
  }

  #wait(key: string, entries: readonly SessionEntry[], tenure: Tenure): Promise<void> | undefined {
    if (tenure.state === 'ended') return undefined
    let settle = noop
    const settled =
      this.#options.whileStorageFails === 'hold' ? new Promise<void>((resolve) => (settle = resolve)) : undefined
    this.#waiting.push({ does: 'write', key, entries, tenure, settle })
    // Held updates are not acknowledged, so that Telegram bounds their number.
    while (this.waitingCount > waitingLimit && settled === undefined) {
      const oldest = this.#waiting.dropOldest()
      if (oldest === undefined) break
      this.#dropped.push(oldest)
    }
    return settled
  }

  async #retry(): Promise<void> {
    this.#timer.clear()
    if (this.#dropped.length > 0) this.#report(new EntriesDroppedError(this.#dropped.splice(0)))
    let failures = 0
    for (const key of this.#waiting.keys()) {
      if (this.#timer.isStopped) return
      const { hasMoved } = await this.#advance(key)
      if (hasMoved) {
        this.#recovered()
        continue
      }
      this.#waiting.moveBehind(key)
      failures += 1
      if (this.#isFailing && failures >= keysPerRetry) break
    }
    if (!this.#waiting.isEmpty) {
      this.#timer.next()
      return
    }
    this.#recovered()
    notify(this.#recoveryListeners)
  }

  #recovered(): void {
    const wasFailing = this.#isFailing
    this.#isFailing = false
    if (wasFailing) this.#options.recovered()
  }

  async #insistOn(item: Waiting): Promise<void> {
    const error = await this.#carryOutNow(item.key)
    if (this.#waiting.includes(item)) throw error
  }

  /** Carries out what waits of `key`. Returns why it did not get to the end; the rest is then retried. */
  async #carryOutNow(key: string): Promise<unknown> {
    const { error } = await this.#advance(key)
    if (this.#waiting.has(key) && this.#timer.at === undefined) this.#timer.start()
    return error
  }

  /** Carries out what waits of `key`. Says whether the storage took something, or there was nothing; and where it failed. */
  async #advance(key: string): Promise<{ readonly hasMoved: boolean; readonly error?: unknown }> {
    for (let hasMoved = false; ; hasMoved = true) {
      const item = this.#waiting.first(key)
      if (item === undefined) return { hasMoved: true }
      try {
        await (item.attempt ??= this.#attempt(item))
      } catch (error) {
        return { hasMoved, error }
      }
      this.#waiting.leave(item)
    }
  }

  async #attempt(item: Waiting): Promise<void> {
    try {
      await this.#carryOut(item)
    } finally {
      item.attempt = undefined
    }
  }

  async #carryOut(item: Waiting): Promise<void> {
    const { key } = item
    switch (item.does) {
      case 'write': {
        const { entries, tenure } = item
        if (tenure.state === 'ended') return
        const written = this.#writer.write(key, entries, tenure)
        if (!(written instanceof Promise)) return
        return this.#answerTo(key, this.#unanswered.begin(key, entries, tenure), written)
      }
      case 'close':
        return this.#calls.make(item, () => this.#writer.close(key, item.tenure))
      case 'remove': {
        const unwanted = [...item.unwanted.values()]
        if (unwanted.length > 0) await this.#calls.make(item, () => this.#writer.remove(key, unwanted))
      }
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
