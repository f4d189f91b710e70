import type { Context } from 'telegraf'
import type { Update } from 'telegraf/types'

/** One update while it is being handled. */
export class Turn {
  readonly update: Update
  /** The handler that runs now, for time-out messages. */
  handler: string | undefined
  #controller: AbortController | undefined
  #abortReason: Error | undefined

  constructor(update: Update) {
    this.update = update
  }

  /** Aborted when the handler timeout is over. Made when first asked for: most handlers never ask. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#abortReason !== undefined) this.#controller.abort(this.#abortReason)
    return this.#controller.signal
  }

  abort(reason: Error): void {
    this.#abortReason = reason
    this.#controller?.abort(reason)
  }
}

/** On the context itself: a WeakMap would cost more than all the rest of dispatching. */
const turnKey = Symbol('turn')

type WithTurn = Context & { [turnKey]?: Turn }

export function setTurn(ctx: Context, turn: Turn): void {
  ;(ctx as WithTurn)[turnKey] = turn
}

/** The turn of a context; a new one where botgen did not make the context. */
export function turnOf(ctx: Context): Turn {
  return (ctx as WithTurn)[turnKey] ?? new Turn(ctx.update)
}
