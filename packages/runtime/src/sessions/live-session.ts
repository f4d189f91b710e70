import type { Context, Telegram } from 'telegraf'
import type { Message, Update } from 'telegraf/types'
import { type Clock, settlesWithin } from '../clock.js'
import { type ErrorListener, SessionClosedError, UnrecordedMessagesError } from '../errors.js'
import type { SessionStorage } from '../storage/index.js'
import { callDirectly, chatClient, recordingClient, recordingContext } from '../telegraf/index.js'
import { messageSenderId, type RawMessage, updateMessage } from '../updates/index.js'
import { deleteMessages } from './deletion.js'
import { type Direction, type EntryPredicate, entryId, type SessionEntry } from './entry.js'
import type { SessionKey } from './key.js'
import type { Recorder } from './recorder.js'
import { answersWithIdsOnly, messageEntry, sendsMessages, sentEntries, type SentTo } from './sent-messages.js'
import {
  type ClearOptions,
  type ClearReport,
  Session,
  type SessionChat,
  type SessionContext,
  type SessionTelegram,
} from './session.js'
import { Tenure } from './tenure.js'

/** How long `clear` and `close` wait for sends under way, in milliseconds. */
const defaultTimeout = 10_000

type Payload = Readonly<Record<string, unknown>>

/** What the sessions of one bot share. */
export interface SessionHost {
  readonly botId: number
  readonly telegram: Telegram
  readonly storage: SessionStorage
  readonly recorder: Recorder
  readonly clock: Clock
  readonly report: ErrorListener
  /** Makes `session` the open one of its key, or returns the one that is. */
  open(session: LiveSession): LiveSession
  /** `session` has begun to close; its key may open again once `closed` settles. */
  closing(session: LiveSession, closed: Promise<void>): void
  /** Work that the acknowledgement of the update waits for. */
  follow(work: Promise<unknown>): void
}

