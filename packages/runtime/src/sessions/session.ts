import type { Context, Telegram } from 'telegraf'
import type { Message, Update } from 'telegraf/types'
import type { Duration } from '../duration.js'
import type { Direction, EntryPredicate, SessionEntry } from './entry.js'
import type { SessionKey } from './key.js'
import type { ReplayOptions, ReplayReport } from './replay.js'

/**
 * A handle on one conversation slice: it records each message that flows through it, in and out, and can delete them
 * all in one call.
 *
 * A class rather than an interface so that a value import of it stays harmless under `emitDecoratorMetadata`; botgen
 * makes the instances.
 *
 * @typeParam Q - the qualifier, a real member of the type: `Session<'order'>` and `Session<'cart'>` differ
 */
export abstract class Session<Q extends string | undefined = string | undefined> implements AsyncDisposable {
  abstract readonly key: SessionKey
  abstract readonly qualifier: Q
  abstract readonly chatId: number
  abstract readonly userId: number | undefined
  /** False before the session opens and after it is closed. */
  abstract readonly isOpen: boolean

  /** The session's own chat: `session.chat.sendMessage('Hi')`. Adds the key's topic and business connection unless given. */
  abstract readonly chat: SessionChat
  /** The Bot API, for messages to any chat; what it sends is recorded here. */
  abstract readonly telegram: SessionTelegram

  /**
   * `ctx` with everything that it sends recorded in this session. Replies work for every update kind, also for those
   * that Telegraf does not know.
   */
  abstract with<C extends Context>(ctx: C): C & SessionContext<Q>

  /**
   * Opens the session if it is not open; opening is synchronous, and everything done through the session waits until
   * the storage knows it.
   *
   * @returns the open session of this key: this object, or the one that was opened meanwhile
   */
  abstract open(): Session<Q>

  /**
   * Records a message by hand.
   *
   * @param source - a message (outgoing unless said otherwise), or an update (incoming unless said otherwise); an update
   *   without a message is ignored
   * @throws SessionClosedError if the session is not open
   */
  abstract track(source: Message | Update, direction?: Direction): Promise<void>

  /** The recorded messages, by date, then message id: an immutable snapshot. */
  abstract messages(): Promise<readonly SessionEntry[]>
  /** How many messages are recorded. */
  abstract count(): Promise<number>

  /**
   * Deletes the matching messages from Telegram, at most 100 ids a call, and drops from storage what was deleted or can
   * never be. A message that arrives meanwhile is neither deleted nor forgotten.
   *
   * @param predicate - which entries; all by default
   */
  abstract clear(predicate?: EntryPredicate, options?: ClearOptions): Promise<ClearReport>
  /**
   * Has the messages that are recorded now deleted later, also when the session is closed by then. Survives a restart
   * where the state storage does.
   *
   * @returns once that is noted: how many messages it concerns
   */
  abstract clear(later: TimedClear): Promise<number>

  /** Has one message deleted later: `session.expire(await session.chat.sendMessage('Gone soon'), '10s')`. */
  abstract expire(message: Message, after: Duration): Promise<void>

  /**
   * Sends the recorded messages again, in order within each chat, to any chat: a transcript for a colleague, say. What
   * is sent this way is not recorded.
   */
  abstract replay(toChatId: number | string, options?: ReplayOptions): Promise<ReplayReport>

  /** Drops matching entries (all by default) without touching Telegram, and returns how many. */
  abstract forget(predicate?: EntryPredicate): Promise<number>

  /** Ends the session: nothing more is recorded and its storage is emptied. Telegram is not touched. */
  abstract close(): Promise<void>

  /** Closes the session: `await using session = …`. */
  abstract [Symbol.asyncDispose](): Promise<void>
}

/** A session that was looked up without opening it; `open()` opens it. */
export abstract class PeekSession<Q extends string | undefined = string | undefined> extends Session<Q> {}

/** Methods of Telegraf's `Telegram` whose first parameter is the chat to send to. */
type SendMethod = Extract<
  keyof Telegram,
  `send${string}` | 'forwardMessage' | 'forwardMessages' | 'copyMessage' | 'copyMessages'
>

/** The session's chat: Telegraf's send, copy and forward methods with the chat already filled in. */
export type SessionChat = {
  readonly [M in SendMethod]: Telegram[M] extends (chatId: number, ...rest: infer A) => infer R
    ? (...rest: A) => R
    : never
}

/** Telegraf's client; `callApi` also takes Bot API methods that the installed Telegraf does not know. */
export type SessionTelegram = Telegram & {
  callApi(
    method: string,
    payload: Readonly<Record<string, unknown>>,
    options?: { signal?: AbortSignal },
  ): Promise<unknown>
}

type ReplyMethod = Extract<keyof Context, `reply${string}` | `send${string}` | 'forwardMessage' | 'copyMessage'>

/** A context whose messages are recorded in the session with the qualifier `Q`. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- every instance is a proxy around a Context
export abstract class SessionContext<Q extends string | undefined = string | undefined> {
  /** The session. Not named `session`: that is where Telegraf's own session middleware keeps its data. */
  abstract readonly recordedBy: Session<Q>
  abstract readonly telegram: Telegram
}
// Merged with the class: the methods are Telegraf's own, so that their types follow the installed version.
// eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- as above
export interface SessionContext<Q extends string | undefined = string | undefined>
  extends Pick<Context, ReplyMethod | 'update' | 'chat' | 'from' | 'state'> {}

export interface TimedClear {
  readonly after: Duration
  /** Which entries; all by default. */
  readonly predicate?: EntryPredicate
}

export interface ClearOptions {
  /**
   * How long to wait for sends that are under way, and for Telegram to become reachable again, in milliseconds. Default
   * 10 000. When Telegram asks to wait (429), that is waited for even longer, unless a timeout is given.
   */
  readonly timeout?: number
  /** Gives up early; what was not deleted stays as `pending`. */
  readonly signal?: AbortSignal
  /** Also drops entries whose deletion Telegram refused. Default false: the next `clear` tries them again. */
  readonly forgetFailed?: boolean
  /** Puts the entries themselves into the report. Default false. */
  readonly entries?: boolean
  /** Deletes through another bot's client. */
  readonly telegram?: Telegram
  /** Called after each batch: `done` of `total` entries have been dealt with. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void
}

/** What a `clear` did, in numbers of entries. */
export interface ClearReport {
  /** Dropped from storage. */
  readonly removed: number
  /** In delete calls that Telegram accepted; it does not say which ids were gone already. */
  readonly deleted: number
  /** Older than 48 hours, when Telegram no longer deletes; dropped from storage. */
  readonly tooOld: number
  /** Telegram refused to delete them; kept for the next `clear` unless `forgetFailed`. */
  readonly refused: number
  /** Not tried to the end (unreachable, timed out, aborted); kept for the next `clear`. */
  readonly pending: number
  /** With `entries: true`, the entries behind the numbers. */
  readonly entries?: {
    readonly deleted: readonly SessionEntry[]
    readonly tooOld: readonly SessionEntry[]
    readonly refused: readonly SessionEntry[]
    readonly pending: readonly SessionEntry[]
  }
}
