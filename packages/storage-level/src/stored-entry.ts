import type { SessionEntry } from '@botgen/runtime'
import { parsed, UnreadableValueError } from './values.js'

/** The fields of an entry, without their names: half as long, which is what writing it costs. */
type Fields = readonly [
  chatId: number,
  messageId: number,
  date: number,
  kind: SessionEntry['kind'],
  direction: SessionEntry['direction'],
  userId: number | null | undefined,
  threadId: number | null | undefined,
  businessConnectionId: string | null | undefined,
]

/** An entry as it is stored, behind the time at which it was added (Unix time in milliseconds). */
type StoredEntry = readonly [addedAt: number, entry: Fields | SessionEntry]

/** The entry as JSON, for `storedEntry`. */
export function entryJson(entry: SessionEntry): string {
  const { chatId, messageId, date, kind, direction, userId, threadId, businessConnectionId } = entry
  const fields: Fields = [chatId, messageId, date, kind, direction, userId, threadId, businessConnectionId]
  let unknown = 0
  for (const _name in entry) unknown += 1
  for (const field of fields) if (field !== undefined) unknown -= 1
  // One of a later version of the runtime is kept with all that it has.
  return JSON.stringify(unknown === 0 ? fields : entry)
}

export function storedEntry(json: string, addedAt: number): string {
  return `[${addedAt},${json}]`
}

export function entryOf(stored: string): SessionEntry {
  const [, entry] = parsed<StoredEntry>(stored)
  if (!isFields(entry)) return entry
  const [chatId, messageId, date, kind, direction, userId, threadId, businessConnectionId] = entry
  return {
    messageId,
    chatId,
    ...(typeof userId === 'number' && { userId }),
    ...(typeof threadId === 'number' && { threadId }),
    ...(typeof businessConnectionId === 'string' && { businessConnectionId }),
    kind,
    direction,
    date,
  }
}

export function addedAt(stored: string): number {
  const time = Number(stored.slice(1, stored.indexOf(',')))
  if (Number.isNaN(time)) throw new UnreadableValueError('a stored entry has no time')
  return time
}

function isFields(entry: Fields | SessionEntry): entry is Fields {
  return Array.isArray(entry)
}
