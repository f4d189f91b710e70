import type { EntryPredicate, SessionEntry } from '../sessions/entry.js'

export type Awaitable<T> = T | Promise<T>

/** What names one message in a session. */
export type EntryId = Pick<SessionEntry, 'businessConnectionId' | 'chatId' | 'messageId'>

/** An open session as a storage knows it. */
export interface StoredSession {
  readonly key: string
  /** Which opening of the key this is. */
  readonly epoch: number
}

/**
 * An update that a process wants to handle, as processes that share a storage speak of it. Its texts are printable ASCII;
 * upper and lower case differ.
 */
export interface UpdateClaim {
  /** What the bot's stored keys begin with: each bot's updates have numbers of their own. */
  readonly namespace: string
  readonly updateId: number
  /** The updates of one lane are granted one at a time, those of none at any time. */
  readonly lane?: string
  /** Who asks: another one each time that some process takes up the update. */
  readonly owner: string
}

/**
 * - `granted`: the asker handles the update, and nobody else does while its lease runs.
 * - `waiting`: not yet; ask again.
 * - `handled`: it was handled, and is to be acknowledged.
 */
export type ClaimAnswer = 'granted' | 'waiting' | 'handled'

/**
 * Where the entries of sessions live. Four methods are required; botgen uses whatever else is there.
 *
 * Keys are opaque strings of printable ASCII: the bot's namespace and the encoded session key. All keys of one chat (of
 * one business connection) begin alike and no other key begins so; `openKeys` is asked by that beginning. An entry is
 * plain JSON data. `@botgen/testing` has a suite that a storage of your own should pass.
 */
export interface SessionStorage {
  /** Appends an entry. A message that is there already may be stored twice: botgen then drops the copy on reading. */
  add(key: string, entry: SessionEntry): Awaitable<void>
  /** The entries of `key` in any order; none for an unknown key. */
  list(key: string): Awaitable<readonly SessionEntry[]>
  /** Drops the entries that match and returns how many those were. */
  remove(key: string, predicate: EntryPredicate): Awaitable<number>
  /** Drops everything under `key`; a session that was open under it is closed. */
  clear(key: string): Awaitable<void>

  /** Appends entries at once, all or none. */
  addMany?(key: string, entries: readonly SessionEntry[]): Awaitable<void>
  /** Drops the entries of these messages, where that is cheaper than asking a predicate. */
  removeIds?(key: string, ids: readonly EntryId[]): Awaitable<void>
  /** How many different messages are stored, where that is cheaper than listing them. */
  count?(key: string): Awaitable<number>

  /**
   * Marks `key` as open, for all processes and across restarts, and returns its epoch: the one that it has if it is open
   * already, else one that it never had. Needs `addIfOpen` and `openKeys`.
   */
  openSession?(key: string): Awaitable<number>
  /** Appends entries if `key` is open in this epoch; says whether it was. All or none, in one step with the question. */
  addIfOpen?(key: string, epoch: number, entries: readonly SessionEntry[]): Awaitable<boolean>
  /** The open sessions whose keys begin with `chat`. */
  openKeys?(chat: string): Awaitable<readonly StoredSession[]>
  /**
   * Closes `key` and drops everything under it if it is open in this epoch and has neither been opened nor appended to
   * since `idleSince` (Unix time in milliseconds; `Infinity`: whenever it was); says whether it did. In one step with the
   * question. Without this a session is closed by `clear`, in whichever epoch it is.
   */
  closeIfIdle?(key: string, epoch: number, idleSince: number): Awaitable<boolean>

  /**
   * Asks for an update, for `lease` milliseconds from now. Asked again by the owner that has it, it extends the lease.
   * An update waits while another owner's lease on it runs, while another update of its lane is granted, and while one of
   * its lane with a lower number is claimed too: a claim that waits counts for as long as its lease runs. All in one step.
   * Needs `finishUpdate`.
   */
  claimUpdate?(claim: UpdateClaim, lease: number): Awaitable<ClaimAnswer>
  /**
   * Ends a claim of this owner. A `handled` update is answered as such for at least 24 hours, as long as Telegram keeps
   * updates (Bot API, “Getting updates”); a `failed` one may be claimed again at once. Of an update that is no more this
   * owner's, `handled` holds all the same, and `failed` changes nothing.
   */
  finishUpdate?(claim: UpdateClaim, outcome: 'handled' | 'failed'): Awaitable<void>

  /** Lets go of connections and files. Called once, by `bot.shutdown()`. */
  close?(): Awaitable<void>
}
