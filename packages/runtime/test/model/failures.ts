/** Errors that a play meets because it broke something on purpose, and others. */
import { BotgenError } from '../../src/index.js'
import { StorageTroubleError } from './stage.js'

/** A storage that does not answer is given up with an error of botgen's. */
export function isFromStorage(error: unknown): boolean {
  return error instanceof StorageTroubleError || error instanceof BotgenError
}

/** What the server answers with, or a connection that it drops. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && ['BotApiError', 'ConnectionDropped'].includes(error.name)
}

export function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
