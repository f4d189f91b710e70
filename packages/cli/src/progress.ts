import type { Progress, ProgressListener } from '@botgen/codegen'
import type { CommonOptions } from './commands/options.js'
import type { Output } from './io.js'

/** Runs that end sooner need no patience. Milliseconds. */
const silence = 1000

/** A line that says how far a run has come, written over again and again. */
export interface ProgressLine {
  readonly show: ProgressListener
  /** Takes the line away. */
  readonly clear: () => void
}

/** Progress on a terminal, for a person; nothing elsewhere. @param now - in milliseconds */
export function progressOn(
  output: Output,
  { quiet, format }: Pick<CommonOptions, 'quiet' | 'format'>,
  now: () => number = () => performance.now(),
): ProgressLine | undefined {
  if (output.isTTY !== true || quiet === true || format !== 'pretty') return undefined
  const start = now()
  let isShown = false
  return {
    show: (progress) => {
      if (now() - start < silence) return
      output.write(`\r\u001B[K${lineOf(progress).slice(0, (output.columns ?? 80) - 1)}`)
      isShown = true
    },
    clear: () => {
      if (isShown) output.write('\r\u001B[K')
    },
  }
}

function lineOf({ stage, read, parsed, sources, handlers }: Progress): string {
  const found = handlers === 0 ? [] : [`${handlers} handlers found`]
  return [`botgen ${stage}: ${read} files read`, `${parsed} of ${sources} parsed`, ...found].join(', ')
}
