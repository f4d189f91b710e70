import type { SessionKey } from './key.js'
import type { LiveSession } from './live-session.js'

/**
 * Moves the open sessions of a group that became a supergroup: they go on under the supergroup's id. What is recorded
 * keeps the ids under which Telegram knows it.
 *
 * @param open - opens the session of a key
 */
export async function moveSessions(
  sessions: readonly LiveSession[],
  toChatId: number,
  open: (key: SessionKey) => LiveSession,
): Promise<void> {
  for (const session of sessions) {
    await session.settled()
    const entries = await session.messages()
    await open({ ...session.key, chatId: toChatId }).recordAll(entries)
    await session.close()
  }
}
