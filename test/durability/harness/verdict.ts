import type { BotApiServer } from '@botgen/testing'
import type { SessionState } from '../bot/protocol.js'
import type { Conversations } from './conversations.js'

type Conversation = Conversations['all'][number]

/** A reply of a bot that Telegram has accepted. */
interface Reply {
  readonly id: number
  /** Id of the message that it answers. */
  readonly to: number
  /** The process that sent it. */
  readonly by: string
}

export interface Verdict {
  /** What contradicts the promises, a sentence each. */
  readonly problems: readonly string[]
  /** Replies that Telegram took, and whose process was killed before it could record them. */
  readonly unseen: number
  readonly replies: number
  /** Messages that were answered more than once, each time because a crash cut the answer before it short. */
  readonly repeated: number
}

/**
 * Compares what sessions hold with what happened in the chats.
 *
 * A process that is killed may have sent a message and not have heard of it, or not have stored it: nobody can record such
 * a message. It can only be the last that the process sent in a chat, since what comes after it waits for it. That many may
 * be missing and no others; and only the updates that they answer may be answered again.
 */
export function judge(
  server: BotApiServer,
  conversations: Conversations,
  sessions: Readonly<Record<number, SessionState>>,
  killed: ReadonlySet<string>,
): Verdict {
  const byChat = repliesByChat(server)
  const problems: string[] = []
  let [unseen, replies, repeated] = [0, 0, 0]
  for (const conversation of conversations.all) {
    const { id } = conversation.chat
    const sent = byChat.get(id) ?? []
    const cutShort = lastOfEach(sent, killed)
    const missing = missingFrom(conversation, sent, sessions[id])
    const found = [
      ...problemsOfSession(conversation, sent, sessions[id]),
      ...missing
        .filter((reply) => !cutShort.has(reply))
        .map(({ id: lost, by }) => `${lost}, sent by ${by}, is not recorded`),
      ...problemsOfReplies(conversation, sent, cutShort),
    ]
    problems.push(...found.map((problem) => `chat ${id}: ${problem}`))
    unseen += missing.length
    replies += sent.length
    repeated += sent.length - new Set(sent.map(({ to }) => to)).size
  }
  return { problems, unseen, replies, repeated }
}

/** What is left in the chats beside what no session has recorded: after `clear`, nothing of a flow but unseen replies. */
export function leftOver(
  server: BotApiServer,
  { all }: Conversations,
  killed: ReadonlySet<string>,
): { readonly problems: readonly string[]; readonly unseen: number } {
  const byChat = repliesByChat(server)
  const problems: string[] = []
  let unseen = 0
  for (const { chat, outside } of all) {
    const sent = byChat.get(chat.id) ?? []
    const allowed = new Set([...lastOfEach(sent, killed)].map(({ id }) => id))
    for (const { message_id: id, text } of chat.history()) {
      if (outside.includes(id)) continue
      if (allowed.has(id)) unseen += 1
      else problems.push(`chat ${chat.id}: ${id} (${text}) is still there`)
    }
    const there = new Set(chat.history().map(({ message_id }) => message_id))
    for (const id of outside) if (!there.has(id)) problems.push(`chat ${chat.id}: ${id} was in no flow and is gone`)
  }
  return { problems, unseen }
}

/** What Telegram has accepted, in that order. */
function repliesByChat(server: BotApiServer): ReadonlyMap<number, readonly Reply[]> {
  const replies = server.calls.of('sendMessage').flatMap(({ outcome, payload }) => {
    const [, to, by] = /^(\d+) by (.*)$/.exec(String(payload.text)) ?? []
    if (outcome.kind !== 'answered' || to === undefined || by === undefined) return []
    const { message_id: id } = outcome.result as { message_id: number }
    return [{ id, to: Number(to), by, chatId: Number(payload.chat_id) }]
  })
  return groupedBy(replies, ({ chatId }) => chatId)
}

function groupedBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}

/** The last reply of each process that was killed. */
function lastOfEach(sent: readonly Reply[], killed: ReadonlySet<string>): Set<Reply> {
  const last = new Map<string, Reply>()
  for (const reply of sent) if (killed.has(reply.by)) last.set(reply.by, reply)
  return new Set(last.values())
}

function repliesInFlow({ inFlow: [first = Number.POSITIVE_INFINITY] }: Conversation, sent: readonly Reply[]): Reply[] {
  return sent.filter(({ to }) => to >= first)
}

function missingFrom(conversation: Conversation, sent: readonly Reply[], session: SessionState | undefined): Reply[] {
  return repliesInFlow(conversation, sent).filter(({ id }) => session?.recorded.includes(id) !== true)
}

function problemsOfSession(
  conversation: Conversation,
  sent: readonly Reply[],
  session: SessionState = { isOpen: false, recorded: [] },
): string[] {
  const { isOpen, inFlow } = conversation
  const problems: string[] = []
  if (session.isOpen !== isOpen) problems.push(`the session is ${session.isOpen ? 'open' : 'closed'}`)
  const { recorded } = session
  const known = new Set([...inFlow, ...repliesInFlow(conversation, sent).map(({ id }) => id)])
  for (const id of inFlow) if (!recorded.includes(id)) problems.push(`${id}, received, is not recorded`)
  for (const id of recorded) if (!known.has(id)) problems.push(`${id} is recorded and does not belong to the flow`)
  if (new Set(recorded).size < recorded.length) problems.push(`something is recorded twice: ${recorded.join()}`)
  return problems
}

function problemsOfReplies(conversation: Conversation, sent: readonly Reply[], cutShort: ReadonlySet<Reply>): string[] {
  const problems: string[] = []
  const byMessage = groupedBy(sent, ({ to }) => to)
  for (const id of conversation.answered) if (!byMessage.has(id)) problems.push(`${id} was not answered`)
  for (const [to, replies] of byMessage) {
    if (!conversation.answered.includes(to)) problems.push(`${to} was in no flow and answered`)
    const needless = replies.slice(0, -1).filter((reply) => !cutShort.has(reply))
    if (needless.length > 0) problems.push(`${to} was answered again although ${needless[0]?.by} went on`)
  }
  for (const [index, { to }] of sent.entries()) {
    if (to < (sent[index - 1]?.to ?? 0)) problems.push(`${to} was answered after ${sent[index - 1]?.to}`)
  }
  return problems
}
