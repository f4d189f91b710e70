/** What a bot logs. The names of events and fields are documented, in docs/observability.md. */
import { Console } from 'node:console'
import type { Update } from 'telegraf/types'
import { type ErrorListener, HandlerError, HandlerTimeoutError } from './errors.js'
import { ClaimFailure } from './intake/index.js'
import { StorageFailure } from './sessions/index.js'
import { updateKind } from './updates/index.js'

/** What pino and the console share. Called as pino is, with the fields first; a console gets the message first. */
export interface Logger {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

type Level = keyof Logger
type Fields = Readonly<Record<string, unknown>>

/** Writes one event. Never throws: a logger that fails must not take the bot with it. */
export type Log = (level: Level, event: string, fields: Fields, message: string) => void

/** @param token never written, wherever it stands */
export function logTo(logger: Logger, token: string): Log {
  const isConsole = logger instanceof Console
  return (level, event, { error, ...fields }, message) => {
    const all = { event, ...fields, ...(error !== undefined && { error: describe(error, token) }) }
    const text = `botgen: ${message}`
    try {
      if (isConsole) logger[level](text, all)
      else logger[level](all, text)
    } catch (failure) {
      console.error('botgen: the logger itself failed:', failure)
    }
  }
}

/** Logs the errors that `onError` hears of. */
export function errorLog(log: Log): ErrorListener {
  return (error, { stage, update }) => {
    if (error instanceof StorageFailure)
      log('error', 'storage.failed', { error: error.cause }, 'the session storage fails')
    else if (error instanceof ClaimFailure)
      log('error', 'claims.failed', { error: error.cause }, 'updates are not shared')
    else if (update === undefined) log('error', `${stage}.failed`, { error }, `${stage} failed`)
    else logFailure(log, error, update)
  }
}

/** Logs what the handling of an update failed with. */
export function logFailure(log: Log, error: unknown, update: Update): void {
  const fields = { updateId: update.update_id, kind: updateKind(update) }
  if (error instanceof HandlerError) {
    const { handler, source, part, cause } = error
    log('error', 'update.failed', { ...fields, handler, source, part, error: cause }, `${handler} failed`)
  } else if (error instanceof HandlerTimeoutError) {
    log('error', 'update.failed', { ...fields, handler: error.handler, error }, 'a handler took too long')
  } else log('error', 'update.failed', { ...fields, error }, 'an update failed')
}

/**
 * Not the error itself: loggers write all its fields, among them the update with its texts. Nor under `err`, where pino takes
 * whatever has a message for an error.
 */
function describe(error: unknown, token: string): Fields {
  if (!(error instanceof Error)) return { type: typeof error, message: redacted(String(error), token) }
  const { code } = error as { readonly code?: unknown }
  return {
    type: error.name,
    message: redacted(error.message, token),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    stack: redacted(error.stack ?? '', token),
  }
}

/** Without the bot's token, and without the passwords of addresses. */
function redacted(text: string, token: string): string {
  return text.replaceAll(token, '[token]').replace(/:\/\/[^\s/@]+@/g, '://[password]@')
}
