import type { Context, Telegram } from 'telegraf'
import type { Update } from 'telegraf/types'
import { type Clock, settlesWithin } from '../clock.js'
import { type ErrorListener, UnrecordedMessagesError } from '../errors.js'
import { newMessage } from '../updates/index.js'
import { Adoption } from './adoption.js'
import { clearEntries } from './clearing.js'
import type { SessionEntry } from './entry.js'
import { ExpirySweep } from './expiry.js'
import { decodeSessionKey, encodeSessionKey, type SessionKey, withQualifier } from './key.js'
import { type SessionKeyFunction, sessionKeyFunction } from './key-strategy.js'
import { LiveSession } from './live-session.js'
import { type OfOptions, type SessionIds, SessionManager, type SubscriptionPredicate } from './manager.js'
import { type ResolvedConfig, resolveConfig, type SessionManagerConfig } from './manager-config.js'
import { moveSessions } from './migration.js'
import { OpenSessions } from './open-sessions.js'
import { messageEntry } from './sent-messages.js'
import type { SessionHost } from './session-host.js'
import { SessionStore } from './session-store.js'
import type { Tenure } from './tenure.js'
import { TimedDeletions } from './timed-deletions.js'

/**
 * Makes botgen's own session manager.
 *
 * @throws RangeError if a duration or number of the configuration is none
 */
export function createSessionManager(config: SessionManagerConfig): SessionManager {
  return new LiveSessionManager(resolveConfig(config))
}

/** botgen's own session manager. */
export class LiveSessionManager extends SessionManager implements SessionHost {
  readonly botId: number
  readonly telegram: Telegram
  readonly clock: Clock
  readonly report: ErrorListener
  readonly store: SessionStore
  readonly #config: ResolvedConfig
  readonly #keyOf: SessionKeyFunction
  readonly #open: OpenSessions
  readonly #adoption: Adoption
  readonly #expiry: ExpirySweep<LiveSession>
  readonly #timedDeletions: TimedDeletions
  /** What is being written, with its chat. */
  readonly #underWay = new Map<Promise<unknown>, number>()
  /** The periods that updates were recorded in before their turn; made when an update first is. */
  #recordedAhead: WeakMap<Update, Tenure[]> | undefined

