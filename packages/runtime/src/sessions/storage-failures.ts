import { BotgenError, reasonIn } from '../errors.js'
import type { SessionEntry } from './entry.js'

/** So many entries wait at most while the storage fails. */
export const waitingLimit = 10_000

/** The storage does not take entries; they wait in this process and are retried. `cause` is its first error. */
export class StorageFailure extends BotgenError {
  constructor(cause: unknown) {
    super(`The session storage failed: ${reasonIn(cause)}. Entries wait in memory and are retried.`, { cause })
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
