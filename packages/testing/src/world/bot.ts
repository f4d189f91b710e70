import type { ApiUpdate, ApiUser } from '../api/types.js'
import { Inbox } from '../delivery/inbox.js'

/** Kinds that Telegram sends only to bots which name them in `allowed_updates`. */
const ON_REQUEST = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])

export interface WebhookSettings {
  readonly url: string
  readonly secretToken: string | undefined
  /** How many updates may be on their way at once. */
  readonly maxConnections: number
  /** Stops the deliveries. */
  readonly close: () => void
}

export interface WebhookError {
  /** Unix seconds. */
  readonly date: number
  readonly message: string
}

export interface BotCommand {
  readonly command: string
  readonly description: string
}

/** A bot as the server knows it. */
export class TestBot {
  readonly inbox = new Inbox()
  /** Every update that the bot was sent, redeliveries apart, oldest first. */
  readonly sent: ApiUpdate[] = []
  /** Command lists by scope and language, see `commandKey`. */
  readonly commands = new Map<string, readonly BotCommand[]>()
  webhook: WebhookSettings | undefined
  lastWebhookError: WebhookError | undefined
  #allowedUpdates: ReadonlySet<string> | undefined
  #lastUpdateId = 0

  constructor(
    readonly token: string,
    readonly user: ApiUser & { readonly username: string },
  ) {}

  get id(): number {
    return this.user.id
  }

  /** The list that the bot gave last; undefined while it takes the default kinds. */
  get allowedUpdates(): readonly string[] | undefined {
    return this.#allowedUpdates && [...this.#allowedUpdates]
  }

  /** An empty list brings the default back. Updates that are waiting already stay, as at Telegram. */
  allowUpdates(kinds: readonly string[]): void {
    this.#allowedUpdates = kinds.length === 0 ? undefined : new Set(kinds)
  }

  accepts(kind: string): boolean {
    return this.#allowedUpdates ? this.#allowedUpdates.has(kind) : !ON_REQUEST.has(kind)
  }

  nextUpdateId(): number {
    return ++this.#lastUpdateId
  }
}
