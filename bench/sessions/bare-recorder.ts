import type { SessionEntry } from '@botgen/runtime'
import type { Update } from 'telegraf/types'

/** The part of a message that the bare recorder reads. */
export interface PlainMessage {
  readonly message_id: number
  readonly chat: { readonly id: number }
  readonly from: { readonly id: number }
  readonly date: number
}

/**
 * What recording a message costs at least: one `Map.get` and one push of an entry. It knows neither update kinds nor
 * topics, business connections, qualifiers, redelivered messages, nor storages.
 */
export class BareRecorder {
  readonly #idOf: (message: PlainMessage) => number
  readonly #entries = new Map<number, SessionEntry[]>()

  constructor(idOf: (message: PlainMessage) => number) {
    this.#idOf = idOf
  }

  open(id: number, first: SessionEntry): void {
    this.#entries.set(id, [first])
  }

  record(update: Update): void {
    // The bench makes text messages only.
    const { message } = update as unknown as { message: PlainMessage }
    this.#entries.get(this.#idOf(message))?.push({
      messageId: message.message_id,
      chatId: message.chat.id,
      userId: message.from.id,
      kind: 'text',
      direction: 'incoming',
      date: message.date,
    })
  }

  /** Drops what was recorded since `open`, and returns how much that was. */
  reset(id: number): number {
    const entries = this.#entries.get(id) ?? []
    const dropped = entries.length - 1
    entries.length = 1
    return dropped
  }
}
