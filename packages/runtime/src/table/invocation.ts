import type { Update } from 'telegraf/types'

/** One call of one handler: which handler it is, and what it may do inside its own turn. */
export abstract class Invocation {
  /** Class and method, such as `OrderHandlers.start`. */
  abstract readonly handler: string
  /** The handler's source file, relative to the project. */
  abstract readonly source: string
  abstract readonly update: Update
  /** Aborted when the bot's `handlerTimeout` is over. */
  abstract readonly signal: AbortSignal
  /**
   * Handles another update as part of this turn. `bot.handleUpdate` would wait behind this very handler when both
   * updates are of one chat; this does not wait in the chat's queue.
   */
  abstract dispatch(update: Update): Promise<void>
}
