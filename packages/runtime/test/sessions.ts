import type { Session } from '../src/index.js'
import type { TestSetup } from './harness.js'

/** Alice's session in her chat with the bot. */
export function openSession({ bot, chat, alice }: TestSetup, qualifier?: string): Session {
  return bot.sessions.get({ chatId: chat.id, userId: alice.id, ...(qualifier !== undefined && { qualifier }) })
}

/** The messages of a session, by their ids. */
export async function idsOf(session: Session): Promise<number[]> {
  return (await session.messages()).map(({ messageId }) => messageId)
}
