import type { EntryPredicate, SessionEntry } from '../sessions/entry.js'

export type Awaitable<T> = T | Promise<T>

/**
 * Where the entries of sessions live. Four methods are required; botgen uses what else is there.
 *
 * Keys are opaque strings: the bot's namespace and the encoded session key. An entry is plain JSON data.
 */
export interface SessionStorage {
  /** Appends an entry. Adding a message that is there already may store it twice: botgen then drops the copy on reading. */
  add(key: string, entry: SessionEntry): Awaitable<void>
  /** The entries of `key` in any order; none for an unknown key. */
  list(key: string): Awaitable<readonly SessionEntry[]>
  /** Drops the entries that match and returns how many those were. */
  remove(key: string, predicate: EntryPredicate): Awaitable<number>
  /** Drops everything under `key`. */
  clear(key: string): Awaitable<void>

  /** How many different messages are stored, where that is cheaper than listing them. */
  count?(key: string): Awaitable<number>
}
