import type { EntryId } from '@botgen/runtime'

/**
 * What is where in the database. A first letter tells the kinds apart; between the parts of a key stands U+0000, which no
 * part holds, so that no key reaches into the range of another.
 */
export const formatKey = 'mformat'
/** The last number that was given out, as an epoch or a version. */
export const numberKey = 'mnumber'
export const openPrefix = 'o'
/** Where all `openKey`s are. */
export const openRange = { gte: openPrefix, lt: 'p' } as const
const end = '\u0000'

/** Everything but printable ASCII is escaped by unit: lone surrogates would all become one character in UTF-8. */
function escape(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (unit) => `\x7f${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function unescape(text: string): string {
  return text.replace(/\x7f([0-9a-f]{4})/g, (_match, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** How the keys of all entries of a session begin. */
export function entriesPrefix(key: string): string {
  return `e${escape(key)}${end}`
}

/** Within a chat and business connection they sort as the message ids do: a longer number is greater. */
export function entryKey(key: string, { chatId, messageId, businessConnectionId }: EntryId): string {
  const connection = businessConnectionId === undefined ? '' : `/${escape(businessConnectionId)}`
  const digits = String(messageId)
  return `${entriesPrefix(key)}${chatId}${connection}${end}${digits.length.toString(36)}${digits}`
}

/** How the keys begin of the entries of a session that are of the same chat and business connection as that of an `entryKey`. */
export function chatPrefixOf(stored: string): string {
  return stored.slice(0, stored.lastIndexOf(end) + end.length)
}

/** The message whose `entryKey` this is. */
export function messageIdOf(stored: string): number {
  return Number(stored.slice(chatPrefixOf(stored).length + 1))
}

export function openKey(key: string): string {
  return `${openPrefix}${escape(key)}`
}

/** The session whose `openKey` this is. */
export function openedKey(stored: string): string {
  return unescape(stored.slice(openPrefix.length))
}

export function stateKey(key: string): string {
  return `s${escape(key)}`
}

export function handledKey(namespace: string, updateId: number): string {
  return `u${escape(namespace)}${end}${updateId}`
}

/** Under which it is found that `key` is to be dropped at `goneAt` (Unix time in milliseconds). */
export function expiryKey(goneAt: number, key: string): string {
  return `${expiryPrefix}${timeDigits(goneAt)}${end}${key}`
}

const expiryPrefix = 'x'

/** Between which keys lies what is to be dropped before `now`. */
export function expiredRange(now: number): { readonly gte: string; readonly lt: string } {
  return { gte: expiryPrefix, lt: `${expiryPrefix}${timeDigits(now)}` }
}

export function expiringKey(expiry: string): string {
  return expiry.slice(expiry.indexOf(end) + end.length)
}

/** Sorts as the times do. */
function timeDigits(time: number): string {
  return String(Math.max(0, Math.ceil(time))).padStart(16, '0')
}
