import type { FailedResponse } from './api/errors.js'
import type { Payload } from './api/types.js'
import { type CallFilter, type IncomingCall, matches } from './faults.js'

/** `webhookReply`: the bot wrote the call into its answer to a webhook's request, and sees neither result nor refusal. */
export type CallOrigin = 'http' | 'client' | 'webhookReply'

/** `lost` is a call whose caller got no answer of Telegram's. */
export type CallOutcome =
  | { readonly kind: 'running' }
  | { readonly kind: 'answered'; readonly result: unknown }
  | { readonly kind: 'refused'; readonly response: FailedResponse }
  | { readonly kind: 'lost'; readonly reason: Error }

export interface LoggedCall extends IncomingCall {
  readonly via: CallOrigin
  /** Milliseconds of the server's clock. */
  readonly at: number
  readonly outcome: CallOutcome
}

/**
 * The calls that bots made, in the order of their arrival. `getUpdates` is left out, how often a bot polls being a matter
 * of luck.
 */
export class CallLog {
  readonly #calls: LoggedCall[] = []
  readonly #waiting = new Set<{ readonly filter: CallFilter; readonly resolve: (call: LoggedCall) => void }>()

  /** All calls. */
  all(): readonly LoggedCall[] {
    return [...this.#calls]
  }

  /** The calls of a method, or those that fit a predicate. */
  of(filter: CallFilter): readonly LoggedCall[] {
    return this.#calls.filter((call) => matches(filter, call))
  }

  /** The parameters of the calls of a method. */
  payloads(filter: CallFilter): readonly Payload[] {
    return this.of(filter).map((call) => call.payload)
  }

  /** The next call that fits and has been carried out; calls before this one do not count. */
  next(filter: CallFilter): Promise<LoggedCall> {
    return new Promise((resolve) => this.#waiting.add({ filter, resolve }))
  }

  clear(): void {
    this.#calls.length = 0
  }

  /** Logs a call; the function returned logs how it ended. */
  begin(call: Omit<LoggedCall, 'outcome'>): (outcome: CallOutcome) => void {
    if (call.method.toLowerCase() === 'getupdates') return () => undefined
    const logged: { -readonly [Field in keyof LoggedCall]: LoggedCall[Field] } = {
      ...call,
      outcome: { kind: 'running' },
    }
    this.#calls.push(logged)
    return (outcome) => {
      logged.outcome = outcome
      for (const waiting of this.#waiting) {
        if (!matches(waiting.filter, logged)) continue
        this.#waiting.delete(waiting)
        waiting.resolve(logged)
      }
    }
  }
}
