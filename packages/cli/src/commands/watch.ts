import { watch, type WatchRun } from '@botgen/codegen'
import { failureOf } from '../failures.js'
import { type ExitCode, exitCodes, type Io, print } from '../io.js'
import { lineReporters, type WatchFormat, watchFormats } from '../reporters/index.js'
import type { CommandDefinition } from './command.js'
import { addOutputOption, chosenSettings, type GenerateCommandOptions } from './options.js'
import { reportOf } from './report.js'

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
  const shown = async (run: WatchRun) => {
    if (run.kind === 'failed') return show.failure(failureOf(run.error, io.cwd))
    const { result, milliseconds } = run
    return await show.run(reportOf({ command: 'generate', result, seconds: milliseconds / 1000 }, options, io))
  }
  const watcher = watch({
    ...chosenSettings(options, io),
    onRun: (run) => {
      // Reporters may load what they need; runs are shown in their order.
      printing = printing.then(async () => {
        print(await shown(run), io)
      })
    },
  })
  await interrupted
  await watcher.close()
  await printing
  return exitCodes.interrupted
}
