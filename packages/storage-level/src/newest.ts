export interface Message {
  readonly chatId: number
  readonly businessConnectionId: string | undefined
  readonly messageId: number
}

/**
 * Tells without a read that a message of a session is not stored yet: Telegram's message ids grow within a chat, and most
 * messages are newer than all before. It knows one chat, which is where most messages of a session are.
 */
export class Newest {
  readonly #chatId: number
  readonly #connectionId: string | undefined
  /** No id that was asked about is greater and, once it is known what was stored before, none that is stored. */
  #highestId = 0
  #isKnown = false

  /** @param first a message of the chat */
  constructor(first: Message) {
    this.#chatId = first.chatId
    this.#connectionId = first.businessConnectionId
  }

  /** Whether the message is not stored for sure. It may be, from now on. */
  isNew({ chatId, businessConnectionId, messageId }: Message): boolean {
    if (chatId !== this.#chatId || businessConnectionId !== this.#connectionId) return false
    if (messageId <= this.#highestId) return false
    this.#highestId = messageId
    return this.#isKnown
  }

  /** @param storedId the greatest id in the chat that is stored, of all that were not asked about; 0 where there is none */
  learn(storedId: number): void {
    this.#highestId = Math.max(this.#highestId, storedId)
    this.#isKnown = true
  }
}
