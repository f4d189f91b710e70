import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'

const file = fileURLToPath(new URL('../../fixtures/node-test/storages.mjs', import.meta.url))

/** Runs the file, which imports the built packages, and returns how it ended and what it printed. */
function runTests(environment: NodeJS.ProcessEnv = {}): Promise<{ readonly code: unknown; readonly output: string }> {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...inherited } = process.env
  const args = ['--test', '--test-reporter=tap', file]
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...inherited, ...environment } }, (error, output) => {
      resolve({ code: error?.code ?? 0, output })
    })
  })
}

describe('S35 the suites under node:test', () => {
  it('pass a storage that conforms', async () => {
    const { code, output } = await runTests()
    expect(output).toMatch(/^# fail 0$/m)
    expect(output).toContain('S28 addIfOpen stores nothing for an epoch that is over')
    expect(code).toBe(0)
  }, 60_000)

  it('fail one that does not', async () => {
    const { code, output } = await runTests({ BROKEN_STORAGE: 'yes' })
    expect(output).toMatch(/not ok \d+ - S30 clears and removes under one key only/)
    expect(code).toBe(1)
  }, 60_000)
})
