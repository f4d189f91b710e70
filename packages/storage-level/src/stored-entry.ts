import type { SessionEntry } from '@botgen/runtime'
import { parsed, UnreadableValueError } from './values.js'

/** An entry as it is stored: behind the time at which it was added (Unix time in milliseconds). */
type StoredEntry = readonly [addedAt: number, entry: SessionEntry]

/** @param entry as JSON */
export function entryValue(entry: string, addedAt: number): string {
  return `[${addedAt},${entry}]`
}

export function entryOf(stored: string): SessionEntry {
  return parsed<StoredEntry>(stored)[1]
}

export function addedAt(stored: string): number {
  const time = Number(stored.slice(1, stored.indexOf(',')))
  if (Number.isNaN(time)) throw new UnreadableValueError('a stored entry has no time')
  return time
}
