import { generate } from '@botgen/codegen'
import { type ExitCode, exitCodes, type Io, print } from '../io.js'
import { progressOn } from '../progress.js'
import { type Report, reporters, stageTable } from '../reporters/index.js'
import type { CommandDefinition } from './command.js'
import { addGenerateOptions, chosenSettings, type GenerateCommandOptions } from './options.js'
import { reportOf } from './report.js'

/** `botgen generate`: writes what the sources say. */
export const generateCommand: CommandDefinition<GenerateCommandOptions> = {
  name: 'generate',
  description: 'write the dispatch table of the handlers in a project (the default command)',
  examples: ['npx botgen generate --project bots/shop'],
  addOptions: addGenerateOptions,
  run: (_, options, io) => runGenerate('generate', options, io),
}

/** Runs `generate` or `check`, which differ in whether they write and in what a difference means. */
export async function runGenerate(
  command: Report['command'],
  options: GenerateCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const start = performance.now()
  const progress = progressOn(io.stderr, options)
  const result = await generate({
    ...chosenSettings(options, io),
    write: command === 'generate',
    ...(progress === undefined ? {} : { onProgress: progress.show }),
  }).finally(() => {
    progress?.clear()
  })
  const seconds = (performance.now() - start) / 1000
  const printed = await reporters[options.format](reportOf({ command, result, seconds }, options, io))
  print(printed, io)
  // Where stdout is for programs, its report has the times.
  if (options.stats === true && options.format === 'pretty') io.stdout.write(stageTable(result.stats))
  const isStale = command === 'check' && result.files.some((file) => file.changed)
  return result.ok && !isStale ? exitCodes.fine : exitCodes.problems
}
