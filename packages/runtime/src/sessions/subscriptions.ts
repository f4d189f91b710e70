import type { Update } from 'telegraf/types'
import type { ErrorListener } from '../errors.js'
import { messageThreadId, updateBusinessConnectionId, updateChat, updateMessage, updateUser } from '../updates/index.js'
import type { LiveSession } from './live-session.js'
import type { SubscriptionPredicate } from './manager.js'

/** Sessions of one chat, by user; those of the whole chat stand under `undefined`. */
type ChatSessions = Map<number | undefined, Set<LiveSession>>

interface CustomSubscription {
  readonly predicate: SubscriptionPredicate
  hasThrown: boolean
}

/**
 * Which open sessions record an update. The default predicates are an index by chat and user, so that finding sessions
 * costs the same however many are open; custom predicates are asked one by one.
 */
export class Subscriptions {
  readonly #byChat = new Map<number, ChatSessions>()
  readonly #custom = new Map<LiveSession, CustomSubscription>()
  readonly #report: ErrorListener

  constructor(report: ErrorListener) {
    this.#report = report
  }

  /** Subscribes with the default predicate: same chat and connection; same user and topic where the key has them. */
  add(session: LiveSession): void {
    const { chatId } = session.key
    let chat = this.#byChat.get(chatId)
    if (chat === undefined) {
      chat = new Map()
      this.#byChat.set(chatId, chat)
    }
    const sessions = chat.get(session.userId)
    if (sessions === undefined) chat.set(session.userId, new Set([session]))
    else sessions.add(session)
  }

  addCustom(session: LiveSession, predicate: SubscriptionPredicate): void {
    this.delete(session)
    this.#custom.set(session, { predicate, hasThrown: false })
  }

  delete(session: LiveSession): void {
    this.#custom.delete(session)
    const { chatId } = session.key
    const chat = this.#byChat.get(chatId)
    const sessions = chat?.get(session.userId)
    if (chat === undefined || sessions?.delete(session) !== true) return
    if (sessions.size === 0) chat.delete(session.userId)
    if (chat.size === 0) this.#byChat.delete(chatId)
  }

  /** The sessions of a chat with the default predicate. */
  ofChat(chatId: number): LiveSession[] {
    return [...(this.#byChat.get(chatId)?.values() ?? [])].flatMap((sessions) => [...sessions])
  }

  matching(update: Update): LiveSession[] {
    const matching: LiveSession[] = []
    const chatId = updateChat(update)?.id
    const chat = chatId === undefined ? undefined : this.#byChat.get(chatId)
    if (chat !== undefined) {
      const message = updateMessage(update)
      const threadId = message && messageThreadId(message)
      const connectionId = updateBusinessConnectionId(update)
      const userId = updateUser(update)?.id
      const collect = (sessions: ReadonlySet<LiveSession> | undefined): void => {
        for (const session of sessions ?? []) {
          const { key } = session
          const isSameThread = key.threadId === undefined || key.threadId === threadId
          if (isSameThread && key.businessConnectionId === connectionId) matching.push(session)
        }
      }
      collect(chat.get(undefined))
      if (userId !== undefined) collect(chat.get(userId))
    }
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
