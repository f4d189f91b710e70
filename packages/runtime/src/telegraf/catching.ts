import type { Context, Telegraf } from 'telegraf'
import { hasCatch } from './install.js'

/** Calls the listener of `bot.catch`; says whether there is one. */
export async function callCatch<C extends Context>(telegraf: Telegraf<C>, error: unknown, ctx: C): Promise<boolean> {
  // Private in Telegraf's types.
  const internals = telegraf as unknown as { readonly handleError: (error: unknown, ctx: C) => unknown }
  const isListening = hasCatch(internals)
  if (isListening) await internals.handleError(error, ctx)
  return isListening
}
