import type { Update } from 'telegraf/types'
import type { SessionEntry } from './sessions/entry.js'
import type { SessionKey } from './sessions/key.js'

/** The base of botgen's errors: catch it to tell them from others. */
export class BotgenError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}

/** The generated table no longer fits the classes, so the bot does not start. */
export class StaleTableError extends BotgenError {
  /** One sentence a difference, each naming class and method. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(
      `The dispatch table does not fit the handler classes:\n${problems.map((problem) => `  - ${problem}\n`).join('')}` +
        'Run `npx botgen generate` and build again.',
    )
    this.problems = problems
  }
}

/** A handler asks for something that this update does not have, such as the user of a channel post. */
export class MissingContextError extends BotgenError {
  readonly handler: string
  readonly source: string
  /** The type of the parameter, such as `User`. */
  readonly parameter: string

  constructor(handler: string, source: string, parameter: string, kind: string | undefined) {
    super(
      `${handler} (${source}) takes a ${parameter}, but this update (${kind ?? 'of no known kind'}) has none. ` +
        'Make the parameter optional, or let the handler answer other updates.',
    )
    this.handler = handler
    this.source = source
    this.parameter = parameter
  }
}

/** A handler failed; `cause` is what it threw. */
export class HandlerError extends BotgenError {
  /** Class and method, such as `OrderHandlers.start`. */
  readonly handler: string
  /** Source file, relative to the project. */
  readonly source: string
  readonly update: Update

  constructor(handler: string, source: string, update: Update, cause: unknown) {
    super(`${handler} (${source}) failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.handler = handler
    this.source = source
    this.update = update
  }
}

/** An update was not handled within the bot's `handlerTimeout`. Its handler may still be running; its signal is aborted. */
export class HandlerTimeoutError extends BotgenError {
  /** In milliseconds. */
  readonly timeout: number
  readonly update: Update
  /** The handler that was running, unless a middleware was. */
  readonly handler: string | undefined

  constructor(update: Update, timeout: number, handler: string | undefined) {
    super(
      `${handler ?? 'A middleware'} did not finish update ${update.update_id} within ${timeout} ms. ` +
        'Make it faster, let it stop on its AbortSignal, or raise handlerTimeout.',
    )
    this.update = update
    this.timeout = timeout
    this.handler = handler
  }
}

/** A message was sent or tracked through a session that is not open. Nothing was sent. */
export class SessionClosedError extends BotgenError {
  readonly key: SessionKey

  constructor(key: SessionKey) {
    super(
      `The session ${describeKey(key)} is not open, so nothing was sent or recorded through it. ` +
        'Open it with open(), sessions.of() or sessions.get().',
    )
    this.key = key
  }
}

/** Messages were sent but could not be recorded, because their session was closed meanwhile. */
export class UnrecordedMessagesError extends BotgenError {
  readonly key: SessionKey
  readonly entries: readonly SessionEntry[]

  constructor(key: SessionKey, entries: readonly SessionEntry[]) {
    super(
      `The session ${describeKey(key)} was closed while messages were on their way: ` +
        `${entries.map((entry) => `${entry.messageId} in chat ${entry.chatId}`).join(', ')} stay unrecorded.`,
    )
    this.key = key
    this.entries = entries
  }
}

/** What was told of where an error happened. */
export interface ErrorContext {
  readonly stage: 'update' | 'recording' | 'subscription' | 'expiry' | 'deletion'
  readonly update?: Update
  readonly key?: SessionKey
}

/** Hears of every error that no caller can catch. Must not throw. */
export type ErrorListener = (error: unknown, context: ErrorContext) => void

/** Prints the error. A handler's own error is printed whole; what Telegram refused is named without the bot's token. */
export const reportToConsole: ErrorListener = (error, { stage }) => {
  console.error(`botgen: ${stage} failed:`, error)
}

function describeKey(key: SessionKey): string {
  const qualifier = key.qualifier === undefined ? '' : `'${key.qualifier}' `
  const user = key.kind === 'chatUser' ? `, user ${key.userId}` : ''
  return `${qualifier}of chat ${key.chatId}${user}`
}
