/** What a running bot is doing now, for those who look at it from outside. */
import type { BotOf } from './bot-of.js'
import { BotgenError } from './errors.js'
import type { Failure } from './incidents.js'
import type { Acknowledge, Lane, UpdateClaims } from './intake/index.js'
import { type BotParts, partsOf } from './parts.js'
import { decodeSessionKey, type Session, type SessionKey } from './sessions/index.js'
import { LiveSessionManager } from './sessions/live-manager.js'
import { LiveSession } from './sessions/live-session.js'
import { updateKind } from './updates/index.js'

/** A bot at one moment. Ids, names and numbers alone: no texts, no addresses, nothing secret. Times are Unix milliseconds. */
export interface BotSnapshot {
  /** The time by the bot's own clock. */
  readonly at: number
  readonly botId: number
  /** Unknown until Telegram was asked. */
  readonly username?: string
  /** What stored keys begin with. */
  readonly namespace: string
  readonly handlers: number
  readonly acknowledge: Acknowledge
  /** How many updates and other tasks in lanes are queued or under way in this process. */
  readonly underWay: number
  /** How many lanes something is done in. */
  readonly busyLanes: number
  /** Those in which something is done, the longest first, at most `limit`. */
  readonly lanes: readonly LaneSnapshot[]
  /** How many sessions are open in this process; nothing where the session manager is not botgen's. */
  readonly openSessions?: number
  /** Nothing where the session manager is not botgen's. */
  readonly storage?: StorageSnapshot
  /** Nothing where processes do not share updates. */
  readonly claims?: ClaimsSnapshot
}

/** One lane: updates that are handled one after another. */
export interface LaneSnapshot {
  readonly lane: Lane
  /** How many updates wait behind the one that is handled. */
  readonly waiting: number
  /** When what runs has begun; nothing where that was before the first `inspect`. */
  readonly since?: number
  /** The update that is handled; nothing where it is not an update, such as the expiry of a session, or still waits for its claim. */
  readonly update?: RunningUpdate
}

export interface RunningUpdate {
  readonly updateId: number
  readonly kind?: string
  /** Class and method, such as `OrderHandlers.start`; nothing before a handler is found, and while a middleware runs. */
  readonly handler?: string
}

export interface StorageSnapshot {
  /** `failing`: from a failure until it has taken what it failed to take. */
  readonly state: 'working' | 'failing'
  /** When what waits is tried again. */
  readonly retryAt?: number
  readonly lastFailure?: FailureSnapshot
  /** How many entries it has not taken yet. */
  readonly waitingEntries: number
  /** What waits for it, at most `limit` sessions, of all `waitingSessions`. */
  readonly retries: readonly RetrySnapshot[]
  readonly waitingSessions: number
}

/** What the storage failed with: not its message, which may hold an address or a password. */
export interface FailureSnapshot {
  readonly at: number
  /** The name of the error's class, such as `Error`. */
  readonly type: string
  /** Such as `ECONNREFUSED`. */
  readonly code?: string
}

export interface RetrySnapshot {
  readonly key: SessionKey
  readonly entries: number
  /** Whether the session is closed here, and not yet in the storage. */
  readonly closes: boolean
}

export interface ClaimsSnapshot {
  readonly state: 'working' | 'failing'
  readonly retryAt?: number
  readonly lastFailure?: FailureSnapshot
  /** How many updates this process handles. */
  readonly handled: number
  /** How many it waits for, or has yet to tell the storage the end of. */
  readonly others: number
  /** At most `limit` of all of these. */
  readonly held: readonly ClaimSnapshot[]
}

export interface ClaimSnapshot {
  readonly updateId: number
  /** As the storage knows it. */
  readonly lane?: string
  /** Whether this process handles it now; else it waits for it, or the storage has yet to be told of its end. */
  readonly isHandled: boolean
}

/** What is known of a session beyond the session itself. */
export interface SessionSnapshot {
  readonly key: SessionKey
  /** When this process opened it, or took it up from the storage. */
  readonly openedAt?: number
  /** When something was last recorded by this process, or when it was opened. */
  readonly lastActivity?: number
  /** Which opening of the key this is, in a storage that counts them. */
  readonly epoch?: number
}

export interface InspectOptions {
  /** So many lanes, sessions with retries, and claims are listed at most. Default 100. */
  readonly limit?: number
}

/**
 * What a bot is doing now. Costs little, however many sessions are open: list those with `bot.sessions.list()`.
 *
 * With the first call the bot begins to note since when its lanes are busy and with what; before, it notes nothing.
 *
 * @throws BotgenError if the bot has no dispatch table
 */
