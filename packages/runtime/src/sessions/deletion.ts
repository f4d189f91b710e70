import { type Clock, sleep } from '../clock.js'
import type { SessionEntry } from './entry.js'

/** Calls the Bot API, past any webhook response. Rejects as Telegraf does. */
export type CallApi = (
  method: string,
  payload: Readonly<Record<string, unknown>>,
  options: { readonly signal?: AbortSignal },
) => Promise<unknown>

export type DeletionOutcome = 'deleted' | 'tooOld' | 'refused' | 'pending'

export interface DeletionOptions {
  readonly callApi: CallApi
  readonly clock: Clock
  /** Stops: what is not dealt with stays `pending`. */
  readonly signal: AbortSignal | undefined
  /** How long to retry an unreachable Telegram, in milliseconds. */
  readonly timeout: number
  /** Whether to wait as long as Telegram asks for (429), past the timeout. */
  readonly isPatient: boolean
  readonly onProgress: (done: number, total: number) => void
}

/** `deleteMessages` takes 1–100 ids (Bot API, “deleteMessages”). */
const batchSize = 100
/** A bot can delete a message only if it was sent less than 48 hours ago (Bot API, “deleteMessage”). */
const deletableFor = 48 * 60 * 60 * 1000
/** So many calls at most to find the deletable ids of one refused batch. */
const callsPerBatch = 40
const firstRetryDelay = 500
const longestRetryDelay = 8000

/** Deletes messages from Telegram and says of each what became of it. Never rejects. */
export async function deleteMessages(
  entries: readonly SessionEntry[],
  options: DeletionOptions,
): Promise<ReadonlyMap<SessionEntry, DeletionOutcome>> {
  const outcomes = new Map<SessionEntry, DeletionOutcome>()
  const oldest = options.clock.now() - deletableFor
  const deletable = entries.filter((entry) => entry.date * 1000 > oldest)
  for (const entry of entries) outcomes.set(entry, entry.date * 1000 > oldest ? 'pending' : 'tooOld')

  let done = entries.length - deletable.length
  const giveUpAt = options.clock.now() + options.timeout
  for (const group of groupByConversation(deletable)) {
    let isChatRefused = false
    for (let start = 0; start < group.length; start += batchSize) {
      if (options.signal?.aborted === true) return outcomes
      const batch = group.slice(start, start + batchSize)
      const deletion = new BatchDeletion(options, giveUpAt, outcomes)
      if (isChatRefused) deletion.settle(batch, 'refused')
      else {
        const end = await deletion.delete(batch)
        if (end === 'unreachable') return outcomes
        isChatRefused = end === 'chatRefused'
      }
      done += batch.length
      options.onProgress(done, entries.length)
    }
  }
  return outcomes
}

/** Entries that one call may delete together. */
function groupByConversation(entries: readonly SessionEntry[]): SessionEntry[][] {
  const groups = new Map<string, SessionEntry[]>()
  for (const entry of entries) {
    const conversation = `${entry.businessConnectionId ?? ''}/${entry.chatId}`
    const group = groups.get(conversation)
    if (group === undefined) groups.set(conversation, [entry])
    else group.push(entry)
  }
  return [...groups.values()]
}

/** One batch of up to 100 messages of one chat, split where Telegram refuses it. */
class BatchDeletion {
  readonly #options: DeletionOptions
  readonly #giveUpAt: number
  readonly #outcomes: Map<SessionEntry, DeletionOutcome>
  #calls = 0

  constructor(options: DeletionOptions, giveUpAt: number, outcomes: Map<SessionEntry, DeletionOutcome>) {
    this.#options = options
    this.#giveUpAt = giveUpAt
    this.#outcomes = outcomes
  }

  settle(batch: readonly SessionEntry[], outcome: DeletionOutcome): void {
    for (const entry of batch) this.#outcomes.set(entry, outcome)
  }

  /** Deletes what can be deleted of `batch`. */
  async delete(batch: readonly SessionEntry[]): Promise<'done' | 'chatRefused' | 'unreachable'> {
    const answer = await this.#call(batch)
    switch (answer) {
      case 'accepted':
        this.settle(batch, 'deleted')
        return 'done'
      case 'unreachable':
        return 'unreachable'
      case 'chatRefused':
        this.settle(batch, 'refused')
        return 'chatRefused'
      case 'refused':
        return this.#split(batch)
    }
  }

