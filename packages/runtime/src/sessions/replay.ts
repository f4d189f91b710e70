import { type Clock, sleep } from '../clock.js'
import { isContent, type MessageKind } from '../updates/index.js'
import { type CallApi, classifyRefusal } from './deletion.js'
import type { EntryPredicate, SessionEntry } from './entry.js'

export interface ReplayOptions {
  /** `copy` sends the messages as the bot's own, `forward` with their senders' names. Default `copy`. */
  readonly as?: 'copy' | 'forward'
  /** Which entries; all by default. */
  readonly predicate?: EntryPredicate
  /** Asks Telegram message by message, one call each, so that the report names what was skipped. Default false. */
  readonly exact?: boolean
}

/** What a `replay` did. */
export interface ReplayReport {
  /** Messages that were sent. */
  readonly sent: number
  /** Messages that Telegram skipped: gone, or protected. */
  readonly skipped: number
  /** With `exact: true`, those that Telegram skipped. */
  readonly skippedEntries?: readonly SessionEntry[]
  /** Not attempted: business messages, and kinds that Telegram does not send again, such as service messages. */
  readonly unsupported: readonly SessionEntry[]
}

/** `copyMessages` and `forwardMessages` take 1–100 ids (Bot API, “copyMessages”). */
const batchSize = 100

/** Service messages that can be forwarded all the same, but not copied (Bot API, “copyMessage”). */
const forwardable: ReadonlySet<MessageKind> = new Set<MessageKind>(['invoice', 'giveaway', 'giveaway_winners'])

function isSupported({ kind, businessConnectionId }: SessionEntry, as: 'copy' | 'forward'): boolean {
  if (businessConnectionId !== undefined) return false
  return as === 'forward' ? isContent(kind) || forwardable.has(kind) : isContent(kind) && kind !== 'paid_media'
}

/**
 * Sends the messages of `entries` again, to `toChatId`, in order within each chat.
 *
 * @throws what Telegram answers when the target chat cannot be written to
 */
export async function replayEntries(
  entries: readonly SessionEntry[],
  toChatId: number | string,
  callApi: CallApi,
  clock: Clock,
  { as = 'copy', exact = false }: ReplayOptions,
): Promise<ReplayReport> {
  const unsupported = entries.filter((entry) => !isSupported(entry, as))
  const skippedEntries: SessionEntry[] = []
  let sent = 0
  let skipped = 0
  for (const batch of batches(
    entries.filter((entry) => isSupported(entry, as)),
    exact ? 1 : batchSize,
  )) {
    const count = await sendAgain(batch, toChatId, callApi, clock, as)
    sent += count
    skipped += batch.length - count
    if (exact && count === 0) skippedEntries.push(...batch)
  }
  return { sent, skipped, unsupported, ...(exact && { skippedEntries }) }
}

/** Entries of one chat by increasing id, as Telegram asks for. */
function batches(entries: readonly SessionEntry[], size: number): SessionEntry[][] {
  const byChat = new Map<number, SessionEntry[]>()
  for (const entry of entries) byChat.set(entry.chatId, [...(byChat.get(entry.chatId) ?? []), entry])
  return [...byChat.values()].flatMap((ofChat) => {
    const sorted = ofChat.toSorted((a, b) => a.messageId - b.messageId)
    return Array.from({ length: Math.ceil(sorted.length / size) }, (_, index) =>
      sorted.slice(index * size, (index + 1) * size),
    )
  })
}

/** Whether Telegram refuses the messages themselves, such as “messages can't be forwarded”, and not the chat they go to. */
function isAboutMessages(error: unknown): boolean {
  return /messages?\b.*\b(?:cop(?:y|ied)|forward)|MESSAGE_ID|FORWARDS_RESTRICTED/i.test((error as Error).message)
}

/** How many messages of the batch were sent. */
async function sendAgain(
  batch: readonly SessionEntry[],
  toChatId: number | string,
  callApi: CallApi,
  clock: Clock,
  as: 'copy' | 'forward',
): Promise<number> {
  const payload = {
    chat_id: toChatId,
    from_chat_id: batch[0]?.chatId,
    message_ids: batch.map(({ messageId }) => messageId),
  }
  for (;;) {
    try {
      const answer = await callApi(as === 'copy' ? 'copyMessages' : 'forwardMessages', payload, {})
      return Array.isArray(answer) ? answer.length : 0
    } catch (error) {
      const refusal = classifyRefusal(error)
      if (refusal.kind === 'later') await sleep(clock, refusal.after)
      // None of the batch is left: Telegram refuses it as a whole.
      else if (refusal.kind === 'batch' && isAboutMessages(error)) return 0
      else throw error
    }
  }
}
