/** What declares tests: the `describe` and `it` of jest, vitest or `node:test`. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown
  readonly it: (name: string, body: () => Promise<void>) => unknown
}

/** The runner whose `describe` and `it` are global. @throws TypeError where there are none. */
export function globalRunner(): TestRunner {
  const { describe, it } = globalThis as Partial<TestRunner>
  if (describe === undefined || it === undefined) {
    throw new TypeError('There are no global `describe` and `it`: pass those of your test runner as the last argument.')
  }
  return { describe, it }
}
