import type { Context, Telegraf } from 'telegraf'
import type { Duration } from './duration.js'
import type { Inputs } from './inputs/index.js'
import type { SessionManager } from './sessions/manager.js'

/** What a `shutdown` could not finish in time. */
export interface ShutdownReport {
  /** Updates that were received and not handled to the end. */
  readonly updates: number
  /** Entries that the session storage has not taken. */
  readonly entries: number
}

/** A kind of updates in Telegraf's own types, which know those of Bot API 7.1. */
type TelegrafUpdateKind = NonNullable<Telegraf.LaunchOptions['allowedUpdates']>[number]

/**
 * A Telegraf with a dispatch table, sessions and inputs.
 *
 * A class rather than a type so that a value import of it stays harmless under `emitDecoratorMetadata`; `botgen()`
 * makes the instances.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-unused-vars -- every instance is a Telegraf of `C`
export abstract class BotOf<C extends Context = Context> {
  abstract readonly sessions: SessionManager
  abstract readonly inputs: Inputs
  /**
   * The kinds of updates that the table needs; `launch()` asks for them unless told otherwise. For `setWebhook`.
   *
   * Typed as what Telegraf's own methods take; kinds that it does not know yet are in the list all the same.
   */
  abstract readonly allowedUpdates: readonly TelegrafUpdateKind[]
  /**
   * Stops receiving updates, waits for handlers and for the storage at most `timeout` (default 10 s), closes the storage,
   * and says what was left.
   */
  abstract shutdown(options?: { readonly timeout?: Duration }): Promise<ShutdownReport>
}
// Merged with the class: a Telegraf in every other respect.
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- as above
export interface BotOf<C extends Context = Context> extends Telegraf<C> {}
