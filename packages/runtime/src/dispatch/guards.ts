import type { Context } from 'telegraf'
import type { Filter, Guard } from '../decorators/index.js'
import type { Invocation } from '../table/index.js'
import { asPart } from './part.js'

/** Whether all guards allow the call. They are asked in order, those behind a refusal not at all. */
export async function allGuardsAllow(guards: readonly Guard[], ctx: Context, invocation: Invocation): Promise<boolean> {
  for (const guard of guards) {
    // Only `true` opens: a guard without types may forget to answer.
    const answer: unknown = await asPart(`guard ${guard.constructor.name}`, () => guard.allows(ctx, invocation))
    if (answer !== true) return false
  }
  return true
}

/** Whether all filters match. */
export async function allFiltersMatch(filters: readonly Filter[], ctx: Context): Promise<boolean> {
  for (const filter of filters) {
    const answer: unknown = await asPart(`filter ${filter.constructor.name}`, () => filter.matches(ctx))
    if (answer !== true) return false
  }
  return true
}
