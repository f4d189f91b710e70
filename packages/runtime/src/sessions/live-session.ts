import type { Context } from 'telegraf'
import type { Message, Update } from 'telegraf/types'
import { settlesWithin } from '../clock.js'
import { type Duration, milliseconds } from '../duration.js'
import { SessionClosedError } from '../errors.js'
import { callDirectly } from '../telegraf/index.js'
import { messageSenderId, type RawMessage, updateMessage } from '../updates/index.js'
import { clearEntries, defaultTimeout } from './clearing.js'
import { type Direction, type EntryPredicate, entryId, type SessionEntry } from './entry.js'
import type { SessionKey } from './key.js'
import { Outgoing } from './outgoing.js'
import { type ReplayOptions, type ReplayReport, replayEntries } from './replay.js'
import { messageEntry } from './sent-messages.js'
import {
  type ClearOptions,
  type ClearReport,
  Session,
  type SessionChat,
  type SessionContext,
  type SessionTelegram,
  type TimedClear,
} from './session.js'
import type { SessionHost } from './session-host.js'
import { Tenure, type Work } from './tenure.js'

const everything: EntryPredicate = () => true

/** A session of this process. */
export class LiveSession<Q extends string | undefined = string | undefined> extends Session<Q> {
  override readonly key: SessionKey
  /** The key in the storage. */
  readonly storedKey: string
  /** Unix time in milliseconds of the last opening or recording. */
  lastActivity = 0
  readonly #host: SessionHost
  #tenure: Tenure | undefined
  /** The message that `open()` records, where the handle was made from an update. */
  #openingMessage: RawMessage | undefined
  #outgoing: Outgoing | undefined

  constructor(host: SessionHost, key: SessionKey, storedKey: string, openingMessage?: RawMessage) {
    super()
    this.#host = host
    this.key = key
    this.storedKey = storedKey
    this.#openingMessage = openingMessage
  }

  override get qualifier(): Q {
    // The manager hands a session out as `Session<Q>` only under a key whose qualifier is Q.
    return this.key.qualifier as Q
  }

  override get chatId(): number {
    return this.key.chatId
  }

  override get userId(): number | undefined {
    return this.key.kind === 'chatUser' ? this.key.userId : undefined
  }

  override get isOpen(): boolean {
    return this.tenure?.state === 'open'
  }

  /** The open period, or the last one; of a handle that was only peeked at, that of whoever opened the key. */
  get tenure(): Tenure | undefined {
    return this.#tenure ?? this.#host.find(this.storedKey)?.tenure
  }

  override get telegram(): SessionTelegram {
    return this.#sender().telegram
  }

  override get chat(): SessionChat {
    return this.#sender().chat
  }

  override with<C extends Context>(ctx: C): C & SessionContext<Q> {
    return this.#sender().with(ctx, this)
  }

