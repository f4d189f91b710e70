import { apiError } from './api/errors.js'
import type { Payload } from './api/types.js'

/**
 * What goes wrong with a call:
 * - `errorCode` refuses it before it has any effect; `retryAfter` is in seconds, `description` has a fitting default;
 * - `drop: 'request'` closes the connection before the call has any effect, `'response'` after it had its effect;
 * - `hold` makes the call wait, before it has any effect, until the promise resolves;
 * - `answer` answers with this result, without effect;
 * - `scheduled` puts off what is sent: no message yet, and a result with `message_id` 0;
 * - `status` and `body` answer as something between bot and Telegram would: any body, with that HTTP status.
 */
export type Fault =
  | { readonly errorCode: number; readonly description?: string; readonly retryAfter?: number }
  | { readonly drop: 'request' | 'response' }
  | { readonly hold: Promise<unknown> }
  | { readonly answer: unknown }
  | { readonly scheduled: true }
  | { readonly status: number; readonly body: string }

export interface IncomingCall {
  /** As the caller wrote it. */
  readonly method: string
  readonly payload: Payload
  /** The bot that calls. */
  readonly bot: { readonly id: number; readonly token: string }
}

/** A method's name, or a predicate over calls. */
export type CallFilter = string | ((call: IncomingCall) => boolean)

const DESCRIPTIONS: Readonly<Record<number, string | undefined>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden: bot was blocked by the user',
  404: 'Not Found',
  409: 'Conflict',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
}

/** The bot never hears from the server. In the in-process client this error is what the caller sees. */
export class ConnectionDropped extends Error {
  override readonly name = 'ConnectionDropped'
  readonly code = 'ECONNRESET'

  constructor() {
    super('the connection was closed before there was an answer')
  }
}

/** An answer that is not Telegram's. In the in-process client this error is what the caller sees. */
export class ForeignAnswer extends Error {
  override readonly name = 'ForeignAnswer'

  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(`${status}: ${body}`)
  }
}

export function matches(filter: CallFilter, call: IncomingCall): boolean {
  return typeof filter === 'string' ? filter.toLowerCase() === call.method.toLowerCase() : filter(call)
}

/** Faults to come. Those for the same call are used up in the order in which they were added. */
export class Faults {
  readonly #planned: { readonly filter: CallFilter; readonly fault: Fault; left: number }[] = []

  /** @param times how many calls it hits; Infinity for all */
  add(filter: CallFilter, fault: Fault, times = 1): void {
    if (times > 0) this.#planned.push({ filter, fault, left: times })
  }

  clear(): void {
    this.#planned.length = 0
  }

  /** The fault for `call`, used up by this. */
  next(call: IncomingCall): Fault | undefined {
    const planned = this.#planned.find(({ filter }) => matches(filter, call))
    if (!planned) return undefined
    planned.left -= 1
    if (planned.left <= 0) this.#planned.splice(this.#planned.indexOf(planned), 1)
    return planned.fault
  }
}

/** Runs a call under `fault`. */
export async function runWith(fault: Fault | undefined, run: (scheduled: boolean) => unknown): Promise<unknown> {
  if (fault === undefined) return await run(false)
  if ('errorCode' in fault) throw refusal(fault)
  if ('answer' in fault) return fault.answer
  if ('status' in fault) throw new ForeignAnswer(fault.status, fault.body)
  if ('scheduled' in fault) return await run(true)
  if ('hold' in fault) {
    await fault.hold
    return await run(false)
  }
  if (fault.drop === 'response') await run(false)
  throw new ConnectionDropped()
}

function refusal({ errorCode, description, retryAfter }: Extract<Fault, { errorCode: number }>) {
  if (retryAfter !== undefined) {
    return apiError(errorCode, description ?? `Too Many Requests: retry after ${retryAfter}`, {
      retry_after: retryAfter,
    })
  }
  return apiError(errorCode, description ?? DESCRIPTIONS[errorCode] ?? `Error ${errorCode}`)
}
