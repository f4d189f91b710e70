import type { Telegram } from 'telegraf'
import type { Clock } from '../clock.js'
import type { ErrorListener } from '../errors.js'
import type { SessionEntry } from './entry.js'
import type { LiveSession } from './live-session.js'
import type { SessionStore } from './session-store.js'
import type { Tenure } from './tenure.js'

/** What the sessions of one bot share; the manager, as they see it. */
export interface SessionHost {
  readonly botId: number
  readonly telegram: Telegram
  readonly store: SessionStore
  readonly clock: Clock
  readonly report: ErrorListener
  /** The open session of a key. */
  find(storedKey: string): LiveSession | undefined
  /** Makes `session` the open one of its key, or returns the one that is. */
  open(session: LiveSession): LiveSession
  /** `session` has begun to close; its key may open again once `closed` settles. */
  closing(session: LiveSession, tenure: Tenure, closed: Promise<void>): void
  /** Has messages deleted after so many milliseconds; resolves when that is noted. */
  deleteLater(storedKey: string, entries: readonly SessionEntry[], delay: number): Promise<void>
  /** Work in a chat that the acknowledgement of the update waits for. */
  follow(work: Promise<unknown>, chatId: number): void
}
