import { CommanderError } from 'commander'
import { failureOf } from './failures.js'
import { type ExitCode, exitCodes, type Io, print } from './io.js'
import { createProgram } from './program.js'
import { type Format, failureReporters, formats } from './reporters/index.js'

/**
 * Runs the command line.
 *
 * @param argv - the arguments behind `botgen`
 * @returns the exit code; nothing here ends the process
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCodes.fine
  try {
    await createProgram(io, (finished) => {
      code = finished
    }).parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    // Help or the version was printed.
    if (error instanceof CommanderError) return exitCodes.fine
    print(failureReporters[formatIn(argv)](failureOf(error, io.cwd)), io)
    return exitCodes.usage
  }
}

/** The format that a command line asks for, also where the rest of it is wrong; the last one counts. */
function formatIn(argv: readonly string[]): Format {
  const asked = argv.flatMap((word, index) => {
    const [, inline] = /^(?:--format=|-f=?)(.+)$/.exec(word) ?? []
    return inline ?? (word === '--format' || word === '-f' ? (argv[index + 1] ?? []) : [])
  })
  return formats.find((format) => format === asked.at(-1)) ?? 'pretty'
}
