import { type ChosenSettings, closest } from '@botgen/codegen'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Io } from '../io.js'
import { type Format, formats } from '../reporters/index.js'

/** The options of every command, as commander hands them over. */
export interface CommonOptions {
  readonly project?: string
  readonly config?: string
  readonly format: Format
  readonly quiet?: true
  readonly color: boolean
}

/** The options of commands that generate. */
export interface GenerateCommandOptions extends CommonOptions {
  readonly output?: string
  readonly stats?: true
}

/** Adds the options that every command takes; `choices` are the formats that this one reports in. */
export function addCommonOptions(command: Command, choices: readonly Format[] = formats): void {
  command
    .option('-p, --project <path>', 'tsconfig, or a folder with one (default: the nearest from here up)')
    .option(
      '-c, --config <file>',
      'configuration file (default: botgen.config.ts, .mts, .js, .mjs, .json or "botgen" in package.json)',
    )
    .addOption(
      new Option('-f, --format <format>', `how to report: ${choices.join(', ')}`)
        .default('pretty' satisfies Format)
        .argParser((value) => parseFormat(value, choices)),
    )
    .option('-q, --quiet', 'print problems only')
    .option('--no-color', 'print without colours (as NO_COLOR and CI do)')
}

/** What the options say of where to generate from, and where to. */
export function chosenSettings({ project, config, output }: GenerateCommandOptions, { cwd }: Io): ChosenSettings {
  return {
    cwd,
    ...(project === undefined ? {} : { project }),
    ...(config === undefined ? {} : { config }),
    ...(output === undefined ? {} : { output }),
  }
}

/** Adds the option that names the generated file. */
export function addOutputOption(command: Command): void {
  command.option('-o, --output <file>', 'file to generate (default: src/botgen.generated.ts)')
}

/** Adds the options of commands that generate once. */
export function addGenerateOptions(command: Command): void {
  addOutputOption(command)
  command.option('--stats', 'print how long each stage took')
}

function parseFormat(value: string, choices: readonly Format[]): Format {
  const format = choices.find((candidate) => candidate === value)
  if (format !== undefined) return format
  const near = closest(value, choices)
  throw new InvalidArgumentError(near === undefined ? `Choose ${choices.join(', ')}.` : `Did you mean ${near}?`)
}
