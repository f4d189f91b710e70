import type { Context } from 'telegraf'
import type { Filter, Guard } from '../decorators/index.js'
import type { Invocation } from '../table/index.js'
import { asPart } from './part.js'

/** Whether all guards allow the call. They are asked in order, those behind a refusal not at all. */
export function allGuardsAllow(guards: readonly Guard[], ctx: Context, invocation: Invocation): Promise<boolean> {
  return allAgree('guard', guards, (guard) => guard.allows(ctx, invocation))
}

/** Whether all filters match; asked as guards are. */
export function allFiltersMatch(filters: readonly Filter[], ctx: Context): Promise<boolean> {
  return allAgree('filter', filters, (filter) => filter.matches(ctx))
}

async function allAgree<T extends object>(
  role: string,
  parts: readonly T[],
  ask: (part: T) => boolean | Promise<boolean>,
): Promise<boolean> {
  for (const part of parts) {
    // Only `true` opens: a guard without types may forget to answer.
    const answer: unknown = await asPart(`${role} ${part.constructor.name}`, () => ask(part))
    if (answer !== true) return false
  }
  return true
}
