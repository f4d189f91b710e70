import type { Context, Telegram } from 'telegraf'
import type { Update } from 'telegraf/types'
import type { Duration } from '../duration.js'
import type { UpdateKind } from '../updates/index.js'

/**
 * What becomes of a pending input when its user types a command, whether this bot knows it or not: the command `cancels`
 * it (default), leaves it pending (`keeps`), or is itself the answer (`answers`).
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
  /** Of a business chat. */
  abstract readonly businessConnectionId: string | undefined
  abstract readonly payload: P
}

/** What a bot may do about its inputs. */
export interface InputOptions {
  /**
   * Called when nobody has answered in time, in the turn of the input's chat. Only in the process that expected it, and
   * for timeouts of at most 24 days: after a restart an input still times out, but nobody is told.
   */
  readonly onTimeout?: (input: PendingInput, tools: { readonly telegram: Telegram }) => unknown
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
  /** Expects nothing any more of the update's user in its chat; says whether something was expected. */
  abstract cancel(source: Context | Update): Promise<boolean>
  /** What is expected of the update's user in its chat. */
  abstract pending(source: Context | Update): Promise<PendingInput | undefined>
}
