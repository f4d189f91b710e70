import type { Result } from '../lib/result.js'
import { runPart } from '../lib/run-part.js'
import type { SuiteOptions } from '../suites.js'

/** What finding and calling a handler costs: P1. */
export async function dispatch({ isQuick }: SuiteOptions): Promise<readonly Result[]> {
  const results: Result[] = []
  for (const size of [10, 100, 1000, 10_000]) results.push(...(await runPart('dispatch/commands', { size, isQuick })))
  for (const size of isQuick ? [1000] : [10, 100, 1000]) {
    for (const other of ['dispatch/telegraf', 'dispatch/grammy', 'dispatch/nest'] as const) {
      results.push(...(await runPart(other, { size, isQuick })))
    }
  }
  return results
}