  /** One undeletable message refuses its whole batch: its parts find the deletable ones. */
  async #split(batch: readonly SessionEntry[]): Promise<'done' | 'chatRefused' | 'unreachable'> {
    if (batch.length === 1 || this.#calls >= callsPerBatch) {
      this.settle(batch, 'refused')
      return 'done'
    }
    for (const part of partsOf(batch)) {
      if (this.#calls >= callsPerBatch) {
        this.settle(part, 'refused')
        continue
      }
      const result = await this.delete(part)
      if (result !== 'done') return result
    }
    return 'done'
  }

  async #call(batch: readonly SessionEntry[]): Promise<'accepted' | 'refused' | 'chatRefused' | 'unreachable'> {
    const { callApi, clock, signal, timeout, isPatient } = this.#options
    this.#calls += 1
    let retryDelay = firstRetryDelay
    // Who is patient gives each outage the whole time: what Telegram takes or asks for is no outage.
    let giveUpAt = isPatient ? undefined : this.#giveUpAt
    for (;;) {
      if (signal?.aborted === true) return 'unreachable'
      const refusal = await refusalOf(callApi, batch, signal)
      switch (refusal.kind) {
        case 'none':
          return 'accepted'
        case 'batch':
          return 'refused'
        case 'chat':
          return 'chatRefused'
        case 'later':
          if (isPatient) giveUpAt = undefined
          else if (clock.now() + refusal.after > this.#giveUpAt) return 'unreachable'
          await sleep(clock, refusal.after, signal)
          retryDelay = firstRetryDelay
          break
        case 'unreachable':
          giveUpAt ??= clock.now() + timeout
          if (clock.now() + retryDelay > giveUpAt) return 'unreachable'
          await sleep(clock, retryDelay, signal)
          retryDelay = Math.min(retryDelay * 2, longestRetryDelay)
      }
    }
  }
}

/**
 * The bot's own messages and those of others; where there is only one of these, halves. In a group without admin rights
 * just the others are refused, however they are mixed.
 */
function partsOf(batch: readonly SessionEntry[]): (readonly SessionEntry[])[] {
  const own = batch.filter(({ direction }) => direction === 'outgoing')
  if (own.length > 0 && own.length < batch.length) return [own, batch.filter((entry) => !own.includes(entry))]
  const middle = Math.ceil(batch.length / 2)
  return [batch.slice(0, middle), batch.slice(middle)]
}

type Refusal =
  | { readonly kind: 'none' }
  | { readonly kind: 'batch' }
  | { readonly kind: 'chat' }
  | { readonly kind: 'unreachable' }
  /** Milliseconds. */
  | { readonly kind: 'later'; readonly after: number }

async function refusalOf(
  callApi: CallApi,
  batch: readonly SessionEntry[],
  signal: AbortSignal | undefined,
): Promise<Refusal> {
  const [first] = batch
  const message_ids = batch.map((entry) => entry.messageId)
  const options = signal === undefined ? {} : { signal }
  try {
    if (first?.businessConnectionId === undefined) {
      await callApi('deleteMessages', { chat_id: first?.chatId, message_ids }, options)
    } else {
      const business_connection_id = first.businessConnectionId
      await callApi('deleteBusinessMessages', { business_connection_id, message_ids }, options)
    }
    return { kind: 'none' }
  } catch (error) {
    return classifyRefusal(error)
  }
}

/** Reads the error structurally: another bot's client may come from another copy of Telegraf. */
export function classifyRefusal(error: unknown): Refusal {
  const { response } = (typeof error === 'object' && error !== null ? error : {}) as { response?: ApiError }
  const code = response?.error_code
  if (code === undefined || code >= 500) return { kind: 'unreachable' }
  if (code === 429) return { kind: 'later', after: (response?.parameters?.retry_after ?? 1) * 1000 }
  const isWholeChat =
    code === 401 ||
    code === 403 ||
    response?.parameters?.migrate_to_chat_id !== undefined ||
    /chat not found|CHANNEL_PRIVATE|BUSINESS_CONNECTION/i.test(response?.description ?? '')
  return { kind: isWholeChat ? 'chat' : 'batch' }
}

interface ApiError {
  readonly error_code?: number
  readonly description?: string
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number }
}
