import type { Clock } from '../clock.js'
import type { ErrorListener } from '../errors.js'
import type { Awaitable, SessionStorage, StoredSession } from '../storage/index.js'
import { neverAcknowledged } from '../unacknowledged.js'
import { type EntryPredicate, entryId, type SessionEntry } from './entry.js'
import { answerInTime } from './answers.js'
import { isShared } from './entry-writer.js'
import { Recorder, type RecorderOptions } from './recorder.js'
import { StorageCalls } from './storage-calls.js'
import { StorageFailure } from './storage-failures.js'
import type { Tenure } from './tenure.js'

export interface SessionStoreOptions extends Omit<RecorderOptions, 'recovered'> {
  /** The oldest entries beyond this number are dropped. */
  readonly maxEntries: number
  /** An incident that was reported is over. */
  readonly onRecovery: () => void
}

/** The entries of one bot's sessions: what the storage holds, and what waits for it. */
export class SessionStore {
  readonly recorder: Recorder
  /** Whether the storage knows which sessions are open. */
  readonly isShared: boolean
  readonly #storage: SessionStorage
  readonly #clock: Clock
  readonly #maxEntries: number
  readonly #isHolding: boolean
  readonly #report: RecorderOptions['report']
  readonly #openKeysCalls: StorageCalls
  #closed: Promise<void> | undefined

