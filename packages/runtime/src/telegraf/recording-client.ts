import type { Telegram } from 'telegraf'
import type { SessionChat, SessionTelegram } from '../sessions/session.js'
import { type CallOptions, callDirectly } from './direct-call.js'

type Payload = Readonly<Record<string, unknown>>

/** Makes the call and records what it sent. */
export type Send = (method: string, payload: Payload, call: () => Promise<unknown>) => Promise<unknown>

/** Where a message goes unless its caller says otherwise, in one chat. */
export interface ConversationDefaults {
  readonly chatId: number
  readonly threadId: number | undefined
  readonly businessConnectionId: string | undefined
}

/** `wrapped` with every call handed to `send`. Its own options, and what users patched onto it, stay in force. */
export function recordingClient(wrapped: Telegram, send: Send, defaults?: ConversationDefaults): SessionTelegram {
  const callApi = (method: string, payload: Payload, options?: CallOptions): Promise<unknown> => {
    const completed = defaults === undefined ? payload : withDefaults(method, payload, defaults)
    return send(method, completed, () => callDirectly(wrapped, method, completed, options))
  }
  return Object.create(wrapped, { callApi: { value: callApi } }) as SessionTelegram
}

/** The methods of `client` with `chatId` as their first argument. */
export function chatClient(client: SessionTelegram, chatId: number): SessionChat {
  const handler: ProxyHandler<SessionTelegram> = {
    get(target, property) {
      const method: unknown = Reflect.get(target, property)
      if (typeof method !== 'function') return undefined
      return (...rest: readonly unknown[]): unknown => Reflect.apply(method, target, [chatId, ...rest])
    },
  }
  // The type names the methods whose first parameter is a chat.
  return new Proxy(client, handler) as unknown as SessionChat
}

function withDefaults(method: string, payload: Payload, defaults: ConversationDefaults): Payload {
  const isConversational = /^(?:send|copy|forward)/.test(method)
  if (!isConversational || payload.chat_id !== defaults.chatId) return payload
  return {
    ...payload,
    message_thread_id: payload.message_thread_id ?? defaults.threadId,
    business_connection_id: payload.business_connection_id ?? defaults.businessConnectionId,
  }
}
