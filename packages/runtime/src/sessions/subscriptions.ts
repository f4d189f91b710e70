import type { Update } from 'telegraf/types'
import type { ErrorListener } from '../errors.js'
import { messageThreadId, type UpdatePlace, updateMessage, updatePlace } from '../updates/index.js'
import type { SessionKey } from './key.js'
import type { LiveSession } from './live-session.js'
import type { SubscriptionPredicate } from './manager.js'

/** Most often there is one: a set of its own for each would cost more memory than the session. */
type OneOrMore = LiveSession | Set<LiveSession>

/** Sessions of one chat, by user; those of the whole chat stand under `undefined`. */
type ByUser = Map<number | undefined, OneOrMore>

interface CustomSubscription {
  readonly predicate: SubscriptionPredicate
  hasThrown: boolean
}

/**
 * Which open sessions record an update. The default predicates are an index by chat and user, so that finding sessions
 * costs the same however many are open; custom predicates are asked one by one.
 */
export class Subscriptions {
  /** A chat with one session has just that. */
  readonly #byChat = new Map<number, LiveSession | ByUser>()
  readonly #custom = new Map<LiveSession, CustomSubscription>()
  readonly #report: ErrorListener

  constructor(report: ErrorListener) {
    this.#report = report
  }

  /** Subscribes with the default predicate: same chat and connection; same user and topic where the key has them. */
  add(session: LiveSession): void {
    const { chatId } = session.key
    const chat = this.#byChat.get(chatId)
    if (chat === undefined) {
      this.#byChat.set(chatId, session)
    } else if (chat instanceof Map) {
      chat.set(session.userId, withSession(chat.get(session.userId), session))
    } else {
      const byUser: ByUser = new Map([[chat.userId, chat]])
      byUser.set(session.userId, withSession(byUser.get(session.userId), session))
      this.#byChat.set(chatId, byUser)
    }
  }

  addCustom(session: LiveSession, predicate: SubscriptionPredicate): void {
    this.delete(session)
    this.#custom.set(session, { predicate, hasThrown: false })
  }

  delete(session: LiveSession): void {
    this.#custom.delete(session)
    const { chatId } = session.key
    const chat = this.#byChat.get(chatId)
    if (chat === session) this.#byChat.delete(chatId)
    if (!(chat instanceof Map)) return
    const left = withoutSession(chat.get(session.userId), session)
    if (left === undefined) chat.delete(session.userId)
    else chat.set(session.userId, left)
    if (chat.size === 0) this.#byChat.delete(chatId)
  }

  /** The sessions of a chat with the default predicate. */
  ofChat(chatId: number): LiveSession[] {
    const chat = this.#byChat.get(chatId)
    if (chat === undefined) return []
    return chat instanceof Map
      ? [...chat.values()].flatMap((sessions) => (sessions instanceof Set ? [...sessions] : sessions))
      : [chat]
  }

  matching(update: Update): LiveSession[] {
    const matching: LiveSession[] = []
    const place = updatePlace(update)
    const chat = place && this.#byChat.get(place.chatId)
    if (place !== undefined && chat !== undefined) collect(chat, place, update, matching)
    if (this.#custom.size === 0) return matching
    for (const [session, subscription] of this.#custom) {
      if (this.#matches(session, subscription, update)) matching.push(session)
    }
    return matching
  }

  #matches(session: LiveSession, subscription: CustomSubscription, update: Update): boolean {
    try {
      return subscription.predicate(update)
    } catch (error) {
      if (!subscription.hasThrown) {
        subscription.hasThrown = true
        this.#report(error, { stage: 'subscription', update, key: session.key })
      }
      return false
    }
  }
}

/** Adds to `matching` the sessions of the update's chat that record it. */
function collect(chat: LiveSession | ByUser, place: UpdatePlace, update: Update, matching: LiveSession[]): void {
  if (!(chat instanceof Map)) return collectFrom(chat, place, update, matching)
  collectFrom(chat.get(undefined), place, update, matching)
  if (place.userId !== undefined) collectFrom(chat.get(place.userId), place, update, matching)
}

function collectFrom(
  sessions: OneOrMore | undefined,
  place: UpdatePlace,
  update: Update,
  matching: LiveSession[],
): void {
  if (sessions === undefined) return
  if (sessions instanceof Set) {
    for (const session of sessions) if (isOf(session.key, place, update)) matching.push(session)
  } else if (isOf(sessions.key, place, update)) matching.push(sessions)
}

/** Same chat is given: whether connection, user and topic are the key's too. */
function isOf(key: SessionKey, { userId, businessConnectionId }: UpdatePlace, update: Update): boolean {
  if (key.businessConnectionId !== businessConnectionId) return false
  if (key.kind === 'chatUser' && key.userId !== userId) return false
  return key.threadId === undefined || key.threadId === threadIdOf(update)
}

function threadIdOf(update: Update): number | undefined {
  const message = updateMessage(update)
  return message && messageThreadId(message)
}

function withSession(sessions: OneOrMore | undefined, session: LiveSession): OneOrMore {
  if (sessions === undefined || sessions === session) return session
  return sessions instanceof Set ? sessions.add(session) : new Set([sessions, session])
}

function withoutSession(sessions: OneOrMore | undefined, session: LiveSession): OneOrMore | undefined {
  if (sessions === session) return undefined
  if (!(sessions instanceof Set)) return sessions
  sessions.delete(session)
  return sessions.size > 0 ? sessions : undefined
}