  constructor(options: SessionStoreOptions) {
    this.recorder = new Recorder({
      ...options,
      report: (error, context) => this.#reportOnce(error, context),
      recovered: () => {
        this.#openKeysCalls.recovered()
        options.onRecovery()
      },
    })
    this.#storage = options.storage
    this.isShared = isShared(options.storage)
    this.#clock = options.clock
    this.#maxEntries = options.maxEntries
    this.#isHolding = options.whileStorageFails === 'hold'
    this.#report = options.report
    this.#openKeysCalls = new StorageCalls({
      clock: options.clock,
      report: (error) => {
        if (!this.recorder.isFailing) this.#report(new StorageFailure(error), { stage: 'recording' })
      },
      hold: () => this.recorder.hold(),
      recovered: () => {
        if (!this.recorder.isFailing) options.onRecovery()
      },
    })
  }

  /** Whether the storage fails to take entries, or to say which sessions are open. */
  get isFailing(): boolean {
    return this.recorder.isFailing || this.#openKeysCalls.isFailing
  }

  /** Never rejects; `undefined` where the entries are stored already. */
  add(key: string, entries: readonly SessionEntry[], tenure: Tenure): Promise<void> | undefined {
    const stored = this.recorder.add(key, entries, tenure)
    if (this.#maxEntries === Number.POSITIVE_INFINITY) return stored
    return Promise.resolve(stored).then(() => this.#keepWithinLimit(key))
  }

  /** By date, then message id; each message once, whatever the storage holds. */
  async list(key: string): Promise<readonly SessionEntry[]> {
    // What waits now may be stored while the storage answers, too late for the answer.
    const waiting = this.recorder.waiting(key)
    const stored = await this.#stored(key)
    return inOrder([...stored, ...waiting, ...this.recorder.waiting(key)])
  }

  /**
   * As `list`, without what is added while the storage answers: that is written afterwards. Of what is being written now,
   * nothing need be in it.
   */
  async snapshot(key: string): Promise<readonly SessionEntry[]> {
    const waiting = this.recorder.waiting(key)
    const letThrough = this.recorder.keepBack(key)
    try {
      return inOrder([...(await answerInTime(this.#clock, this.#stored(key))), ...waiting])
    } finally {
      letThrough()
    }
  }

  /** Does not load the entries where the storage can count. */
  async count(key: string): Promise<number> {
    const { recorder } = this
    const isStored = !recorder.isClosing(key) && recorder.waiting(key).length + recorder.unwanted(key).length === 0
    const counted = isStored ? await this.#storage.count?.(key) : undefined
    return counted ?? (await this.list(key)).length
  }

  /** What the storage holds of the key's present period, and nobody has dropped. */
  async #stored(key: string): Promise<readonly SessionEntry[]> {
    const { recorder } = this
    if (recorder.isClosing(key)) return []
    const before = recorder.unwanted(key)
    const stored = await this.#storage.list(key)
    const unwanted = [...before, ...recorder.unwanted(key)]
    return unwanted.length === 0 ? stored : stored.filter((entry) => !unwanted.some((ids) => ids.has(entryId(entry))))
  }

  /** Drops exactly these entries: what arrived meanwhile stays. */
  async drop(key: string, entries: readonly SessionEntry[]): Promise<void> {
    if (entries.length === 0) return
    const ids = new Set(entries.map(entryId))
    const isDropped: EntryPredicate = (entry) => ids.has(entryId(entry))
    this.recorder.forget(key, isDropped)
    if (this.#storage.removeIds !== undefined) await this.#storage.removeIds(key, entries)
    else await this.#storage.remove(key, isDropped)
  }

  /** Closes and empties an ended period; rejects where the storage fails to, which then waits and is retried. */
  close(key: string, tenure: Tenure): Promise<void> {
    return this.recorder.close(key, tenure)
  }

  /**
   * The sessions whose keys begin with `prefix` that some process has open; none where the storage does not know.
   * `undefined` while it fails; no answer at all where updates are held back for it.
   */
  async openKeys(prefix: string): Promise<readonly StoredSession[] | undefined> {
    const stored = await this.#openKeysCalls.insist(() => this.#storage.openKeys?.(prefix) ?? [])
    // The bot is shut down: what goes on without the answer would be neither recorded nor delivered again.
    if (stored === undefined && this.#isHolding) return neverAcknowledged()
    return stored
  }

  /**
   * Closes and empties a session that no process has used since `idleSince`; says whether it did, or `undefined` where
   * the storage cannot tell.
   */
  async closeIfIdle(key: string, { epoch }: Tenure, idleSince: number): Promise<boolean | undefined> {
    if (epoch === undefined) return undefined
    return this.#answer(this.#storage.closeIfIdle?.(key, epoch, idleSince))
  }

  /** Waits for the storage to take what waits for it. */
  drained(): Promise<void> {
    return this.recorder.drained()
  }

  /** Closes the storage, once, and says how many entries it has not taken. Never rejects. */
  async shutDown(): Promise<number> {
    this.recorder.stop()
    this.#closed ??= this.#closeStorage()
    await this.#closed
    return this.recorder.waitingCount
  }

  /** A storage that is not there fails to read and to write, and is reported once for both. */
  #reportOnce(...[error, context]: Parameters<ErrorListener>): void {
    if (error instanceof StorageFailure && this.#openKeysCalls.isFailing) return
    this.#report(error, context)
  }

  async #closeStorage(): Promise<void> {
    try {
      await this.#answer(this.#storage.close?.())
    } catch (error) {
      this.#report(error, { stage: 'recording' })
    }
  }

  async #keepWithinLimit(key: string): Promise<void> {
    // A storage that fails is asked when it works again.
    if (this.recorder.waiting(key).length > 0) return
    try {
      await answerInTime(this.#clock, this.#dropOldest(key))
    } catch (error) {
      this.#report(error, { stage: 'recording' })
    }
  }

  async #dropOldest(key: string): Promise<void> {
    if ((await this.count(key)) <= this.#maxEntries) return
    // Counted anew: others may have dropped the oldest meanwhile.
    const entries = await this.list(key)
    await this.drop(key, entries.slice(0, Math.max(entries.length - this.#maxEntries, 0)))
  }

  /** For what updates wait for: a storage that does not answer must not hold them up for ever. */
  #answer<T>(answer: Awaitable<T>): Promise<T> {
    return answerInTime(this.#clock, Promise.resolve(answer))
  }
}

/** Each message once, by date, then message id. */
function inOrder(entries: readonly SessionEntry[]): readonly SessionEntry[] {
  const unique = new Map<string, SessionEntry>()
  for (const entry of entries) {
    const id = entryId(entry)
    if (!unique.has(id)) unique.set(id, entry)
  }
  return Object.freeze([...unique.values()].sort((a, b) => a.date - b.date || a.messageId - b.messageId))
}
