import type { Context } from 'telegraf'
import type { Session, SessionContext } from '../sessions/session.js'
import { messageThreadId, updateBusinessConnectionId, updateChat, updateMessage, updateUser } from '../updates/index.js'
import { recordingClient, type Send } from './recording-client.js'

/**
 * `ctx` with a client that records. A proxy, so that middleware's data on the context is the same on both; chat, sender
 * and message are read from the update where Telegraf does not know its kind.
 */
export function recordingContext<C extends Context, Q extends string | undefined>(
  ctx: C,
  session: Session<Q>,
  send: Send,
): C & SessionContext<Q> {
  const { update } = ctx
  const chat = updateChat(update)
  const message = updateMessage(update)
  const client = recordingClient(
    ctx.telegram,
    send,
    chat && {
      chatId: chat.id,
      threadId: message && messageThreadId(message),
      businessConnectionId: updateBusinessConnectionId(update),
    },
  )
  return new Proxy(ctx, {
    get(target, property, receiver): unknown {
      switch (property) {
        case 'telegram':
        case 'tg':
          return client
        case 'recordedBy':
          return session
        case 'chat':
          return Reflect.get(target, property, receiver) ?? chat
        case 'from':
          return Reflect.get(target, property, receiver) ?? updateUser(update)
        case 'msg':
          return Reflect.get(target, property, receiver) ?? message
        default:
          return Reflect.get(target, property, receiver)
      }
    },
    has: (target, property) => property === 'recordedBy' || Reflect.has(target, property),
  }) as C & SessionContext<Q>
}
