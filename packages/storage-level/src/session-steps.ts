import type { EntryId, EntryPredicate, SessionEntry } from '@botgen/runtime'
import type { Changes } from './changes.js'
import { entriesPrefix, entryKey, openKey } from './keys.js'
import type { OpenRecord } from './memory.js'
import { parsed } from './values.js'
import type { Step } from './writer.js'

/** Stores entries, whether the session is open or not. */
export function append(key: string, entries: readonly SessionEntry[], now: number): Step<void> {
  const { keys, put } = appending(key, entries, now)
  return { keys, run: (changes) => put(changes, openRecord(changes, key)) }
}

export function appendIfOpen(key: string, epoch: number, entries: readonly SessionEntry[], now: number): Step<boolean> {
  const { keys, put } = appending(key, entries, now)
  return {
    keys,
    run(changes) {
      const open = openRecord(changes, key)
      if (open?.epoch !== epoch) return false
      put(changes, open)
      return true
    },
  }
}

export function open(key: string, now: number): Step<number> {
  return {
    keys: [openKey(key)],
    run(changes) {
      const epoch = openRecord(changes, key)?.epoch ?? changes.newNumber()
      putOpen(changes, key, { epoch, activeAt: now })
      return epoch
    },
  }
}

export function closeIfIdle(key: string, epoch: number, idleSince: number): Step<boolean> {
  return {
    keys: [openKey(key)],
    prefix: entriesPrefix(key),
    run(changes) {
      const open = openRecord(changes, key)
      if (open?.epoch !== epoch || open.activeAt >= idleSince) return false
      drop(changes, key)
      return true
    },
  }
}

export function clear(key: string): Step<void> {
  return { keys: [openKey(key)], prefix: entriesPrefix(key), run: (changes) => drop(changes, key) }
}

export function remove(key: string, predicate: EntryPredicate): Step<number> {
  const prefix = entriesPrefix(key)
  return {
    prefix,
    run(changes) {
      const removed = changes.pairs(prefix).filter(([, entry]) => predicate(parsed<SessionEntry>(entry)))
      for (const [stored] of removed) changes.delete(stored)
      return removed.length
    },
  }
}

export function removeIds(key: string, ids: readonly EntryId[]): Step<void> {
  const keys = ids.map((id) => entryKey(key, id))
  return {
    run(changes) {
      for (const stored of keys) changes.delete(stored)
    },
  }
}

/** The entries are taken as they are now: their owner may change them later. */
function appending(key: string, entries: readonly SessionEntry[], now: number) {
  const pairs = entries.map((entry) => [entryKey(key, entry), JSON.stringify(entry)] as const)
  return {
    keys: [openKey(key), ...pairs.map(([stored]) => stored)],
    put: (changes: Changes, open: OpenRecord | undefined): void => {
      // A message that is there already stays as it was first told.
      for (const [stored, entry] of pairs) if (changes.get(stored) === undefined) changes.put(stored, entry)
      if (open !== undefined && pairs.length > 0) putOpen(changes, key, { ...open, activeAt: now })
    },
  }
}

function drop(changes: Changes, key: string): void {
  for (const [stored] of changes.pairs(entriesPrefix(key))) changes.delete(stored)
  if (changes.get(openKey(key)) !== undefined) changes.delete(openKey(key))
}

function openRecord(changes: Changes, key: string): OpenRecord | undefined {
  const stored = changes.get(openKey(key))
  return stored === undefined ? undefined : parsed<OpenRecord>(stored)
}

function putOpen(changes: Changes, key: string, record: OpenRecord): void {
  changes.put(openKey(key), JSON.stringify(record))
}
