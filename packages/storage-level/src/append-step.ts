import type { EntryId, SessionEntry } from '@botgen/runtime'
import type { Changes } from './changes.js'
import { entryKey } from './keys.js'
import type { Memory } from './memory.js'
import { entryValue } from './stored-entry.js'
import type { Step } from './writer.js'

interface Appended {
  readonly id: EntryId
  readonly key: string
  readonly value: string
  isNew: boolean
}

/** Stores entries, if the session is open in `epoch` or whether it is open or not; says whether it did. */
export class AppendStep implements Step<boolean> {
  readonly #session: string
  readonly #epoch: number | undefined
  readonly #now: number
  readonly #entries: readonly Appended[]

  /**
   * @param entries are taken as they are now: their owner may change them later
   * @param epoch none: whether it is open or not
   */
  constructor(session: string, entries: readonly SessionEntry[], now: number, epoch?: number) {
    this.#session = session
    this.#epoch = epoch
    this.#now = now
    this.#entries = entries.map((entry) => {
      const { chatId, messageId, businessConnectionId } = entry
      const id = businessConnectionId === undefined ? { chatId, messageId } : { chatId, messageId, businessConnectionId }
      return { id, key: entryKey(session, entry), value: entryValue(entry, now), isNew: false }
    })
  }

  /** Asks for those that may be stored already. */
  keys(memory: Memory): string[] {
    const keys: string[] = []
    for (const entry of this.#entries) {
      entry.isNew = memory.isNew(this.#session, entry.id)
      if (!entry.isNew) keys.push(entry.key)
    }
    return keys
  }

  run(changes: Changes): boolean {
    const epoch = changes.epochOf(this.#session)
    if (this.#epoch !== undefined && this.#epoch !== epoch) return false
    let isToldTwice = false
    for (const { key, value, isNew } of this.#entries) {
      // A message that is there already stays as it was first told.
      if (isNew || changes.get(key) === undefined) changes.put(key, value)
      else isToldTwice = true
    }
    if (isToldTwice && epoch !== undefined) changes.putOpen(this.#session, { epoch, activeAt: this.#now })
    return true
  }
}
