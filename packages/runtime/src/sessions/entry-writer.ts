import { type Clock, settlesWithin } from '../clock.js'
import { BotgenError } from '../errors.js'
import type { SessionStorage } from '../storage/index.js'
import { entryId, type SessionEntry } from './entry.js'
import type { Tenure } from './tenure.js'

/** A storage that does not answer for so long has failed; writing again does no harm. */
const patience = 5000

/** What a storage answers. Rejects when it does not answer in time. */
export async function answerInTime<T>(clock: Clock, answer: Promise<T>): Promise<T> {
  if (await settlesWithin(clock, answer, patience)) return answer
  throw new BotgenError(`No answer from the session storage within ${patience} ms.`)
}

/** A storage that knows which sessions are open, and so can be shared by processes and outlive them. */
export type SharedStorage = SessionStorage & Required<Pick<SessionStorage, 'openSession' | 'addIfOpen' | 'openKeys'>>

export function isShared(storage: SessionStorage): storage is SharedStorage {
  return storage.openSession !== undefined && storage.addIfOpen !== undefined && storage.openKeys !== undefined
}

/** What became of entries that were handed to the storage. */
export type Written = 'stored' | 'closedElsewhere'

/** Writes entries of one session's period with the best that a storage offers. */
export class EntryWriter {
  readonly #storage: SessionStorage
  readonly #shared: SharedStorage | undefined
  readonly #clock: Clock

  constructor(storage: SessionStorage, clock: Clock) {
    this.#storage = storage
    this.#shared = isShared(storage) ? storage : undefined
    this.#clock = clock
  }

  /**
   * Writes `entries`; no entries at all open the session. Answers at once where the storage does.
   *
   * @param late - called when the storage takes them after all, too late
   * @throws (or rejects with) what the storage throws, or because it does not answer
   */
  write(key: string, entries: readonly SessionEntry[], tenure: Tenure, late: () => void): Written | Promise<Written> {
    const written =
      this.#shared === undefined
        ? writeAll(this.#storage, key, entries)
        : writeIfOpen(this.#shared, key, entries, tenure)
    return isThenable(written) ? this.#inTime(Promise.resolve(written), late) : written
  }

  /** Takes back what was written too late: its session was closed while the storage was at work. */
  async takeBack(key: string, entries: readonly SessionEntry[]): Promise<void> {
    const ids = new Set(entries.map(entryId))
    const removed = this.#storage.remove(key, (entry) => ids.has(entryId(entry)))
    await answerInTime(this.#clock, Promise.resolve(removed))
  }

  async #inTime(written: Promise<Written>, late: () => void): Promise<Written> {
    try {
      return await answerInTime(this.#clock, written)
    } catch (error) {
      // It has failed, or is still at work.
      written.then(late, noop)
      throw error
    }
  }
}

const noop = (): void => {}

/** Storages may answer with promises of their own make, such as query builders that run when they are awaited. */
function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

function writeAll(storage: SessionStorage, key: string, entries: readonly SessionEntry[]): Written | Promise<Written> {
  const [only] = entries
  if (only === undefined) return 'stored'
  if (entries.length > 1) return writeMany(storage, key, entries)
  const added: unknown = storage.add(key, only)
  return isThenable(added) ? Promise.resolve(added).then(() => 'stored') : 'stored'
}

async function writeMany(storage: SessionStorage, key: string, entries: readonly SessionEntry[]): Promise<Written> {
  if (storage.addMany !== undefined) await storage.addMany(key, entries)
  else for (const entry of entries) await storage.add(key, entry)
  return 'stored'
}

async function writeIfOpen(
  storage: SharedStorage,
  key: string,
  entries: readonly SessionEntry[],
  tenure: Tenure,
): Promise<Written> {
  tenure.epoch ??= await storage.openSession(key)
  if (entries.length === 0 || (await storage.addIfOpen(key, tenure.epoch, entries))) return 'stored'
  return 'closedElsewhere'
}
