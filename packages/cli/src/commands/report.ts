import { coloursFor } from '../colours.js'
import type { Io } from '../io.js'
import type { Findings, Report } from '../reporters/index.js'
import type { CommonOptions } from './options.js'

/** A run that has ended, with what the options and the terminal say of how to show it. */
export function reportOf(run: Pick<Report, 'command' | 'result' | 'seconds'>, options: CommonOptions, io: Io): Report {
  const { command, result, seconds } = run
  return { ...findingsOf(result, options, io), command, result, seconds }
}

/** What was found, with what the options and the terminal say of how to show it. */
export function findingsOf(result: Findings['result'], options: CommonOptions, io: Io): Findings {
  return {
    result,
    cwd: io.cwd,
    quiet: options.quiet === true,
    colours: {
      stdout: coloursFor(io.stdout, io.env, options.color),
      stderr: coloursFor(io.stderr, io.env, options.color),
    },
  }
}
