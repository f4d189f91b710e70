import type { Awaitable, SessionStorage } from '../storage/index.js'
import { isThenable } from './answers.js'
import { entryId, type SessionEntry } from './entry.js'
import type { Tenure } from './tenure.js'

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

  constructor(storage: SessionStorage) {
    this.#storage = storage
    this.#shared = isShared(storage) ? storage : undefined
  }

  /** Whether the storage itself keeps what is written late out of a period that is closed. */
  get knowsPeriods(): boolean {
    return this.#shared !== undefined
  }

  /**
   * Writes `entries`; no entries at all open the session. Answers at once where the storage does.
   *
   * @throws (or rejects with) what the storage throws
   */
  write(key: string, entries: readonly SessionEntry[], tenure: Tenure): Written | Promise<Written> {
    const written =
      this.#shared === undefined
        ? writeAll(this.#storage, key, entries)
        : writeIfOpen(this.#shared, key, entries, tenure)
    return isThenable(written) ? Promise.resolve(written) : written
  }

  /** Ends a period and drops what is in it: just that period, where the storage has given it an epoch and can. */
  close(key: string, { epoch }: Tenure): Awaitable<unknown> {
    const closed =
      this.#shared === undefined || epoch === undefined ? undefined : this.#shared.closeIfIdle?.(key, epoch, Infinity)
    return closed ?? this.#storage.clear(key)
  }

  remove(key: string, entries: readonly SessionEntry[]): Awaitable<unknown> {
    if (this.#storage.removeIds !== undefined) return this.#storage.removeIds(key, entries)
    const ids = new Set(entries.map(entryId))
    return this.#storage.remove(key, (entry) => ids.has(entryId(entry)))
  }
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
