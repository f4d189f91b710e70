import type { TestRunner } from '../runner.js'

/**
 * Runs the tests that `declare` declares, without a test runner, and returns the titles of those that fail.
 *
 * @param about only tests with this in their titles
 * @throws RangeError if there are none
 */
export async function failuresOf(declare: (runner: TestRunner) => void, about: string): Promise<readonly string[]> {
  const tests: { readonly name: string; readonly body: () => Promise<void> }[] = []
  declare({
    describe(_name, body) {
      body()
    },
    it: (name, body) => tests.push({ name, body }),
  })
  const chosen = tests.filter(({ name }) => name.includes(about))
  if (chosen.length === 0) throw new RangeError(`no test is about '${about}'`)
  const failures: string[] = []
  for (const { name, body } of chosen) await body().catch(() => failures.push(name))
  return failures
}
