import { performance } from 'node:perf_hooks'
import { generate } from '@botgen/codegen'
import { coloursFor } from '../colours.js'
import { type ExitCode, exitCodes, type Io } from '../io.js'
import { type Report, reporters } from '../reporters/index.js'
import type { CommonOptions } from './options.js'

/** Runs `generate` or `check`, which differ in whether they write and in what a difference means. */
export async function runGenerate(command: Report['command'], options: CommonOptions, io: Io): Promise<ExitCode> {
  const start = performance.now()
  const { project, config, output } = options
  const result = await generate({
    cwd: io.cwd,
    ...(project === undefined ? {} : { project }),
    ...(config === undefined ? {} : { config }),
    ...(output === undefined ? {} : { output }),
    write: command === 'generate',
  })
  const printed = reporters[options.format]({
    command,
    result,
    seconds: (performance.now() - start) / 1000,
    cwd: io.cwd,
    quiet: options.quiet === true,
    colours: {
      stdout: coloursFor(io.stdout, io.env, options.color),
      stderr: coloursFor(io.stderr, io.env, options.color),
    },
  })
  if (printed.stdout !== '') io.stdout.write(printed.stdout)
  if (printed.stderr !== '') io.stderr.write(printed.stderr)
  const isStale = command === 'check' && result.files.some((file) => file.changed)
  return result.ok && !isStale ? exitCodes.fine : exitCodes.problems
}
