import type { Context } from 'telegraf'
import type { Update } from 'telegraf/types'
import type { Clock } from './clock.js'
import type { Turn } from './dispatch/index.js'
import { type ErrorListener, HandlerTimeoutError } from './errors.js'
import type { MiddlewareRun } from './telegraf/index.js'

/**
 * Runs Telegraf's middleware for one update, at most for the bot's `handlerTimeout`: past it the turn is over, though the
 * handler may still run. Errors go to `bot.catch`; where there is none, or it throws, to `onError`. Never rejects, so
 * that polling and webhooks go on.
 */
export function runMiddleware<C extends Context>(
  turn: Turn,
  run: MiddlewareRun<C>,
  clock: Clock,
  onError: ErrorListener,
): Promise<void> {
  const { update } = turn
  return new Promise((resolve) => {
    const fail = (error: unknown): void => {
      void deliver(error, update, run.catch, onError).then(resolve)
    }
    let running: Promise<unknown>
    try {
      running = run.middleware()
    } catch (error) {
      return fail(error)
    }
    if (run.handlerTimeout === Number.POSITIVE_INFINITY) {
      running.then(() => resolve(), fail)
      return
    }
    let isOver = false
    const cancel = clock.after(
      run.handlerTimeout,
      () => {
        isOver = true
        const timeout = new HandlerTimeoutError(update, run.handlerTimeout, turn.handler)
        turn.abort(timeout)
        fail(timeout)
      },
      // What the handler waits for keeps the process alive, not the time it has left.
      { background: true },
    )
    running.then(
      () => {
        cancel()
        resolve()
      },
      (error: unknown) => {
        cancel()
        // What fails after its time has no turn left to fail in.
        if (isOver) onError(error, { stage: 'update', update })
        else fail(error)
      },
    )
  })
}

/** To `bot.catch`, which says whether it is there; where it is not, or throws, to `onError`. Never rejects. */
export async function deliver(
  error: unknown,
  update: Update,
  toCatch: (error: unknown) => Promise<boolean>,
  onError: ErrorListener,
): Promise<void> {
  try {
    if (!(await toCatch(error))) onError(error, { stage: 'update', update })
  } catch (second) {
    onError(second, { stage: 'update', update })
  }
}