export function inspect(bot: BotOf, { limit = 100 }: InspectOptions = {}): BotSnapshot {
  const parts = partsOf(bot)
  if (parts === undefined)
    throw new BotgenError('This bot has no dispatch table. Inspect what botgen() of this very package returned.')
  const { botId, namespace, handlers, acknowledge, clock, intake, claims, sessions, turns } = parts
  intake.watch(clock)
  turns.watch()
  const username = bot.botInfo?.username
  const lanes = lanesOf(parts)
  return {
    at: clock.now(),
    botId,
    ...(username !== undefined && { username }),
    namespace,
    handlers,
    acknowledge,
    underWay: intake.size,
    busyLanes: lanes.length,
    lanes: lanes.slice(0, limit),
    ...(sessions instanceof LiveSessionManager && {
      openSessions: sessions.openCount,
      storage: storageOf(sessions, parts, limit),
    }),
    ...(claims !== undefined && { claims: claimsOf(claims, parts, limit) }),
  }
}

/** What is known of a session; just its key where it is not one of botgen's. */
export function inspectSession(session: Session): SessionSnapshot {
  const { key } = session
  if (!(session instanceof LiveSession)) return { key }
  const { tenure, lastActivity } = session
  return {
    key,
    ...(tenure !== undefined && { openedAt: tenure.openedAt, lastActivity }),
    ...(tenure?.epoch !== undefined && { epoch: tenure.epoch }),
  }
}

function lanesOf({ intake, turns }: BotParts): readonly LaneSnapshot[] {
  const updates = new Map<Lane | undefined, RunningUpdate>()
  for (const { update, handler } of turns.underWay) {
    const kind = updateKind(update)
    updates.set(intake.laneOf(update), {
      updateId: update.update_id,
      ...(kind !== undefined && { kind }),
      ...(handler !== undefined && { handler }),
    })
  }
  const lanes = Array.from(intake.busyLanes(), ({ key, waiting, since }): LaneSnapshot => {
    const update = updates.get(key)
    return { lane: key, waiting, ...(since !== undefined && { since }), ...(update !== undefined && { update }) }
  })
  // What began before anybody looked has run for longer than the rest.
  return lanes.sort((a, b) => (a.since ?? 0) - (b.since ?? 0))
}

function storageOf({ store }: LiveSessionManager, { namespace, incidents }: BotParts, limit: number): StorageSnapshot {
  const { recorder } = store
  const retries: RetrySnapshot[] = []
  let waitingSessions = 0
  for (const [storedKey, line] of recorder.retries()) {
    waitingSessions += 1
    if (retries.length >= limit) continue
    retries.push({
      key: decodeSessionKey(storedKey.slice(namespace.length + 1)),
      entries: line.reduce((count, item) => count + (item.does === 'write' ? item.entries.length : 0), 0),
      closes: line.some(({ does }) => does === 'close'),
    })
  }
  return {
    state: store.isFailing ? 'failing' : 'working',
    ...(recorder.retryAt !== undefined && { retryAt: recorder.retryAt }),
    ...failureIn(incidents.lastFailure),
    waitingEntries: recorder.waitingCount,
    retries,
    waitingSessions,
  }
}

function claimsOf({ held, calls }: UpdateClaims, { incidents }: BotParts, limit: number): ClaimsSnapshot {
  const all = Array.from(held, ({ claim: { updateId, lane }, isGranted, outcome }): ClaimSnapshot => {
    return { updateId, ...(lane !== undefined && { lane }), isHandled: isGranted && outcome === undefined }
  })
  const handled = all.filter(({ isHandled }) => isHandled).length
  return {
    state: calls.isFailing ? 'failing' : 'working',
    ...(calls.isFailing && Number.isFinite(calls.nextAt) && { retryAt: calls.nextAt }),
    ...failureIn(incidents.lastClaimFailure),
    handled,
    others: all.length - handled,
    held: all.slice(0, limit),
  }
}

function failureIn(failure: Failure | undefined): { readonly lastFailure?: FailureSnapshot } {
  if (failure === undefined) return {}
  const { at, error } = failure
  const { cause } = error
  if (!(cause instanceof Error)) return { lastFailure: { at, type: typeof cause } }
  const { code } = cause as { code?: unknown }
  // A code is one word; whatever else stands there may be a message.
  const isCode = typeof code === 'string' && /^[A-Za-z0-9_]{1,40}$/.test(code)
  return { lastFailure: { at, type: cause.constructor.name, ...(isCode && { code }) } }
}
