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

/** Two handlers of one table answer the same, so that the second would never run. */
export class DuplicateHandlerError extends BotgenError {
  /** What both answer, such as `/order`. */
  readonly answers: string
  /** Class and method of both, such as `OrderHandlers.start`. */
  readonly handlers: readonly [string, string]

  constructor(answers: string, first: HandlerPlace, second: HandlerPlace) {
    super(
      `Both ${first.name} (${first.source}) and ${second.name} (${second.source}) answer ${answers}. ` +
        'Let one of them answer something else, or remove it.',
    )
    this.answers = answers
    this.handlers = [first.name, second.name]
  }
}

/** Where a handler stands. */
export interface HandlerPlace {
  /** Class and method, such as `OrderHandlers.start`. */
  readonly name: string
  /** Source file, relative to the project. */
  readonly source: string
}

/** Something that this update does not have was asked for, such as the user of a channel post. */
export class MissingContextError extends BotgenError {
  /** Class and method; nothing where it was not a handler's parameter. */
  readonly handler: string | undefined
  readonly source: string | undefined
  /** The type of the parameter, such as `User`. */
  readonly parameter: string

  /** @param asker - a handler, or what else asked, such as `inputs.expect(…)` */
  constructor(asker: HandlerPlace | string, parameter: string, kind: string | undefined) {
    const handler = typeof asker === 'string' ? undefined : asker
    const name = typeof asker === 'string' ? asker : `${asker.name} (${asker.source})`
    super(
      `${name} takes a ${parameter}, but this update (${kind ?? 'of no known kind'}) has none. ` +
        (handler === undefined
          ? 'Call it with an update that has one.'
          : 'Make the parameter optional, or let the handler answer other updates.'),
    )
    this.handler = handler?.name
    this.source = handler?.source
    this.parameter = parameter
  }
}

/**
 * What is wrong with an argument: it is `missing` or `malformed`; or there is a `surplus` one, or a named one that is
 * `unknown`.
 */
export type ArgumentReason = 'missing' | 'malformed' | 'surplus' | 'unknown'

/** An update's arguments do not fit a handler, which therefore did not run. */
export class HandlerArgumentError extends BotgenError {
  /** Class and method, such as `ShopHandlers.add`. */
  readonly handler: string
  /** The argument's name; of a surplus one, nothing. */
  readonly parameter: string | undefined
  /** As the user gave it. */
  readonly raw: string | undefined
  readonly reason: ArgumentReason
  /** What botgen tells the user, such as `Usage: /add <qty>`. */
  readonly usage: string

  constructor(
    handler: string,
    {
      parameter,
      raw,
      reason,
    }: { readonly parameter: string | undefined; readonly raw: string | undefined; readonly reason: ArgumentReason },
    usage: string,
  ) {
    const what = parameter === undefined ? 'an argument' : `the argument '${parameter}'`
    super(
      `${handler} did not run: ${what} is ${reason}${raw === undefined ? '' : `: ${JSON.stringify(raw)}`}. ${usage}`,
    )
    this.handler = handler
    this.parameter = parameter
    this.raw = raw
    this.reason = reason
    this.usage = usage
  }
}

/** A handler, or a part of it such as a guard, failed; `cause` is what it threw. */
export class HandlerError extends BotgenError {
  /** Class and method, such as `OrderHandlers.start`. */
  readonly handler: string
  /** Source file, relative to the project. */
  readonly source: string
  /** What failed in place of the handler itself, such as `guard AdminsOnly`. */
  readonly part: string | undefined
  readonly update: Update

  constructor({ name, source }: HandlerPlace, update: Update, cause: unknown, part?: string) {
    const where = part === undefined ? '' : ` in its ${part}`
    super(`${name} (${source}) failed${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.handler = name
    this.source = source
    this.part = part
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
  readonly stage: 'update' | 'claim' | 'recording' | 'subscription' | 'expiry' | 'deletion' | 'input'
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

/** What an error says, without its full stop, to stand in a sentence. */
export function reasonIn(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
}
