import { relative } from 'node:path'
import { ConfigError, WriteError } from '@botgen/codegen'
import { CommanderError } from 'commander'
import { type ExitCode, exitCodes, type Io, UsageError } from './io.js'
import { createProgram } from './program.js'

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
    return explain(error, io)
  }
}

function explain(error: unknown, io: Io): ExitCode {
  if (error instanceof CommanderError) {
    // Help and the version come here too, after they were printed.
    if (error.exitCode === 0) return exitCodes.fine
    return complain(usageMessage(error), io, ' For the options run botgen generate --help.')
  }
  if (error instanceof UsageError) return complain(error.message, io)
  if (error instanceof ConfigError) {
    const isNamed = error.file === undefined || error.message.includes(error.file)
    const where = isNamed ? '' : `${relative(io.cwd, error.file)}: `
    return complain(`${where}${error.message}`, io)
  }
  if (error instanceof WriteError) return complain(error.message, io)
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error)
  io.stderr.write(`This is a bug in botgen; please report it with what follows.\n${shown}\n`)
  return exitCodes.usage
}

function complain(message: string, io: Io, advice = ''): ExitCode {
  io.stderr.write(`botgen: ${message}${advice}\n`)
  return exitCodes.usage
}

/** Commander's message as one sentence: `Unknown option '--forma'. Did you mean --format?` */
function usageMessage(error: CommanderError): string {
  const [first = '', suggestion] = error.message.replace(/^error: /, '').split('\n')
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}`
  const ended = /[.?]$/.test(sentence) ? sentence : `${sentence}.`
  return suggestion === undefined ? ended : `${ended} ${suggestion.replace(/^\((.*)\)$/, '$1')}`
}
