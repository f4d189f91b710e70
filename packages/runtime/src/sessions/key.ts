interface KeyParts {
  readonly chatId: number
  /** Forum topic, or topic of a private chat. */
  readonly threadId?: number
  /** A business chat may share its number with a chat of the bot's own, so the connection is part of the key. */
  readonly businessConnectionId?: string
  /** Separates sessions of one conversation, such as `order` and `support`. */
  readonly qualifier?: string
}

export interface ChatKey extends KeyParts {
  readonly kind: 'chat'
}

export interface ChatUserKey extends KeyParts {
  readonly kind: 'chatUser'
  readonly userId: number
}

/** Names one conversation slice: a whole chat, or one user in a chat. */
export type SessionKey = ChatKey | ChatUserKey

/** Everything but these is escaped, so that a key is plain ASCII in any storage. */
const unsafe = /[^A-Za-z0-9_.:-]/g

/** `value` in the characters that keys are made of, equal for equal values. */
export function escapeKeyPart(value: string): string {
  return value.replace(unsafe, (unit) => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function unescape(value: string): string {
  return value.replace(/%([0-9a-f]{4})/g, (_match, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** How all encoded keys of a chat begin, and no others. */
export function chatPrefix(chatId: number, businessConnectionId: string | undefined): string {
  return businessConnectionId === undefined ? `c${chatId}/` : `b${escapeKeyPart(businessConnectionId)}/c${chatId}/`
}

/**
 * The key as one line of plain ASCII, such as `c-100123/u42/t7/qorder/`, equal for equal keys.
 *
 * All keys of a chat of one business connection begin alike: `c…/`, or `b…/c…/`.
 */
export function encodeSessionKey(key: SessionKey): string {
  let encoded = chatPrefix(key.chatId, key.businessConnectionId)
  if (key.kind === 'chatUser') encoded += `u${key.userId}/`
  if (key.threadId !== undefined) encoded += `t${key.threadId}/`
  if (key.qualifier !== undefined) encoded += `q${escapeKeyPart(key.qualifier)}/`
  return encoded
}

const encodedKey = /^(?:b([^/]*)\/)?c(-?\d+)\/(?:u(-?\d+)\/)?(?:t(\d+)\/)?(?:q([^/]*)\/)?$/

/** The key that was encoded. @throws TypeError if `encoded` is none. */
export function decodeSessionKey(encoded: string): SessionKey {
  const match = encodedKey.exec(encoded)
  if (match === null) throw new TypeError(`'${encoded}' is not an encoded session key.`)
  const [, connection, chat, user, thread, qualifier] = match
  const parts = {
    chatId: Number(chat),
    ...(thread !== undefined && { threadId: Number(thread) }),
    ...(connection !== undefined && { businessConnectionId: unescape(connection) }),
    ...(qualifier !== undefined && { qualifier: unescape(qualifier) }),
  }
  return user === undefined ? { kind: 'chat', ...parts } : { kind: 'chatUser', ...parts, userId: Number(user) }
}

/** `key` with another qualifier; `undefined` takes it away. */
export function withQualifier(key: SessionKey, qualifier: string | undefined): SessionKey {
  if (key.qualifier === qualifier) return key
  const { qualifier: _replaced, ...rest } = key
  return qualifier === undefined ? rest : { ...rest, qualifier }
}