  override open(): Session<Q> {
    // The host answers with a session of this very key.
    return (this.#tenure?.state === 'open' ? this : this.#host.open(this)) as unknown as Session<Q>
  }

  /** Starts an open period; for the manager alone. */
  begin(): Tenure {
    this.lastActivity = this.#host.clock.now()
    this.#tenure = new Tenure(this.lastActivity)
    return this.#tenure
  }

  /** Records the message that the session was opened by. */
  recordOpening(): void {
    const opening = this.#openingMessage && messageEntry(this.#openingMessage, 'incoming')
    this.#openingMessage = undefined
    if (opening !== undefined) void this.recordIncoming(opening)
  }

  /** Records a message that reached the bot, unless the session is not open. Never rejects. */
  recordIncoming(entry: SessionEntry): Promise<void> | undefined {
    const tenure = this.#tenure
    return tenure?.state === 'open' ? this.#record([entry], tenure) : undefined
  }

  /** Takes over entries of another session. Never rejects. */
  recordAll(entries: readonly SessionEntry[]): Promise<void> | undefined {
    return this.#record(entries, this.#openTenure())
  }

  /** Waits for what is being sent and recorded, at most as long as `close` does. */
  settled(): Promise<void> {
    return this.#settleWorkUnderWay(defaultTimeout)
  }

  override async track(source: Message | Update, direction?: Direction): Promise<void> {
    const tenure = this.#openTenure()
    const isUpdate = 'update_id' in source
    const message = isUpdate ? updateMessage(source) : (source as unknown as RawMessage)
    // Date 0 marks an inaccessible message (Bot API, “InaccessibleMessage”): too old to delete.
    if (message === undefined || message.date === 0) return
    const isOwn = messageSenderId(message) === this.#host.botId
    const entry = messageEntry(message, direction ?? (isUpdate && !isOwn ? 'incoming' : 'outgoing'))
    if (entry !== undefined) await this.#record([entry], tenure)
  }

  override async messages(): Promise<readonly SessionEntry[]> {
    await this.tenure?.ready
    return this.#host.store.list(this.storedKey)
  }

  override async count(): Promise<number> {
    await this.tenure?.ready
    return this.#host.store.count(this.storedKey)
  }

  override clear(predicate?: EntryPredicate, options?: ClearOptions): Promise<ClearReport>
  override clear(later: TimedClear): Promise<number>
  override async clear(
    what: EntryPredicate | TimedClear = everything,
    options: ClearOptions = {},
  ): Promise<ClearReport | number> {
    if (typeof what !== 'function') return this.#clearLater(what)
    const { telegram, clock } = this.#host
    const entries = (await this.#recordedBefore(options.timeout ?? defaultTimeout)).filter(what)
    const { report, dropped } = await clearEntries(entries, telegram, clock, this.#host.report, options)
    try {
      await this.#host.store.drop(this.storedKey, dropped)
      return report
    } catch (error) {
      // What was deleted is gone all the same: the next clear finds it missing, which does no harm.
      this.#host.report(error, { stage: 'deletion', key: this.key })
      return { ...report, removed: 0 }
    }
  }

  override async expire(message: Message, after: Duration): Promise<void> {
    const entry = messageEntry(message as unknown as RawMessage, 'outgoing')
    const delay = milliseconds(after, 'The time to expire(…) a message after')
    if (entry !== undefined) await this.#host.deleteLater(this.storedKey, [entry], delay)
  }

  override async replay(toChatId: number | string, options: ReplayOptions = {}): Promise<ReplayReport> {
    const { telegram, clock } = this.#host
    const entries = (await this.messages()).filter(options.predicate ?? everything)
    return replayEntries(
      entries,
      toChatId,
      (method, payload, callOptions) => callDirectly(telegram, method, payload, callOptions),
      clock,
      options,
    )
  }

  override async forget(predicate: EntryPredicate = everything): Promise<number> {
    const entries = (await this.#snapshot(this.tenure)).filter(predicate)
    await this.#host.store.drop(this.storedKey, entries)
    return entries.length
  }

  override async close(): Promise<void> {
    const tenure = this.#tenure
    if (tenure === undefined) await this.#host.find(this.storedKey)?.close()
    else if (tenure.state === 'open') await this.#close(tenure)
    // The storage may have failed to close it.
    else if (tenure.state === 'ended') await this.#host.store.recorder.closeAgain(this.storedKey)
  }

  override [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #close(tenure: Tenure): Promise<void> {
    tenure.state = 'closing'
    const closed = this.#end(tenure)
    this.#host.closing(this, tenure, closed)
    await closed
  }

  async #end(tenure: Tenure): Promise<void> {
    await tenure.ready
    await this.#settleWorkUnderWay(defaultTimeout)
    tenure.state = 'ended'
    await this.#host.store.close(this.storedKey, tenure)
  }

  async #clearLater({ after, predicate = everything }: TimedClear): Promise<number> {
    const delay = milliseconds(after, 'The time to clear({ after }) a session')
    const entries = (await this.#recordedBefore(defaultTimeout)).filter(predicate)
    await this.#host.deleteLater(this.storedKey, entries, delay)
    return entries.length
  }

  #openTenure(): Tenure {
    const { tenure } = this
    if (tenure?.state !== 'open') throw new SessionClosedError(this.key)
    return tenure
  }

  async #settleWorkUnderWay(timeout: number): Promise<void> {
    await this.#settles(this.tenure?.underWay ?? [], timeout)
  }

  async #settles(work: readonly Work[], timeout: number): Promise<void> {
    const settled = Promise.allSettled(work.map(({ done }) => done))
    if (work.length > 0) await settlesWithin(this.#host.clock, settled, timeout)
  }

  /** What was recorded when this was called. */
  async #snapshot(tenure: Tenure | undefined): Promise<readonly SessionEntry[]> {
    // Not a moment later than now, or than what is recorded from now on, which waits for the same.
    if (tenure?.ready !== undefined) await tenure.ready
    return this.#host.store.snapshot(this.storedKey)
  }

  /** What was recorded when this was called, and of what was on its way then, what arrives within `timeout`. */
  async #recordedBefore(timeout: number): Promise<readonly SessionEntry[]> {
    const { tenure } = this
    const { store } = this.#host
    const underWay = tenure === undefined || tenure.state === 'ended' ? [] : tenure.underWay
    const settled = this.#settles(underWay, timeout)
    const recorded = await this.#snapshot(tenure)
    if (underWay.length === 0) return recorded
    await settled
    const ids = new Set([...recorded, ...underWay.flatMap(({ entries }) => entries)].map(entryId))
    const left = await store.list(this.storedKey)
    // What is under the key then belongs to another period.
    return tenure?.state === 'ended' ? [] : left.filter((entry) => ids.has(entryId(entry)))
  }

  /** Resolves once the entries are stored or wait for the storage; `undefined` where that is so already. Never rejects. */
  #record(entries: readonly SessionEntry[], tenure: Tenure): Promise<void> | undefined {
    this.lastActivity = this.#host.clock.now()
    const stored = tenure.ready === undefined ? this.#add(entries, tenure) : this.#addWhenReady(entries, tenure)
    if (stored !== undefined) this.#host.follow(tenure.follow(stored, entries), this.chatId)
    return stored
  }

  #add(entries: readonly SessionEntry[], tenure: Tenure): Promise<void> | undefined {
    return tenure.state === 'ended' ? undefined : this.#host.store.add(this.storedKey, entries, tenure)
  }

  async #addWhenReady(entries: readonly SessionEntry[], tenure: Tenure): Promise<void> {
    await tenure.ready
    await this.#add(entries, tenure)
  }

  #sender(): Outgoing {
    this.#outgoing ??= new Outgoing({
      key: this.key,
      telegram: this.#host.telegram,
      clock: this.#host.clock,
      report: this.#host.report,
      tenure: () => this.#openTenure(),
      record: (entries, tenure) => this.#record(entries, tenure),
    })
    return this.#outgoing
  }
}
