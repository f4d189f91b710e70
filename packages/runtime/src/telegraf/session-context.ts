import type { Context } from 'telegraf'
import type { Session, SessionContext } from '../sessions/session.js'
import { messageThreadId, updateBusinessConnectionId, updateChat, updateMessage, updateUser } from '../updates/index.js'
import { recordingClient, type Send } from './recording-client.js'

const read: (target: object, property: PropertyKey, receiver: unknown) => unknown = Reflect.get

/**
 * `ctx` with a client that records. A proxy, so that middleware's data on the context is the same on both; chat
 * and sender are read from the update where Telegraf does not know its kind.
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
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the proxy has what the class declares
  return new Proxy(ctx, {
    get(target, property, receiver): unknown {
      switch (property) {
        case 'telegram':
        case 'tg':
          return client
        case 'recordedBy':
          return session
        case 'chat':
          return read(target, property, receiver) ?? chat
        case 'from':
          return read(target, property, receiver) ?? updateUser(update)
        default:
          return read(target, property, receiver)
      }
    },
    has: (target, property) => property === 'recordedBy' || Reflect.has(target, property),
  }) as C & SessionContext<Q>
}
