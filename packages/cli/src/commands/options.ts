import { closest } from '@botgen/codegen'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Format, formats } from '../reporters/index.js'

/** The options of every command, as commander hands them over. */
export interface CommonOptions {
  readonly project?: string
  readonly config?: string
  readonly output?: string
  readonly format: Format
  readonly quiet?: true
  readonly color: boolean
}

/** Adds the options that every command takes. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('-p, --project <path>', 'tsconfig, or a folder with one (default: the nearest from here up)')
    .option(
      '-c, --config <file>',
      'configuration file (default: botgen.config.ts, .mts, .js, .mjs, .json or "botgen" in package.json)',
    )
    .option('-o, --output <file>', 'file to generate (default: src/botgen.generated.ts)')
    .addOption(
      new Option('-f, --format <format>', `how to report: ${formats.join(', ')}`)
        .default('pretty' satisfies Format)
        .argParser(parseFormat),
    )
    .option('-q, --quiet', 'print problems only')
    .option('--no-color', 'print without colours (as NO_COLOR and CI do)')
}

function parseFormat(value: string): Format {
  const format = formats.find((candidate) => candidate === value)
  if (format !== undefined) return format
  const near = closest(value, formats)
  throw new InvalidArgumentError(near === undefined ? `Choose ${formats.join(', ')}.` : `Did you mean ${near}?`)
}
