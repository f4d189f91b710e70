import type { Telegram } from 'telegraf'
import type { Update } from 'telegraf/types'
import type { BotOf } from './bot-of.js'
import type { HandlerPlace } from './errors.js'
import type { Lane } from './intake/index.js'
import type { SessionStorage, StateStorage } from './storage/index.js'

/**
 * Watches a bot from inside: `openTelemetry()` of `@botgen/runtime/opentelemetry` makes one. Whatever is handed `work` or
 * `task` runs it once, and answers as it does; nothing here may throw.
 */
export interface Telemetry {
  /** The bot is ready; called once. */
  start(bot: BotOf): void
  /** Around the arrival of an update: `work` queues it, unless it was taken before. */
  update(update: Update, work: () => Promise<void>): Promise<void>
  /** Called within `update`, where it is queued: what is returned runs in its turn, and ends when it is handled. */
  queued(update: Update, lane: Lane | undefined, task: () => Promise<void>): () => Promise<void>
  /** What is done later, for whoever is at work now. */
  bind<T>(task: () => T): () => T
  /** Around the middleware and handlers of an update. */
  turn(update: Update, work: () => Promise<void>): Promise<void>
  /** Around one handler, with its guards and arguments. */
  handler<T>(update: Update, handler: HandlerPlace, work: () => Promise<T>): Promise<T>
  /** No handler takes the update; other middleware may. */
  unhandled(update: Update): void
  /** What a middleware or a handler failed with. */
  failed(update: Update, error: unknown): void
  /** The storage with its calls watched. It has the methods of the one given, and no others. */
  storage<S extends SessionStorage | StateStorage>(storage: S, of: 'session' | 'state'): S
  /** Has the calls of a client watched. */
  client(telegram: Telegram): void
}
