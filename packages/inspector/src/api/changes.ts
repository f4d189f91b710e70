import type { BotOf } from '@botgen/runtime'
import type { Answer } from '../http/answer.js'
import { notOpen, openSession } from './sessions.js'
import type { ClearAnswer, CloseAnswer } from './shapes.js'

/** So long, in milliseconds, a clear waits for Telegram before it answers with what is left. */
const clearTimeout = 20_000

/** Deletes the messages of a session from Telegram and forgets them. */
export async function clearSession(bot: BotOf, id: string): Promise<Answer> {
  const session = openSession(bot, id)
  if (session === undefined) return notOpen
  const report: ClearAnswer = await session.clear(undefined, { timeout: clearTimeout })
  return { status: 200, json: report }
}

/** Ends a session and forgets its messages, which stay in their chats. */
export async function closeSession(bot: BotOf, id: string): Promise<Answer> {
  const session = openSession(bot, id)
  if (session === undefined) return notOpen
  await session.close()
  return { status: 200, json: { closed: true } satisfies CloseAnswer }
}
