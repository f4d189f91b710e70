/** What the runtime itself tells users. */
import type { Context } from 'telegraf'
import type { Update } from 'telegraf/types'
import type { SessionManager } from '../sessions/index.js'
import { callDirectly } from '../telegraf/index.js'
import { callbackQueryId, messageThreadId, updateMessage, updatePlace } from '../updates/index.js'
import { answerQuery } from './callback-answer.js'
import type { Handler } from './handler.js'

/** A handler's usage, or how long to wait. */
export interface Notice {
  readonly text: string
  /** Shown where a button was pressed. */
  readonly onButton: string
}

/**
 * Tells the sender of an update: in its chat, or where a button was pressed, on the screen. What goes into the chat is
 * recorded in the sessions that the handler takes and that are open; none is opened for it.
 */
export async function tell(ctx: Context, handler: Handler, sessions: SessionManager, notice: Notice): Promise<void> {
  const { update } = ctx
  const queryId = callbackQueryId(update)
  if (queryId !== undefined) return answerQuery(ctx.telegram, queryId, notice.onButton)
  const place = updatePlace(update)
  if (place === undefined) return
  const [recording, ...others] = openSessions(update, handler, sessions)
  if (recording === undefined) {
    const message = updateMessage(update)
    await callDirectly(ctx.telegram, 'sendMessage', {
      chat_id: place.chatId,
      text: notice.text,
      message_thread_id: message && messageThreadId(message),
      business_connection_id: place.businessConnectionId,
    })
    return
  }
  const sent = await recording.with(ctx).telegram.sendMessage(place.chatId, notice.text)
  for (const session of others) await session.track(sent)
}

/** The sessions of a handler that are open now. */
function openSessions(update: Update, { route }: Handler, sessions: SessionManager) {
  const qualifiers = new Set([...route.sessions, ...Object.values(route.qualifiers)])
  return [...qualifiers].flatMap((qualifier) => {
    const session = sessions.peek(update, { qualifier })
    return session?.isOpen === true ? [session] : []
  })
}
