import { performance } from 'node:perf_hooks'
import { generate } from '@botgen/codegen'
import { coloursFor } from '../colours.js'
import { type ExitCode, exitCodes, type Io, print } from '../io.js'
import { type Report, reporters } from '../reporters/index.js'
import type { CommandDefinition } from './command.js'
import { addOutputOption, type GenerateCommandOptions } from './options.js'

/** `botgen generate`: writes what the sources say. */
export const generateCommand: CommandDefinition<GenerateCommandOptions> = {
  name: 'generate',
  description: 'write the dispatch table of the handlers in a project (the default command)',
  examples: ['npx botgen generate --project bots/shop'],
  addOptions: addOutputOption,
  run: (_, options, io) => runGenerate('generate', options, io),
}

/** Runs `generate` or `check`, which differ in whether they write and in what a difference means. */
export async function runGenerate(
  command: Report['command'],
  options: GenerateCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const start = performance.now()
  const { project, config, output } = options
  const result = await generate({
    cwd: io.cwd,
    ...(project === undefined ? {} : { project }),
    ...(config === undefined ? {} : { config }),
    ...(output === undefined ? {} : { output }),
    write: command === 'generate',
  })
  const printed = await reporters[options.format]({
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
  print(printed, io)
  const isStale = command === 'check' && result.files.some((file) => file.changed)
  return result.ok && !isStale ? exitCodes.fine : exitCodes.problems
}