export class LiveSession<Q extends string | undefined = string | undefined> extends Session<Q> {
  override readonly key: SessionKey
  /** The key in the storage. */
  readonly storedKey: string
  readonly #host: SessionHost
  #tenure: Tenure | undefined
  /** The update that `open()` records, where the handle was made from one. */
  #openingMessage: RawMessage | undefined
  #clients: { readonly telegram: SessionTelegram; readonly chat: SessionChat } | undefined

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
    return this.#tenure?.state === 'open'
  }

  override get telegram(): SessionTelegram {
    return this.#sessionClients().telegram
  }

  override get chat(): SessionChat {
    return this.#sessionClients().chat
  }

  override with<C extends Context>(ctx: C): C & SessionContext<Q> {
    return recordingContext<C, Q>(ctx, this, (method, payload, call) => this.#send(method, payload, call))
  }

  override open(): Session<Q> {
    // The host answers with a session of this very key.
    return (this.isOpen ? this : this.#host.open(this)) as unknown as Session<Q>
  }

  /** Starts an open period; for the manager alone. */
  begin(ready: Promise<void> | undefined): void {
    this.#tenure = new Tenure(ready)
    const opening = this.#openingMessage && messageEntry(this.#openingMessage, 'incoming')
    this.#openingMessage = undefined
    if (opening !== undefined) void this.recordIncoming(opening)
  }

  /** Records a message that reached the bot, unless the session is not open. Never rejects. */
  recordIncoming(entry: SessionEntry): Promise<void> | undefined {
    const tenure = this.#tenure
    return tenure?.state === 'open' ? this.#record(entry, tenure) : undefined
  }

  override async track(source: Message | Update, direction?: Direction): Promise<void> {
    const tenure = this.#openTenure()
    const isUpdate = 'update_id' in source
    const message = isUpdate ? updateMessage(source) : (source as unknown as RawMessage)
    // Date 0 marks an inaccessible message (Bot API, “InaccessibleMessage”): too old to delete.
    if (message === undefined || message.date === 0) return
    const isOwn = messageSenderId(message) === this.#host.botId
    const entry = messageEntry(message, direction ?? (isUpdate && !isOwn ? 'incoming' : 'outgoing'))
    if (entry === undefined) return
    await this.#record(entry, tenure)
  }

  override async messages(): Promise<readonly SessionEntry[]> {
    await this.#tenure?.ready
    const stored = await this.#host.storage.list(this.storedKey)
    const unique = new Map<string, SessionEntry>()
    for (const entry of [...stored, ...this.#host.recorder.waiting(this.storedKey)]) {
      const id = entryId(entry)
      if (!unique.has(id)) unique.set(id, entry)
    }
    const entries = [...unique.values()].sort((a, b) => a.date - b.date || a.messageId - b.messageId)
    return Object.freeze(entries)
  }

  override async count(): Promise<number> {
    await this.#tenure?.ready
    const { storage, recorder } = this.#host
    const isComplete = recorder.waiting(this.storedKey).length === 0
    const counted = isComplete ? await storage.count?.(this.storedKey) : undefined
    return counted ?? (await this.messages()).length
  }

  override async clear(predicate: EntryPredicate = () => true, options: ClearOptions = {}): Promise<ClearReport> {
    const { clock } = this.#host
    const timeout = options.timeout ?? defaultTimeout
    await this.#settleWorkUnderWay(timeout)
    const entries = (await this.messages()).filter(predicate)
    if (entries.length === 0) return emptyReport(options)
    const telegram = options.telegram ?? this.#host.telegram
    const outcomes = await deleteMessages(entries, {
      callApi: (method, payload, callOptions) => callDirectly(telegram, method, payload, callOptions),
      clock,
      signal: options.signal,
      timeout,
      onProgress: options.onProgress && ((done, total) => options.onProgress?.({ done, total })),
    })
    const of = (outcome: string): SessionEntry[] => entries.filter((entry) => outcomes.get(entry) === outcome)
    const lists = { deleted: of('deleted'), tooOld: of('tooOld'), refused: of('refused'), pending: of('pending') }
    const dropped = [...lists.deleted, ...lists.tooOld, ...(options.forgetFailed === true ? lists.refused : [])]
    await this.#drop(dropped)
    return {
      removed: dropped.length,
      deleted: lists.deleted.length,
      tooOld: lists.tooOld.length,
      refused: lists.refused.length,
      pending: lists.pending.length,
      ...(options.entries === true && { entries: lists }),
    }
  }

  override async forget(predicate: EntryPredicate = () => true): Promise<number> {
    const entries = (await this.messages()).filter(predicate)
    await this.#drop(entries)
    return entries.length
  }

  override async close(): Promise<void> {
    const tenure = this.#tenure
    if (tenure?.state !== 'open') return
    tenure.state = 'closing'
    const closed = this.#end(tenure)
    this.#host.closing(this, closed)
    await closed
  }

  override [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #end(tenure: Tenure): Promise<void> {
    await tenure.ready
    await this.#settleWorkUnderWay(defaultTimeout)
    tenure.state = 'ended'
    const { recorder, storage } = this.#host
    recorder.forget(this.storedKey, () => true)
    await storage.clear(this.storedKey)
  }

  #openTenure(): Tenure {
    const tenure = this.#tenure
    if (tenure?.state !== 'open') throw new SessionClosedError(this.key)
    return tenure
  }

  async #settleWorkUnderWay(timeout: number): Promise<void> {
    const underWay = this.#tenure?.underWay ?? []
    if (underWay.length > 0) await settlesWithin(this.#host.clock, Promise.allSettled(underWay), timeout)
  }

  /** Makes the call and records what it sent. Rejects, with nothing sent, when the session is not open. */
  async #send(method: string, payload: Payload, call: () => Promise<unknown>): Promise<unknown> {
    if (!sendsMessages(method)) return call()
    const tenure = this.#openTenure()
    return tenure.follow(this.#sendIn(tenure, method, payload, call))
  }

  async #sendIn(tenure: Tenure, method: string, payload: Payload, call: () => Promise<unknown>): Promise<unknown> {
    if (tenure.ready !== undefined) {
      await tenure.ready
      if (tenure.state !== 'open') throw new SessionClosedError(this.key)
    }
    const result = await call()
    const sentTo = answersWithIdsOnly(method) ? await this.#sentTo(payload) : undefined
    const entries = sentEntries(method, result, sentTo)
    if (tenure.state === 'ended') {
      if (entries.length > 0) {
        this.#host.report(new UnrecordedMessagesError(this.key, entries), { stage: 'recording', key: this.key })
      }
      return result
    }
    for (const entry of entries) await this.#record(entry, tenure)
    return result
  }

  /** The chat that a call went to, whose answer does not say it. */
  async #sentTo(payload: Payload): Promise<SentTo | undefined> {
    const chatId = await this.#chatIdOf(payload.chat_id)
    if (chatId === undefined) return undefined
    const threadId = payload.message_thread_id
    return {
      chatId,
      ...(typeof threadId === 'number' && { threadId }),
      date: Math.floor(this.#host.clock.now() / 1000),
    }
  }

  /** A chat may be given by its public name. */
  async #chatIdOf(chat: unknown): Promise<number | undefined> {
    const id = Number(chat)
    if (Number.isSafeInteger(id)) return id
    try {
      const { telegram } = this.#host
      return ((await callDirectly(telegram, 'getChat', { chat_id: chat })) as { id: number }).id
    } catch (error) {
      this.#host.report(error, { stage: 'recording', key: this.key })
      return undefined
    }
  }

  /** Resolves once the entry is stored or waits for the storage; `undefined` where that is so already. Never rejects. */
  #record(entry: SessionEntry, tenure: Tenure): Promise<void> | undefined {
    const { recorder } = this.#host
    const add = (): Promise<void> | undefined =>
      tenure.state === 'ended' ? undefined : recorder.add(this.storedKey, entry, tenure)
    const stored = tenure.ready === undefined ? add() : tenure.ready.then(add)
    if (stored !== undefined) this.#host.follow(tenure.follow(stored))
    return stored
  }

  /** Drops exactly these entries: what arrived meanwhile stays. */
  async #drop(entries: readonly SessionEntry[]): Promise<void> {
    if (entries.length === 0) return
    const ids = new Set(entries.map(entryId))
    const isDropped: EntryPredicate = (entry) => ids.has(entryId(entry))
    this.#host.recorder.forget(this.storedKey, isDropped)
    await this.#host.storage.remove(this.storedKey, isDropped)
  }

  #sessionClients(): { readonly telegram: SessionTelegram; readonly chat: SessionChat } {
    if (this.#clients === undefined) {
      const { telegram } = this.#host
      const send = (method: string, payload: Payload, call: () => Promise<unknown>): Promise<unknown> =>
        this.#send(method, payload, call)
      const { chatId, threadId, businessConnectionId } = this.key
      const ownChat = recordingClient(telegram, send, { chatId, threadId, businessConnectionId })
      this.#clients = { telegram: recordingClient(telegram, send), chat: chatClient(ownChat, chatId) }
    }
    return this.#clients
  }
}

function emptyReport(options: ClearOptions): ClearReport {
  const counts = { removed: 0, deleted: 0, tooOld: 0, refused: 0, pending: 0 }
  const entries = { deleted: [], tooOld: [], refused: [], pending: [] }
  return options.entries === true ? { ...counts, entries } : counts
}
