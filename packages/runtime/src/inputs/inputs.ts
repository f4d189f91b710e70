import type { Context } from 'telegraf'
import type { Update } from 'telegraf/types'
import type { Duration } from '../duration.js'
import type { UpdateKind } from '../updates/index.js'

/**
 * What becomes of a pending input when its user types a command: the command `cancels` it (default), leaves it pending
 * (`keeps`), or is itself the `answer`.
 */
export type InputCommandRule = 'cancels' | 'keeps' | 'answers'

export interface ExpectOptions {
  /** The kinds of updates that are taken as the answer. Default: those that the `@InputHandler` names, or `message`. */
  readonly kinds?: UpdateKind | readonly UpdateKind[]
  /** After so long nothing is expected any more. Default: it stays. */
  readonly timeout?: Duration
  /** Plain JSON data that the handler gets with the answer. */
  readonly payload?: unknown
  /** Default `cancels`. */
  readonly commands?: InputCommandRule
}

/**
 * An answer that is waited for, or has come.
 *
 * @typeParam P - what `expect` was given as payload; JSON, which nobody checks
 */
export abstract class PendingInput<P = unknown> {
  abstract readonly id: string
  abstract readonly chatId: number
  abstract readonly userId: number
  abstract readonly payload: P
}

/** The answers that a bot waits for: one at most of each user in each chat. */
export abstract class Inputs {
  /**
   * Has the next answer of the update's user in its chat go to the `@InputHandler(id)`. Registers and returns: waiting
   * for the answer here would keep it from ever being handled.
   *
   * @throws BotgenError if no handler has this id, or the table's `allowedUpdates` lack one of the kinds
   * @throws MissingContextError if the update has no chat or no user
   */
  abstract expect(source: Context | Update, id: string, options?: ExpectOptions): Promise<void>
  /** Expects nothing any more; says whether something was expected. */
  abstract cancel(source: Context | Update): Promise<boolean>
  /** What is expected of the update's user in its chat. */
  abstract pending(source: Context | Update): Promise<PendingInput | undefined>
}
