import type { Context } from 'telegraf'
import type { Clock } from './clock.js'
import type { Turn } from './dispatch/index.js'
import { type ErrorListener, HandlerTimeoutError } from './errors.js'
import type { MiddlewareRun } from './telegraf/index.js'

/**
 * Runs Telegraf's middleware for one update, at most for the bot's `handlerTimeout`: past it the turn is over, though the
 * handler may still run. Errors go to `bot.catch`; where there is none, or it throws, to `onError`. Never rejects, so
 * that polling and webhooks go on.
 */
export async function runMiddleware<C extends Context>(
  turn: Turn,
  run: MiddlewareRun<C>,
  clock: Clock,
  onError: ErrorListener,
): Promise<void> {
  const { update } = turn
  try {
    await withTimeout(turn, run, clock, onError)
  } catch (error) {
    try {
      if (run.catch === undefined) onError(error, { stage: 'update', update })
      else await run.catch(error)
    } catch (second) {
      onError(second, { stage: 'update', update })
    }
  }
}

function withTimeout<C extends Context>(
  turn: Turn,
  { handlerTimeout, middleware }: MiddlewareRun<C>,
  clock: Clock,
  onError: ErrorListener,
): Promise<unknown> {
  const running = middleware()
  if (handlerTimeout === Number.POSITIVE_INFINITY) return running
  return new Promise((resolve, reject) => {
    const cancel = clock.after(handlerTimeout, () => {
      const timeout = new HandlerTimeoutError(turn.update, handlerTimeout, turn.handler)
      turn.abort(timeout)
      // What fails later has no turn to fail in.
      running.catch((error: unknown) => onError(error, { stage: 'update', update: turn.update }))
      reject(timeout)
    })
    const ended = (): void => {
      cancel()
      resolve(undefined)
    }
    running.then(ended, (error: unknown) => {
      cancel()
      reject(error)
    })
  })
}
