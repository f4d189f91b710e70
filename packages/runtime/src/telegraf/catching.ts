import { type Context, Telegraf } from 'telegraf'

/** Private in Telegraf's types, as of 4.16. */
interface Catching {
  readonly handleError: (error: unknown, ctx: Context) => unknown
}

function catchingOf<C extends Context>(telegraf: Telegraf<C>): Catching {
  return telegraf as unknown as Catching
}

/** Telegraf's own error listener is a function on each instance, so that only its text tells it from a user's. */
const defaultErrorListener = String(catchingOf(new Telegraf('')).handleError)

/**
 * Calls the listener of `bot.catch`; says whether there is one. Telegraf's own listener ends the process with an error;
 * botgen's `onError` stands in for it.
 */
export async function callCatch<C extends Context>(telegraf: Telegraf<C>, error: unknown, ctx: C): Promise<boolean> {
  const catching = catchingOf(telegraf)
  if (String(catching.handleError) === defaultErrorListener) return false
  await catching.handleError(error, ctx)
  return true
}
