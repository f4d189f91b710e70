/** What the inspector answers as JSON. Times are Unix milliseconds by the bot's clock. */
import type { ClearReport, SessionEntry } from '@botgen/runtime'
import type { BotSnapshot } from '@botgen/runtime/inspection'

/** `GET api/status` */
export interface StatusAnswer {
  readonly bot: BotSnapshot
  /** Whether sessions may be cleared and closed. */
  readonly allowClear: boolean
  /** What `POST` requests must bring along; there where sessions may be cleared. */
  readonly token?: string
}

export interface SessionRow {
  /** Names the session in addresses. */
  readonly id: string
  readonly chatId: number
  readonly userId?: number
  readonly threadId?: number
  readonly businessConnectionId?: string
  readonly qualifier?: string
  readonly openedAt?: number
  readonly lastActivity?: number
  readonly epoch?: number
  /** How many messages are recorded; null where the storage does not say in time. */
  readonly entries: number | null
}

/** `GET api/sessions?search=&offset=&limit=` */
export interface SessionsAnswer {
  /** In the order in which they were opened. */
  readonly sessions: readonly SessionRow[]
  /** The offset to go on at; null where there are no more. Offsets count open sessions, also those that do not match. */
  readonly next: number | null
}

/** `GET api/sessions/<id>?offset=&limit=` */
export interface SessionAnswer {
  readonly session: SessionRow
  /** The newest first. */
  readonly entries: readonly SessionEntry[]
  /** How many there are in all. */
  readonly total: number
  readonly next: number | null
}

/** `POST api/sessions/<id>/clear` */
export type ClearAnswer = ClearReport

/** `POST api/sessions/<id>/close` */
export interface CloseAnswer {
  readonly closed: true
}

/** Whatever is refused, or fails. */
export interface ErrorAnswer {
  readonly error: string
}
