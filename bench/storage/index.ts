import type { Result } from '../lib/result.js'
import { runPart } from '../lib/run-part.js'
import type { SuiteOptions } from '../suites.js'

/** What a storage adds to its client: P5. Needs Redis and PostgreSQL: `REDIS_URL`, `DATABASE_URL`, or the usual local ports. */
export async function storage({ isQuick }: SuiteOptions): Promise<readonly Result[]> {
  const results: Result[] = []
  for (const part of ['storage/level', 'storage/redis', 'storage/postgres'] as const) {
    results.push(...(await runPart(part, { size: 0, isQuick })))
  }
  return results
}
