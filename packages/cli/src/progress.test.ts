import { describe, expect, it } from '@jest/globals'
import type { Progress } from '@botgen/codegen'
import { progressOn } from './progress.js'

const progress: Progress = { stage: 'parse', read: 5000, parsed: 1200, sources: 3000, handlers: 0 }

function terminal(columns = 80) {
  const written: string[] = []
  return { written, output: { isTTY: true, columns, write: (text: string) => written.push(text) } }
}

describe('progress on a terminal', () => {
  it('says nothing in the first second, then how far the run has come', () => {
    const { written, output } = terminal()
    let now = 0
    const line = progressOn(output, { format: 'pretty' }, () => now)

    line?.show(progress)
    now = 999
    line?.show(progress)
    expect(written).toEqual([])
    now = 1000
    line?.show(progress)
    line?.show({ ...progress, stage: 'link', parsed: 3000, handlers: 9000 })
    line?.clear()

    expect(written).toEqual([
      '\r\u001B[Kbotgen parse: 5000 files read, 1200 of 3000 parsed',
      '\r\u001B[Kbotgen link: 5000 files read, 3000 of 3000 parsed, 9000 handlers found',
      '\r\u001B[K',
    ])
  })

  it('never wraps, and leaves nothing where nothing was shown', () => {
    const { written, output } = terminal(20)
    let now = 0
    const line = progressOn(output, { format: 'pretty' }, () => now)

    line?.clear()
    now = 5000
    line?.show(progress)

    expect(written).toEqual(['\r\u001B[Kbotgen parse: 5000 '])
  })

  it.each([
    ['no terminal', { isTTY: false, write: () => true }, { format: 'pretty' }],
    ['quiet', terminal().output, { format: 'pretty', quiet: true }],
    ['a report for programs', terminal().output, { format: 'json' }],
  ] as const)('is not there with %s', (_, output, options) => {
    expect(progressOn(output, options)).toBeUndefined()
  })
})
