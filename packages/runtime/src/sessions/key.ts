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
