import type { Context, Telegram } from 'telegraf'
import type { Clock } from '../clock.js'
import { type ErrorListener, SessionClosedError, UnrecordedMessagesError } from '../errors.js'
import { callDirectly, chatClient, recordingClient, recordingContext } from '../telegraf/index.js'
import type { SessionEntry } from './entry.js'
import type { SessionKey } from './key.js'
import { answersWithIdsOnly, type SentTo, sendsMessages, sentEntries } from './sent-messages.js'
import type { Session, SessionChat, SessionContext, SessionTelegram } from './session.js'
import type { Tenure } from './tenure.js'

type Payload = Readonly<Record<string, unknown>>
type Call = () => Promise<unknown>

/** What sending needs of its session. */
export interface Sender {
  readonly key: SessionKey
  readonly telegram: Telegram
  readonly clock: Clock
  readonly report: ErrorListener
  /** The open period. @throws SessionClosedError if there is none */
  readonly tenure: () => Tenure
  /** Resolves when the entries are stored, or wait for the storage. */
  readonly record: (entries: readonly SessionEntry[], tenure: Tenure) => Promise<void> | undefined
}

/** The ways in which a session sends, all of which record what they sent. */
export class Outgoing {
  readonly telegram: SessionTelegram
  readonly chat: SessionChat
  readonly #sender: Sender

  constructor(sender: Sender) {
    this.#sender = sender
    const { chatId, threadId, businessConnectionId } = sender.key
    this.telegram = recordingClient(sender.telegram, this.#send)
    const ownChat = recordingClient(sender.telegram, this.#send, { chatId, threadId, businessConnectionId })
    this.chat = chatClient(ownChat, chatId)
  }

  with<C extends Context, Q extends string | undefined>(ctx: C, session: Session<Q>): C & SessionContext<Q> {
    return recordingContext<C, Q>(ctx, session, this.#send)
  }

  /** Makes the call and records what it sent. Rejects, with nothing sent, when the session is not open. */
  readonly #send = async (method: string, payload: Payload, call: Call): Promise<unknown> => {
    if (!sendsMessages(method)) return call()
    const tenure = this.#sender.tenure()
    const sent: SessionEntry[] = []
    return tenure.follow(this.#sendIn(tenure, sent, method, payload, call), sent)
  }

  async #sendIn(tenure: Tenure, sent: SessionEntry[], method: string, payload: Payload, call: Call): Promise<unknown> {
    const { key, report, record } = this.#sender
    if (tenure.ready !== undefined) {
      await tenure.ready
      if (tenure.state !== 'open') throw new SessionClosedError(key)
    }
    const result = await call()
    const sentTo = answersWithIdsOnly(method) ? await this.#sentTo(payload) : undefined
    const entries = sentEntries(method, result, sentTo)
    if (entries.length === 0) return result
    sent.push(...entries)
    if (tenure.state === 'ended') report(new UnrecordedMessagesError(key, entries), { stage: 'recording', key })
    else await record(entries, tenure)
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
      date: Math.floor(this.#sender.clock.now() / 1000),
    }
  }

  /** A chat may be given by its public name. */
  async #chatIdOf(chat: unknown): Promise<number | undefined> {
    const id = Number(chat)
    if (Number.isSafeInteger(id)) return id
    const { telegram, report, key } = this.#sender
    try {
      return ((await callDirectly(telegram, 'getChat', { chat_id: chat })) as { id: number }).id
    } catch (error) {
      report(error, { stage: 'recording', key })
      return undefined
    }
  }
}
