import type { Update } from 'telegraf/types'
import { HandlerError } from '../errors.js'
import type { Handler } from './handler.js'

/** On its way to becoming a `HandlerError`: what failed in place of the handler itself. */
class PartFailure extends Error {
  readonly part: string

  constructor(part: string, cause: unknown) {
    super(part, { cause })
    this.part = part
  }
}

/** Runs a part of a handler, so that what it throws names that part. */
export async function asPart<T>(part: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new PartFailure(part, error)
  }
}

/** The error of a handler that threw `error`, or whose part did. */
export function handlerError(handler: Handler, update: Update, error: unknown): HandlerError {
  return error instanceof PartFailure
    ? new HandlerError(handler, update, error.cause, error.part)
    : new HandlerError(handler, update, error)
}
