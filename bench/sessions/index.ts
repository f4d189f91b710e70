import type { Result } from '../lib/result.js'
import { runPart } from '../lib/run-part.js'
import type { SuiteOptions } from '../suites.js'

/** What sessions cost: P2 (time) and P3 (memory). */
export async function sessions({ isQuick }: SuiteOptions): Promise<readonly Result[]> {
  const most = isQuick ? 100_000 : 1_000_000
  const results = [...(await runPart('sessions/idle', { size: 0, isQuick }))]
  for (const size of [10, 1000, 100_000, most].filter((size, index, sizes) => sizes.indexOf(size) === index)) {
    results.push(...(await runPart('sessions/record-chats', { size, isQuick })))
  }
  results.push(...(await runPart('sessions/record-group', { size: most, isQuick })))
  // Beyond, one update would take the scan longer than a user waits.
  for (const size of [1000, 100_000]) results.push(...(await runPart('sessions/scan', { size, isQuick })))
  results.push(...(await runPart('sessions/memory', { size: most, isQuick })))
  return results
}
