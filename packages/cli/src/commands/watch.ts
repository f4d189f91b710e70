import { type GenerateResult, watch, type WatchRun } from '@botgen/codegen'
import { coloursFor } from '../colours.js'
import { failureOf } from '../failures.js'
import { type ExitCode, exitCodes, type Io, print } from '../io.js'
import { lineReporters, type Report, type WatchFormat, watchFormats } from '../reporters/index.js'
import type { CommandDefinition } from './command.js'
import { addOutputOption, chosenSettings, type GenerateCommandOptions } from './options.js'

/** `botgen watch`: `generate` after each change, until it is interrupted. */
export const watchCommand: CommandDefinition<GenerateCommandOptions> = {
  name: 'watch',
  description: 'write the dispatch table now and after each change of a source, the configuration or the tsconfig',
  examples: ['npx botgen watch', 'npx botgen watch --format json'],
  formats: watchFormats,
  addOptions: addOutputOption,
  run: (_, options, io) => watchUntilInterrupted(options, io),
}

async function watchUntilInterrupted(options: GenerateCommandOptions, io: Io): Promise<ExitCode> {
  const show = lineReporters[options.format as WatchFormat]
  let printing = Promise.resolve()
  const interrupted = new Promise<void>((resolve) => {
    io.onInterrupt?.(resolve)
  })
  const watcher = watch({
    ...chosenSettings(options, io),
    onRun: (run) => {
      // Reporters may load what they need; runs are shown in their order.
      printing = printing.then(async () => {
        print(
          run.kind === 'failed'
            ? show.failure(failureOf(run.error, io.cwd))
            : await show.run(reportOf(run, options, io)),
          io,
        )
      })
    },
  })
  await interrupted
  await watcher.close()
  await printing
  return exitCodes.interrupted
}

function reportOf(
  run: WatchRun & { readonly result: GenerateResult },
  options: GenerateCommandOptions,
  io: Io,
): Report {
  return {
    command: 'generate',
    result: run.result,
    seconds: run.milliseconds / 1000,
    cwd: io.cwd,
    quiet: options.quiet === true,
    colours: {
      stdout: coloursFor(io.stdout, io.env, options.color),
      stderr: coloursFor(io.stderr, io.env, options.color),
    },
  }
}
