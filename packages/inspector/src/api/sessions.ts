import { setImmediate as turn } from 'node:timers/promises'
import { type BotOf, type Clock, decodeSessionKey, encodeSessionKey, type Session } from '@botgen/runtime'
import { inspect, inspectSession } from '@botgen/runtime/inspection'
import { type Answer, refusal } from '../http/answer.js'
import type { InspectorRequest } from '../http/request.js'
import { pageOf } from './paging.js'
import type { SessionAnswer, SessionRow, SessionsAnswer } from './shapes.js'
import { late, within } from './within.js'

/** So many sessions are looked at before updates get their turn again. */
const sliceSize = 1000
/** So many are looked at for one answer: a search that finds little goes on with the next. */
const examinedAtMost = 100_000
/** So long, in milliseconds, an answer waits for the storage. */
const patience = 3000

/** The open sessions that match, a page of them. */
export async function listSessions(bot: BotOf, clock: Clock, { query }: InspectorRequest): Promise<Answer> {
  const { offset, limit } = pageOf(query, { limit: 25, most: 100 })
  const terms = termsOf(query.get('search') ?? '')
  const { found, next } = await findSessions(bot, terms, offset, limit)
  // A storage that fails is not to be asked by those who look at its failing.
  const isFailing = inspect(bot, { limit: 0 }).storage?.state === 'failing'
  const sessions = await Promise.all(
    found.map(async (session) => rowOf(session, isFailing ? null : await countOf(session, clock))),
  )
  return { status: 200, json: { sessions, next } satisfies SessionsAnswer }
}

/** One session with a page of its entries. */
export async function showSession(bot: BotOf, clock: Clock, id: string, request: InspectorRequest): Promise<Answer> {
  const session = openSession(bot, id)
  if (session === undefined) return notOpen
  const { offset, limit } = pageOf(request.query, { limit: 100, most: 500 })
  const messages = await within(clock, session.messages(), patience)
  if (messages === late) return refusal(504, 'The session storage did not answer in time.')
  const entries = messages.toReversed().slice(offset, offset + limit)
  const next = offset + limit < messages.length ? offset + limit : null
  const json: SessionAnswer = { session: rowOf(session, messages.length), entries, total: messages.length, next }
  return { status: 200, json }
}

export const notOpen = refusal(404, 'No such session is open in this process.')

/** The open session that an address names. */
export function openSession(bot: BotOf, id: string): Session | undefined {
  try {
    const session = bot.sessions.peek(decodeSessionKey(Buffer.from(id, 'base64url').toString()))
    return session.isOpen ? session : undefined
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

async function findSessions(
  bot: BotOf,
  terms: readonly string[],
  offset: number,
  limit: number,
): Promise<{ readonly found: readonly Session[]; readonly next: number | null }> {
  const found: Session[] = []
  let position = 0
  for (const session of bot.sessions.list()) {
    if (position >= offset && found.length === limit) return { found, next: position }
    if (position >= offset + examinedAtMost) return { found, next: position }
    if (position >= offset && matches(session, terms)) found.push(session)
    position += 1
    if (position % sliceSize === 0) await turn()
  }
  return { found, next: null }
}

function termsOf(search: string): readonly string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean)
}

/** Whether each term stands in some part of the key. */
function matches({ key }: Session, terms: readonly string[]): boolean {
  if (terms.length === 0) return true
  const { chatId, threadId, businessConnectionId, qualifier } = key
  const userId = key.kind === 'chatUser' ? key.userId : undefined
  const parts = [chatId, userId, threadId, businessConnectionId, qualifier]
  const texts = parts.flatMap((part) => (part === undefined ? [] : [String(part).toLowerCase()]))
  return terms.every((term) => texts.some((text) => text.includes(term)))
}

async function countOf(session: Session, clock: Clock): Promise<number | null> {
  try {
    const count = await within(clock, session.count(), patience)
    return count === late ? null : count
  } catch {
    // Whether the storage fails is shown by its state.
    return null
  }
}

function rowOf(session: Session, entries: number | null): SessionRow {
  const { key, ...known } = inspectSession(session)
  const { kind: _kind, ...ids } = key
  // Without the slashes of a key, which some proxies do not pass on in a path.
  const id = Buffer.from(encodeSessionKey(key)).toString('base64url')
  return { id, ...ids, ...known, entries }
}
