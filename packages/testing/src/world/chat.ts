import type { ApiChat, ApiMessage, ChatType } from '../api/types.js'

export type MemberStatus = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked'

/** Whose chat it is: one bot's dialog with a user, a chat of a business account, or one that any bot may be in. */
export type ChatOwner =
  | { readonly kind: 'bot'; readonly botId: number }
  | { readonly kind: 'business'; readonly botId: number; readonly connectionId: string }
  | { readonly kind: 'shared' }

/**
 * A chat and what is in it now. Message ids count up from 1 in each chat, private ones and basic groups included
 * (Telegram counts those per account); only the chats of one business account share their ids. None is used twice.
 */
export class TestChat {
  readonly members = new Map<number, MemberStatus>()
  /** Names of the forum's topics by `message_thread_id`. */
  readonly topics = new Map<number, string>()
  /** Messages that nobody may delete, whatever the rules say. */
  readonly undeletable = new Set<number>()
  readonly pinned: number[] = []
  /** Set once a group has become a supergroup. */
  migratedTo: TestChat | undefined
  readonly #messages = new Map<number, ApiMessage>()
  #info: ApiChat

  constructor(
    info: ApiChat,
    readonly owner: ChatOwner,
    readonly nextMessageId: () => number,
  ) {
    this.#info = info
  }

  get id(): number {
    return this.#info.id
  }

  get type(): ChatType {
    return this.#info.type
  }

  get info(): ApiChat {
    return this.#info
  }

  /** Set for a chat of a business account. */
  get businessConnectionId(): string | undefined {
    return this.owner.kind === 'business' ? this.owner.connectionId : undefined
  }

  /** The messages that are in the chat now, oldest first, as they read after their last edit. */
  history(): readonly ApiMessage[] {
    return [...this.#messages.values()]
  }

  message(id: number): ApiMessage | undefined {
    return this.#messages.get(id)
  }

  statusOf(userId: number): MemberStatus {
    return this.members.get(userId) ?? 'left'
  }

  isMember(userId: number): boolean {
    const status = this.statusOf(userId)
    return status !== 'left' && status !== 'kicked'
  }

  isAdministrator(userId: number): boolean {
    const status = this.statusOf(userId)
    return status === 'administrator' || status === 'creator'
  }

  /** Puts a message into the chat, or its new version in its old place. */
  put(message: ApiMessage): void {
    this.#messages.set(message.message_id, message)
  }

  remove(messageId: number): void {
    this.#messages.delete(messageId)
  }

  rename(info: Partial<ApiChat>): void {
    this.#info = { ...this.#info, ...info }
  }
}
