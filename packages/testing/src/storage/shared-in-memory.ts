import { setImmediate as turn } from 'node:timers/promises'
import type {
  ClaimAnswer,
  Clock,
  EntryId,
  EntryPredicate,
  SessionEntry,
  SessionStorage,
  StoredSession,
  UpdateClaim,
} from '@botgen/runtime'
import { messageOf } from './samples.js'
import { SharedClaims } from './shared-claims.js'

interface Stored {
  readonly entries: Map<string, SessionEntry>
  /** Undefined while the session is closed. */
  epoch: number | undefined
  /** When it was last opened or appended to. */
  activeAt: number
}

/** The data of `SharedInMemoryStorage`: what a server would hold for all processes. */
export class SharedSessions {
  readonly claims: SharedClaims
  readonly #sessions = new Map<string, Stored>()
  readonly #clock: Pick<Clock, 'now'>
  #epoch = 0

  constructor(clock: Pick<Clock, 'now'> = Date) {
    this.#clock = clock
    this.claims = new SharedClaims(clock)
  }

  get(key: string): Stored | undefined {
    return this.#sessions.get(key)
  }

  /** The session, made where there is none, which is active now. */
  touch(key: string): Stored {
    let stored = this.#sessions.get(key)
    if (stored === undefined) {
      stored = { entries: new Map(), epoch: undefined, activeAt: 0 }
      this.#sessions.set(key, stored)
    }
    stored.activeAt = this.#clock.now()
    return stored
  }

  append(key: string, entries: readonly SessionEntry[]): void {
    if (entries.length === 0) return
    const stored = this.touch(key)
    for (const entry of entries) {
      const message = messageOf(entry)
      if (!stored.entries.has(message)) stored.entries.set(message, { ...entry })
    }
  }

  open(key: string): number {
    const stored = this.touch(key)
    // One row of numbers for all keys: none comes twice, whatever is forgotten about a key.
    stored.epoch ??= ++this.#epoch
    return stored.epoch
  }

  delete(key: string): void {
    this.#sessions.delete(key)
  }

  openSessions(): readonly StoredSession[] {
    return [...this.#sessions].flatMap(([key, { epoch }]) => (epoch === undefined ? [] : [{ key, epoch }]))
  }
}

/**
 * The whole `SessionStorage` contract in memory: what other storages are measured by, and a stand-in for a shared one.
 *
 * Instances on the same data are as processes on the same database; each call takes its time, so that races are real.
 *
 * @example
 * const database = new SharedSessions(clock)
 * const [one, other] = [new SharedInMemoryStorage(database), new SharedInMemoryStorage(database)]
 */
export class SharedInMemoryStorage implements SessionStorage {
  readonly data: SharedSessions

  constructor(data = new SharedSessions()) {
    this.data = data
  }

  add(key: string, entry: SessionEntry): Promise<void> {
    return this.#step(() => this.data.append(key, [entry]))
  }

  addMany(key: string, entries: readonly SessionEntry[]): Promise<void> {
    return this.#step(() => this.data.append(key, entries))
  }

  list(key: string): Promise<readonly SessionEntry[]> {
    return this.#step(() => this.#copies(key))
  }

  count(key: string): Promise<number> {
    return this.#step(() => this.data.get(key)?.entries.size ?? 0)
  }

  remove(key: string, predicate: EntryPredicate): Promise<number> {
    return this.#step(() => {
      const chosen = this.#copies(key).filter(predicate)
      this.#drop(key, chosen)
      return chosen.length
    })
  }

  removeIds(key: string, ids: readonly EntryId[]): Promise<void> {
    return this.#step(() => this.#drop(key, ids))
  }

  clear(key: string): Promise<void> {
    return this.#step(() => this.data.delete(key))
  }

  openSession(key: string): Promise<number> {
    return this.#step(() => this.data.open(key))
  }

  addIfOpen(key: string, epoch: number, entries: readonly SessionEntry[]): Promise<boolean> {
    return this.#step(() => {
      if (this.data.get(key)?.epoch !== epoch) return false
      this.data.append(key, entries)
      return true
    })
  }

  openKeys(chat: string): Promise<readonly StoredSession[]> {
    return this.#step(() => this.data.openSessions().filter(({ key }) => key.startsWith(chat)))
  }

  closeIfIdle(key: string, epoch: number, idleSince: number): Promise<boolean> {
    return this.#step(() => {
      const stored = this.data.get(key)
      if (stored?.epoch !== epoch || stored.activeAt >= idleSince) return false
      this.data.delete(key)
      return true
    })
  }

  claimUpdate(claim: UpdateClaim, lease: number): Promise<ClaimAnswer> {
    return this.#step(() => this.data.claims.claim(claim, lease))
  }

  finishUpdate(claim: UpdateClaim, outcome: 'handled' | 'failed'): Promise<void> {
    return this.#step(() => this.data.claims.finish(claim, outcome))
  }

  #copies(key: string): readonly SessionEntry[] {
    return Array.from(this.data.get(key)?.entries.values() ?? [], (entry) => ({ ...entry }))
  }

  #drop(key: string, ids: readonly EntryId[]): void {
    const stored = this.data.get(key)
    if (stored === undefined) return
    for (const id of ids) stored.entries.delete(messageOf(id))
    if (stored.entries.size === 0 && stored.epoch === undefined) this.data.delete(key)
  }

  /** Both ways to a server take time; what happens there happens at once. */
  async #step<T>(work: () => T): Promise<T> {
    await turn()
    const answer = work()
    await turn()
    return answer
  }
}
