import { type Clock, settlesWithin } from '../clock.js'
import { BotgenError } from '../errors.js'

/** A storage that does not answer for so long has failed; it may carry the call out yet. */
const patience = 5000

/** What a storage answers. Rejects when it does not answer in time. */
export async function answerInTime<T>(clock: Clock, answer: Promise<T>): Promise<T> {
  if (await settlesWithin(clock, answer, patience)) return answer
  throw new BotgenError(`No answer from the session storage within ${patience} ms.`)
}

/** Storages may answer with promises of their own make, such as query builders that run when they are awaited. */
export function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

/**
 * Calls that must not be carried out after what follows them, as those that empty a key: one that was given up is not
 * made again before it is answered.
 */
export class AnsweredCalls {
  readonly #clock: Clock
  readonly #givenUp = new Map<object, 'at work' | 'done'>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Makes the call of `token`, or takes the answer of the one that was given up. Rejects while there is none. */
  async make(token: object, call: () => unknown): Promise<void> {
    const before = this.#givenUp.get(token)
    if (before === 'at work') throw new BotgenError('The session storage is still at work on what it was given up for.')
    this.#givenUp.delete(token)
    if (before === 'done') return
    const answer = Promise.resolve(call())
    if (await settlesWithin(this.#clock, answer, patience)) {
      await answer
      return
    }
    this.#givenUp.set(token, 'at work')
    answer.then(
      () => this.#givenUp.set(token, 'done'),
      () => this.#givenUp.delete(token),
    )
    throw new BotgenError(`No answer from the session storage within ${patience} ms.`)
  }
}
