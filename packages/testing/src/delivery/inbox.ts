import { apiError } from '../api/errors.js'
import type { ApiUpdate } from '../api/types.js'

/** An update on its way to a bot. The same object is confirmed once the bot has taken it. */
export interface Delivery {
  readonly update: ApiUpdate
}

export interface Poll {
  /** Updates below it are confirmed and forgotten; below zero it keeps only that many of the newest. */
  readonly offset: number
  /** 1 to 100. */
  readonly limit: number
  /** How long to wait for a first update, in milliseconds of real time. */
  readonly timeout: number
  /** Aborted when the caller has gone away. */
  readonly signal: AbortSignal | undefined
}

interface WaitingPoll {
  readonly finish: () => void
  readonly fail: (error: Error) => void
}

/** The updates that one bot has not confirmed yet, oldest first. Every operation costs no more than what it hands out. */
export class Inbox {
  readonly #pending = new Set<Delivery>()
  /** Delivered once more: handed out before all else, whatever the offset, and confirmed by the poll after that. */
  readonly #repeated = new Set<Delivery>()
  readonly #handedOut = new Set<Delivery>()
  #waiting: WaitingPoll | undefined
  #consumer: ((delivery: Delivery) => void) | undefined
  #whenEmpty: (() => void)[] = []

  get size(): number {
    return this.#pending.size + this.#repeated.size
  }

  /** What has not been confirmed. */
  unconfirmed(): readonly ApiUpdate[] {
    return [...this.#repeated, ...this.#pending].map((delivery) => delivery.update)
  }

  push(update: ApiUpdate): void {
    this.#add(this.#pending, { update })
  }

  /** Delivers an update that the bot has already had. */
  repeat(update: ApiUpdate): void {
    this.#add(this.#repeated, { update })
  }

  #add(queue: Set<Delivery>, delivery: Delivery): void {
    queue.add(delivery)
    if (this.#consumer) this.#consumer(delivery)
    // A microtask later, so that updates made in one go arrive in one batch.
    else queueMicrotask(() => this.#waiting?.finish())
  }

  confirm(delivery: Delivery): void {
    this.#pending.delete(delivery)
    this.#repeated.delete(delivery)
    this.#handedOut.delete(delivery)
    this.#signalWhenEmpty()
  }

  /** Whether `delivery` still waits for the bot. */
  has(delivery: Delivery): boolean {
    return this.#pending.has(delivery) || this.#repeated.has(delivery)
  }

  dropAll(): void {
    this.#pending.clear()
    this.#repeated.clear()
    this.#signalWhenEmpty()
  }

  /** Gives every delivery, waiting or to come, to `consumer` instead of to polls. Returns what undoes it. */
  attach(consumer: (delivery: Delivery) => void): () => void {
    this.abortPoll('Conflict: terminated by setWebhook request')
    this.#consumer = consumer
    for (const delivery of [...this.#repeated, ...this.#pending]) consumer(delivery)
    return () => {
      if (this.#consumer === consumer) this.#consumer = undefined
    }
  }

  /** Confirms what `offset` says and answers with the next updates; waits for the first one when there is none. */
  async poll({ offset, limit, timeout, signal }: Poll): Promise<readonly ApiUpdate[]> {
    this.abortPoll('Conflict: terminated by other getUpdates request; make sure that only one bot instance is running')
    this.#confirmBelow(offset)
    if (this.size === 0 && timeout > 0 && signal?.aborted !== true) await this.#wait(timeout, signal)
    // Updates for a caller that has gone stay, as if the answer had been lost.
    return signal?.aborted === true ? [] : this.#take(limit)
  }

  /** Ends a waiting poll with an error: 409, unless another code is given. */
  abortPoll(description: string, code = 409): void {
    this.#waiting?.fail(apiError(code, description))
  }

  /** Resolves as soon as every update has been confirmed. */
  async whenEmpty(): Promise<void> {
    if (this.size > 0) await new Promise<void>((resolve) => this.#whenEmpty.push(resolve))
  }

  #confirmBelow(offset: number): void {
    for (const delivery of this.#handedOut) this.#repeated.delete(delivery)
    this.#handedOut.clear()
    let surplus = offset < 0 ? this.#pending.size + offset : 0
    for (const delivery of this.#pending) {
      if (offset < 0 ? surplus-- <= 0 : delivery.update.update_id >= offset) break
      this.#pending.delete(delivery)
    }
    this.#signalWhenEmpty()
  }

  #take(limit: number): readonly ApiUpdate[] {
    const updates: ApiUpdate[] = []
    for (const queue of [this.#repeated, this.#pending]) {
      for (const delivery of queue) {
        if (updates.length === limit) return updates
        updates.push(delivery.update)
        if (queue === this.#repeated) this.#handedOut.add(delivery)
      }
    }
    return updates
  }

  /** Until an update comes, the time is up, or the caller has gone. */
  async #wait(timeout: number, signal: AbortSignal | undefined): Promise<void> {
    const { promise, finish, fail } = waiting()
    const timer = setTimeout(finish, timeout)
    signal?.addEventListener('abort', finish)
    this.#waiting = { finish, fail }
    try {
      await promise
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', finish)
      if (this.#waiting.finish === finish) this.#waiting = undefined
    }
  }

  #signalWhenEmpty(): void {
    if (this.size > 0) return
    const waiters = this.#whenEmpty
    this.#whenEmpty = []
    for (const resolve of waiters) resolve()
  }
}

function waiting(): WaitingPoll & { readonly promise: Promise<void> } {
  let finish: () => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const promise = new Promise<void>((resolve, reject) => {
    finish = () => resolve()
    fail = reject
  })
  return { promise, finish, fail }
}
