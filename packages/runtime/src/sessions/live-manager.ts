import type { Context, Telegram } from 'telegraf'
import type { Update } from 'telegraf/types'
import type { Clock } from '../clock.js'
import type { ErrorListener } from '../errors.js'
import { InMemorySessionStorage, type SessionStorage } from '../storage/index.js'
import { newMessage } from '../updates/index.js'
import { encodeSessionKey, type SessionKey, withQualifier } from './key.js'
import { type SessionKeyFunction, type SessionKeyStrategy, sessionKeyFunction } from './key-strategy.js'
import { LiveSession, type SessionHost } from './live-session.js'
import { type OfOptions, type SessionIds, SessionManager, type SubscriptionPredicate } from './manager.js'
import { Recorder } from './recorder.js'
import { messageEntry } from './sent-messages.js'
import { Subscriptions } from './subscriptions.js'

export interface SessionOptions {
  /** Default `chatUser`. */
  readonly keyStrategy?: SessionKeyStrategy
  /** Default: the memory of this process. */
  readonly storage?: SessionStorage
  /** Whether the message that opens a session, such as `/order`, is recorded in it. Default true. */
  readonly recordOpeningMessage?: boolean
  /** What stored keys begin with. Default: the bot's id, so that two bots on one storage never meet. */
  readonly namespace?: string
}

/** What a session manager is made from. */
export interface SessionManagerConfig extends SessionOptions {
  readonly botId: number
  readonly telegram: Telegram
  readonly clock: Clock
  readonly onError: ErrorListener
}

/** Makes botgen's own session manager. */
export function createSessionManager(config: SessionManagerConfig): SessionManager {
  return new LiveSessionManager(config)
}

class LiveSessionManager extends SessionManager implements SessionHost {
  readonly botId: number
  readonly telegram: Telegram
  readonly clock: Clock
  readonly storage: SessionStorage
  readonly recorder: Recorder
  readonly report: ErrorListener
  readonly #keyOf: SessionKeyFunction
  readonly #namespace: string
  readonly #recordsOpeningMessage: boolean
  readonly #open = new Map<string, LiveSession>()
  readonly #closing = new Map<string, Promise<void>>()
  readonly #subscriptions: Subscriptions
  readonly #underWay = new Set<Promise<unknown>>()

  constructor(config: SessionManagerConfig) {
    super()
    this.botId = config.botId
    this.telegram = config.telegram
    this.clock = config.clock
    this.report = config.onError
    this.storage = config.storage ?? new InMemorySessionStorage()
    this.recorder = new Recorder(this.storage, this.clock, this.report)
    this.#keyOf = sessionKeyFunction(config.keyStrategy ?? 'chatUser')
    this.#namespace = config.namespace ?? String(config.botId)
    this.#recordsOpeningMessage = config.recordOpeningMessage ?? true
    this.#subscriptions = new Subscriptions(this.report)
  }

  override of<Q extends string | undefined>(
    source: Update | Context,
    options: OfOptions<Q> = {},
  ): LiveSession<Q> | undefined {
    const session = this.#handleOf(source, options)
    // A handle's key has the qualifier that was asked for.
    return session?.open() as LiveSession<Q> | undefined
  }

  override get(ids: SessionIds): LiveSession {
    return this.open(this.#handle(keyFrom(ids)))
  }

  override peek(ids: SessionIds): LiveSession
  override peek<Q extends string | undefined>(
    source: Update | Context,
    options?: OfOptions<Q>,
  ): LiveSession<Q> | undefined
  override peek(source: SessionIds | Update | Context, options: OfOptions = {}): LiveSession | undefined {
    return 'chatId' in source ? this.#handle(keyFrom(source)) : this.#handleOf(source, options)
  }

  override subscribe(key: SessionKey, predicate: SubscriptionPredicate): void {
    this.#subscriptions.addCustom(this.open(this.#handle(key)), predicate)
  }

  override unsubscribe(key: SessionKey): void {
    const session = this.#open.get(this.#storedKey(key))
    if (session !== undefined) this.#subscriptions.delete(session)
  }

  override matchingSubscriptions(update: Update): readonly SessionKey[] {
    return this.#subscriptions.matching(update).map((session) => session.key)
  }

  override isIdle(): boolean {
    return this.#open.size === 0
  }

  override *list(
    filter: { readonly chatId?: number; readonly qualifier?: string } = {},
  ): IterableIterator<LiveSession> {
    for (const session of this.#open.values()) {
      if (filter.chatId !== undefined && filter.chatId !== session.key.chatId) continue
      if (filter.qualifier !== undefined && filter.qualifier !== session.key.qualifier) continue
      yield session
    }
  }

  override record(update: Update): Promise<unknown> | undefined {
    if (this.#open.size === 0) return undefined
    const message = newMessage(update)
    if (message === undefined) return undefined
    const sessions = this.#subscriptions.matching(update)
    if (sessions.length === 0) return undefined
    const entry = messageEntry(message, 'incoming')
    if (entry === undefined) return undefined
    const writes = sessions.flatMap((session) => session.recordIncoming(entry) ?? [])
    return writes.length === 0 ? undefined : Promise.all(writes)
  }

  override settled(): Promise<unknown> | undefined {
    return this.#underWay.size === 0 ? undefined : Promise.allSettled([...this.#underWay])
  }

  open(session: LiveSession): LiveSession {
    const current = this.#open.get(session.storedKey)
    if (current !== undefined) return current
    this.#open.set(session.storedKey, session)
    this.#subscriptions.add(session)
    session.begin(this.#closing.get(session.storedKey))
    return session
  }

  closing(session: LiveSession, closed: Promise<void>): void {
    const { storedKey } = session
    this.#open.delete(storedKey)
    this.#subscriptions.delete(session)
    const leave = (): void => {
      if (this.#closing.get(storedKey) === settled) this.#closing.delete(storedKey)
    }
    // The caller of close() hears of its failure; who reopens the key only waits for its end.
    const settled: Promise<void> = closed.then(leave, leave)
    this.#closing.set(storedKey, settled)
    this.follow(settled)
  }

  follow(work: Promise<unknown>): void {
    this.#underWay.add(work)
    const leave = (): boolean => this.#underWay.delete(work)
    work.then(leave, leave)
  }

  #handleOf<Q extends string | undefined>(source: Update | Context, options: OfOptions<Q>): LiveSession<Q> | undefined {
    const update = 'update_id' in source ? source : source.update
    const key = this.#keyOf(update)
    if (key === undefined) return undefined
    const qualified = options.qualifier === undefined ? key : withQualifier(key, options.qualifier)
    return this.#handle(qualified, update) as LiveSession<Q>
  }

  #handle(key: SessionKey, update?: Update): LiveSession {
    const storedKey = this.#storedKey(key)
    const open = this.#open.get(storedKey)
    if (open !== undefined) return open
    const openingMessage = update && this.#recordsOpeningMessage ? newMessage(update) : undefined
    return new LiveSession(this, key, storedKey, openingMessage)
  }

  #storedKey(key: SessionKey): string {
    return `${this.#namespace}/${encodeSessionKey(key)}`
  }
}

function keyFrom({ userId, ...parts }: SessionIds): SessionKey {
  return userId === undefined ? { kind: 'chat', ...parts } : { kind: 'chatUser', ...parts, userId }
}
