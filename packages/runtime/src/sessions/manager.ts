import type { Context } from 'telegraf'
import type { Update } from 'telegraf/types'
import type { SessionKey } from './key.js'
import type { PeekSession, Session } from './session.js'

/** The parts of a key that name a session by its ids. */
export interface SessionIds {
  readonly chatId: number
  readonly userId?: number
  readonly threadId?: number
  readonly businessConnectionId?: string
  readonly qualifier?: string
}

export interface OfOptions<Q extends string | undefined = string | undefined> {
  readonly qualifier?: Q
}

/** Says whether an incoming update belongs to a session. */
export type SubscriptionPredicate = (update: Update) => boolean

/** Opens, finds and lists the sessions of one bot. */
export abstract class SessionManager {
  /** Opens the session that the key strategy names for this update, or `undefined` where it names none. */
  abstract of<Q extends string>(source: Update | Context, options: { readonly qualifier: Q }): Session<Q> | undefined
  abstract of(source: Update | Context, options?: OfOptions): Session | undefined
  /** Opens the session of these ids: `chatUser` with a `userId`, else `chat`. */
  abstract get(ids: SessionIds): Session
  /** The handle of a session without opening it; `undefined` where the key strategy names none for an update. */
  abstract peek(ids: SessionIds): PeekSession
  abstract peek<Q extends string>(
    source: Update | Context,
    options: { readonly qualifier: Q },
  ): PeekSession<Q> | undefined
  abstract peek(source: Update | Context, options?: OfOptions): PeekSession | undefined
  /** Opens the session of `key` and replaces the predicate that decides which updates it records, until it is closed. */
  abstract subscribe(key: SessionKey, predicate: SubscriptionPredicate): void
  /** Takes the key's predicate away: an open session records no more incoming messages until it is subscribed, or closed and opened, again. */
  abstract unsubscribe(key: SessionKey): void
  /** The keys of the open sessions that record this update. */
  abstract matchingSubscriptions(update: Update): readonly SessionKey[]
  /** True while no session is open in this process. */
  abstract isIdle(): boolean
  /**
   * Records the message that `update` brings in every open session that it belongs to. botgen calls it before any
   * handler or middleware runs, and waits for what it returns.
   *
   * @returns what settles, without rejecting, once the message is stored or waits for the storage; `undefined` where
   *   that is so already
   */
  abstract record(update: Update): Promise<unknown> | undefined
  /**
   * As `record`, of an update that waits for its turn. When that comes, botgen calls `record` with the same object, once
   * what this returned has settled: that records it in the sessions that were opened since, and in no other.
   */
  abstract recordAhead(update: Update): Promise<unknown> | undefined
  /**
   * Settles, without rejecting, when what is being written now is stored, of all sessions or of those of a chat;
   * `undefined` where nothing is being written.
   */
  abstract settled(chatId?: number): Promise<unknown> | undefined
  /**
   * Stops expiry and timed deletions, waits for what is being written and for the storage to take what waits, at most
   * `timeout` milliseconds, and closes the storage. Says how many entries were left.
   */
  abstract shutdown(timeout: number): Promise<{ readonly entries: number }>
  /**
   * Calls back when updates are to be held back because the storage fails, at once while it does; never under
   * `whileStorageFails: 'continue'`. Returns what ends that.
   */
  abstract onHeldBack(listener: () => void): () => void
  /** The open sessions of this process, all or those that match. */
  abstract list(filter?: { readonly chatId?: number; readonly qualifier?: string }): IterableIterator<Session>
}
