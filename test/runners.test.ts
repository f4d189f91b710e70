import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { root, run } from './workspace.js'

const vitest = join('node_modules', 'vitest', 'vitest.mjs')

// Jest's own variables would tell another runner that it is Jest. tsx takes the nearest tsconfig of the working directory.
const environment = { NODE_OPTIONS: '', NODE_TEST_CONTEXT: undefined, TSX_TSCONFIG_PATH: 'tsconfig.base.json' }

// Jest runs the package's own tests. Each runner here has a test that passes and one in which a handler fails.
describe('createTestBot', () => {
  it.each([
    [
      'node:test',
      ['--import', 'tsx', '--test', '--test-reporter', 'tap', 'test/runners/order-bot.node.ts'],
      /^ok 1 - orders$[^]*^not ok 2 - fails$[^]*^# pass 1$[^]*^# fail 1$/m,
    ],
    [
      'Vitest',
      [vitest, 'run', '--config=test/runners/vitest.config.ts', '--reporter=tap-flat'],
      /^ok 1 - \S+ > orders[^]*^not ok 2 - \S+ > fails/m,
    ],
  ])(
    'T5 works in %s',
    (_runner, args, expected) => {
      const { status, output } = run(root, process.execPath, args, environment)

      expect(output).toMatch(expected)
      expect(output).toContain('Bad Request: too spicy')
      expect(status).toBe(1)
    },
    60_000,
  )
})
