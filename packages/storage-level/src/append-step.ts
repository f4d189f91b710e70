import type { SessionEntry } from '@botgen/runtime'
import type { Changes } from './changes.js'
import { entryKey } from './keys.js'
import type { Memory, OpenSession } from './memory.js'
import { entryJson, storedEntry } from './stored-entry.js'
import type { Step } from './writer.js'

/** As it was given: its owner may change it later. */
class Given {
  readonly chatId: number
  readonly messageId: number
  readonly businessConnectionId: string | undefined
  readonly key: string
  readonly json: string
  isNew = false

  constructor(session: string, entry: SessionEntry) {
    this.chatId = entry.chatId
    this.messageId = entry.messageId
    this.businessConnectionId = entry.businessConnectionId
    this.key = entryKey(session, entry)
    this.json = entryJson(entry)
  }
}

/** Stores entries of a session; says whether it did. */
export class AppendStep implements Step<boolean> {
  readonly #session: string
  readonly #entries: readonly Given[]
  readonly #epoch: number | undefined
  #open: OpenSession | undefined

  /** @param epoch in which the session must be open; none: it may be closed */
  constructor(session: string, entries: readonly SessionEntry[], epoch?: number) {
    this.#session = session
    this.#epoch = epoch
    this.#entries = entries.map((entry) => new Given(session, entry))
  }

  /** Asks for those that may be stored already. */
  ask(keys: Set<string>, memory: Memory): void {
    this.#open = memory.session(this.#session)
    for (const entry of this.#entries) {
      entry.isNew = this.#open !== undefined && memory.isNew(this.#open, entry, entry.key)
      if (!entry.isNew) keys.add(entry.key)
    }
  }

  run(changes: Changes): boolean {
    const epoch = changes.epochOf(this.#session, this.#open)
    if (this.#epoch !== undefined && this.#epoch !== epoch) return false
    let isToldTwice = false
    for (const { key, json, isNew } of this.#entries) {
      // A message that is there already stays as it was first told.
      if (isNew || changes.get(key) === undefined) changes.put(key, storedEntry(json, changes.now))
      else isToldTwice = true
    }
    if (isToldTwice && epoch !== undefined) changes.putOpen(this.#session, { epoch, activeAt: changes.now })
    return true
  }
}