  constructor(config: ResolvedConfig) {
    super()
    const { botId, telegram, clock, onError: report, state } = config
    this.#config = config
    this.botId = botId
    this.telegram = telegram
    this.clock = clock
    this.report = report
    this.#keyOf = sessionKeyFunction(config.keyStrategy)
    this.#open = new OpenSessions(report)
    this.store = new SessionStore({
      ...config,
      report,
      closedElsewhere: (key, tenure, entries) => this.#closedElsewhere(key, tenure, entries),
      isOpenAgain: (key, tenure) => this.#isOpenAgain(key, tenure),
    })
    this.#adoption = new Adoption({
      open: this.#open,
      store: this.store,
      namespace: config.namespace,
      report,
      adopt: (key, storedKey, epoch) => this.#adopt(key, storedKey, epoch),
      end: (session) => this.#end(session),
    })
    this.#expiry = new ExpirySweep({
      clock,
      expiresAfter: config.expiresAfter,
      sessions: () => this.#open.values(),
      lastActivity: (session) => session.lastActivity,
      expire: (session) => this.#expire(session),
    })
    const stateKey = `${config.namespace}/timed-deletions`
    const deleteNow = this.#deleteNow.bind(this)
    this.#timedDeletions = new TimedDeletions({ state, stateKey, clock, report, delete: deleteNow })
    void this.#timedDeletions.resume()
  }

  override of<Q extends string | undefined>(
    source: Update | Context,
    options: OfOptions<Q> = {},
  ): LiveSession<Q> | undefined {
    // A handle's key has the qualifier that was asked for.
    return this.#handleOf(source, options)?.open() as LiveSession<Q> | undefined
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
    this.#open.subscribe(this.open(this.#handle(key)), predicate)
  }

  override unsubscribe(key: SessionKey): void {
    const session = this.#open.get(this.#storedKey(key))
    if (session !== undefined) this.#open.unsubscribe(session)
  }

  override matchingSubscriptions(update: Update): readonly SessionKey[] {
    return this.#open.matching(update).map((session) => session.key)
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
    if (this.store.isShared) return this.#adoption.adoptSessionsOf(update).then(() => this.#recordHere(update))
    return this.#open.size === 0 ? undefined : this.#recordHere(update)
  }

  override recordAhead(update: Update): Promise<unknown> | undefined {
    if (this.#open.size === 0 && !this.store.isShared) return undefined
    this.#recordedAhead ??= new WeakMap()
    this.#recordedAhead.set(update, [])
    return this.record(update)
  }

  override settled(chatId?: number): Promise<unknown> | undefined {
    if (this.#underWay.size === 0) return undefined
    const work: Promise<unknown>[] = []
    for (const [each, itsChat] of this.#underWay) if (chatId === undefined || itsChat === chatId) work.push(each)
    return work.length === 0 ? undefined : Promise.allSettled(work)
  }

  override onHeldBack(listener: () => void): () => void {
    return this.#config.whileStorageFails === 'hold' ? this.store.recorder.onFailing(listener) : () => {}
  }

  override async shutdown(timeout: number): Promise<{ readonly entries: number }> {
    this.#expiry.stop()
    this.#timedDeletions.stop()
    await settlesWithin(this.clock, Promise.all([this.settled(), this.store.drained()]), timeout)
    return { entries: await this.store.shutDown() }
  }

  /** How many sessions are open in this process. */
  get openCount(): number {
    return this.#open.size
  }

  find(storedKey: string): LiveSession | undefined {
    return this.#open.get(storedKey)
  }

  open(session: LiveSession): LiveSession {
    const { storedKey } = session
    const current = this.#open.get(storedKey)
    if (current !== undefined) return current
    const tenure = session.begin()
    tenure.ready = this.#prepare(storedKey, tenure)
    if (tenure.ready !== undefined) this.follow(tenure.ready, session.chatId)
    this.#register(session)
    session.recordOpening()
    return session
  }

  closing(session: LiveSession, tenure: Tenure, closed: Promise<void>): void {
    this.#open.close(session, tenure, closed)
  }

  deleteLater(storedKey: string, entries: readonly SessionEntry[], delay: number): Promise<void> {
    return this.#timedDeletions.schedule(storedKey, entries, this.clock.now() + delay)
  }

  follow(work: Promise<unknown>, chatId: number): void {
    this.#underWay.set(work, chatId)
    const leave = (): boolean => this.#underWay.delete(work)
    work.then(leave, leave)
  }

  /** What must be done before anything is recorded; `undefined`: nothing. Never rejects. */
  #prepare(storedKey: string, tenure: Tenure): Promise<unknown> | undefined {
    const openInStorage = (): Promise<void> | undefined =>
      this.store.isShared ? this.store.add(storedKey, [], tenure) : undefined
    const { recorder } = this.store
    const closing = this.#open.closingOf(storedKey)
    if (closing === undefined && !recorder.isClosing(storedKey)) return openInStorage()
    const emptied = (closing ?? Promise.resolve()).then(() => recorder.closeAgain(storedKey))
    const reported = emptied.catch((error: unknown) => this.report(error, { stage: 'recording' }))
    return reported.then(openInStorage)
  }

  #register(session: LiveSession): void {
    this.#open.add(session)
    this.#expiry.arm()
  }

  #recordHere(update: Update): Promise<unknown> | undefined {
    const message = newMessage(update)
    if (message === undefined) return undefined
    const writes: Promise<unknown>[] = []
    const entry = messageEntry(message, 'incoming')
    const recordedIn = this.#recordedAhead?.get(update)
    for (const session of entry === undefined ? [] : this.#open.matching(update)) {
      if (recordedIn !== undefined && !isFirstIn(session, recordedIn)) continue
      const stored = entry && session.recordIncoming(entry)
      if (stored !== undefined) writes.push(stored)
    }
    // A group became a supergroup (Bot API, “Message”): its chat goes on under another id. Both chats are told, and
    // either notice may come first.
    const { migrate_to_chat_id: to, migrate_from_chat_id: from } = message
    if (typeof to === 'number') writes.push(this.#migrate(message.chat.id, to))
    if (typeof from === 'number') writes.push(this.#migrate(from, message.chat.id))
    return writes.length === 0 ? undefined : Promise.allSettled(writes)
  }

  async #migrate(fromChatId: number, toChatId: number): Promise<void> {
    try {
      const sessions = [...this.list({ chatId: fromChatId })]
      await moveSessions(sessions, toChatId, (key) => this.open(this.#handle(key)))
    } catch (error) {
      this.report(error, { stage: 'recording' })
    }
  }

  /** Another process has closed the session. */
  #closedElsewhere(storedKey: string, tenure: Tenure, entries: readonly SessionEntry[]): void {
    const session = this.#open.get(storedKey)
    if (session?.tenure === tenure) this.#end(session)
    const key = decodeSessionKey(storedKey.slice(this.#config.namespace.length + 1))
    const sent = entries.filter(({ direction }) => direction === 'outgoing')
    if (sent.length > 0) this.report(new UnrecordedMessagesError(key, sent), { stage: 'recording', key })
  }

  /** Whether the key is open in a period that is, or may become, the same one to the storage as `tenure`. */
  #isOpenAgain(storedKey: string, tenure: Tenure): boolean {
    const current = this.#open.get(storedKey)?.tenure
    if (current === undefined || current === tenure) return false
    return current.epoch === undefined || current.epoch === tenure.epoch
  }

  /** Takes up a period that another process, or an earlier run, has opened. */
  #adopt(key: SessionKey, storedKey: string, epoch: number): void {
    const session = new LiveSession(this, key, storedKey)
    session.begin().epoch = epoch
    this.#register(session)
  }

  #end(session: LiveSession): void {
    if (session.tenure !== undefined) session.tenure.state = 'ended'
    this.#open.delete(session)
  }

  async #expire(session: LiveSession): Promise<void> {
    const { tenure } = session
    try {
      await this.#config.inTurn(session.key, async () => {
        if (tenure?.state !== 'open' || session.tenure !== tenure || !this.#expiry.isIdle(session)) return
        const idleSince = this.clock.now() - this.#config.expiresAfter
        const isClosed = await this.store.closeIfIdle(session.storedKey, tenure, idleSince)
        if (isClosed === undefined) return session.close()
        const isStored = !isClosed && (await this.#isOpenInStorage(session))
        // Closed, and perhaps opened again, by this process meanwhile; or the storage does not say: the next sweep asks.
        if (isStored === undefined || session.tenure !== tenure || !session.isOpen) return
        // Used by another process meanwhile, which otherwise has closed it.
        if (isStored) session.lastActivity = Math.max(session.lastActivity, this.#expiry.activityElsewhere())
        else this.#end(session)
      })
    } catch (error) {
      this.report(error, { stage: 'expiry', key: session.key })
    }
  }

  /** Whether no other process has closed this period of the session; `undefined` while the storage fails. */
  async #isOpenInStorage({ storedKey, tenure }: LiveSession): Promise<boolean | undefined> {
    const stored = await this.store.openKeys(storedKey)
    return stored?.some(({ key, epoch }) => key === storedKey && epoch === tenure?.epoch)
  }

  async #deleteNow(
    storedKey: string,
    entries: readonly SessionEntry[],
  ): Promise<{ pending: readonly SessionEntry[]; refused: readonly SessionEntry[] }> {
    const { report, dropped } = await clearEntries(entries, this.telegram, this.clock, this.report, { entries: true })
    await this.store.drop(storedKey, dropped)
    const { pending = [], refused = [], tooOld = [] } = report.entries ?? {}
    return { pending, refused: [...refused, ...tooOld] }
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
    const openingMessage = update && this.#config.recordOpeningMessage ? newMessage(update) : undefined
    return new LiveSession(this, key, storedKey, openingMessage)
  }

  #storedKey(key: SessionKey): string {
    return `${this.#config.namespace}/${encodeSessionKey(key)}`
  }
}

function keyFrom({ userId, ...parts }: SessionIds): SessionKey {
  return userId === undefined ? { kind: 'chat', ...parts } : { kind: 'chatUser', ...parts, userId }
}

/** Notes the period of an open session among `periods`; says whether it was not there yet. */
function isFirstIn({ tenure }: LiveSession, periods: Tenure[]): boolean {
  if (tenure === undefined || periods.includes(tenure)) return false
  periods.push(tenure)
  return true
}
