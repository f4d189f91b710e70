import type { EntryId, EntryPredicate } from '@botgen/runtime'
import type { Changes } from './changes.js'
import { entriesPrefix, entryKey, openKey } from './keys.js'
import type { OpenRecord } from './memory.js'
import { addedAt, entryOf } from './stored-entry.js'
import { parsed } from './values.js'
import type { Step } from './writer.js'

export function open(key: string): Step<number> {
  return {
    run(changes) {
      const epoch = changes.epochOf(key) ?? changes.newNumber()
      changes.putOpen(key, { epoch, activeAt: changes.now })
      return epoch
    },
  }
}

/** When a session was last opened or appended to is told by its own record and those of its entries, by what is later. */
export function closeIfIdle(key: string, epoch: number, idleSince: number): Step<boolean> {
  const prefix = entriesPrefix(key)
  return {
    keys: [openKey(key)],
    prefix,
    run(changes) {
      if (changes.epochOf(key) !== epoch) return false
      const entries = changes.pairs(prefix).map(([, entry]) => entry)
      if (activeAt(changes, key, entries) >= idleSince) return false
      drop(changes, key)
      return true
    },
  }
}

export function clear(key: string): Step<void> {
  return { prefix: entriesPrefix(key), run: (changes) => drop(changes, key) }
}

export function remove(key: string, predicate: EntryPredicate): Step<number> {
  const prefix = entriesPrefix(key)
  return {
    keys: [openKey(key)],
    prefix,
    run(changes) {
      const removed = changes.pairs(prefix).filter(([, entry]) => predicate(entryOf(entry)))
      dropEntries(changes, key, removed)
      return removed.length
    },
  }
}

export function removeIds(key: string, ids: readonly EntryId[]): Step<void> {
  const keys = ids.map((id) => entryKey(key, id))
  return {
    keys: [openKey(key), ...keys],
    run(changes) {
      const removed = keys.flatMap((stored) => {
        const entry = changes.get(stored)
        return entry === undefined ? [] : [[stored, entry] as const]
      })
      dropEntries(changes, key, removed)
    },
  }
}

/** A session that stays open goes on to know when it was appended to. */
function dropEntries(changes: Changes, key: string, removed: readonly (readonly [stored: string, entry: string])[]) {
  const epoch = changes.epochOf(key)
  if (epoch !== undefined && removed.length > 0) {
    const entries = removed.map(([, entry]) => entry)
    changes.putOpen(key, { epoch, activeAt: activeAt(changes, key, entries) })
  }
  for (const [stored] of removed) changes.delete(stored)
}

function drop(changes: Changes, key: string): void {
  for (const [stored] of changes.pairs(entriesPrefix(key))) changes.delete(stored)
  if (changes.epochOf(key) !== undefined) changes.deleteOpen(key)
}

/** As far as the record of the session, for which the step has asked, and these entries tell. */
function activeAt(changes: Changes, key: string, entries: readonly string[]): number {
  const stored = changes.get(openKey(key))
  const times = stored === undefined ? [] : [parsed<OpenRecord>(stored).activeAt]
  for (const entry of entries) times.push(addedAt(entry))
  return times.reduce((latest, time) => Math.max(latest, time), Number.NEGATIVE_INFINITY)
}
