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
        .argParser((value) => parseChoice(value, choices)),
    )
    .option('-q, --quiet', 'print problems only')
    .option('--no-color', 'print without colours (as NO_COLOR and CI do)')
}

/** What the options say of where to generate from. */
export function chosenProject({ project, config }: CommonOptions, { cwd }: Io): ChosenSettings {
  return {
    cwd,
    ...(project === undefined ? {} : { project }),
    ...(config === undefined ? {} : { config }),
  }
}

/** What the options say of where to generate from, and where to. */
export function chosenSettings(options: GenerateCommandOptions, io: Io): ChosenSettings {
  const { output } = options
  return { ...chosenProject(options, io), ...(output === undefined ? {} : { output }) }
}

/** The options of commands that tell of bots. */
export interface BotOptions extends CommonOptions {
  readonly bot?: string
}

/** Adds the option that chooses one of several bots. */
export function addBotOption(command: Command): void {
  command.option('-b, --bot <name>', 'one of several bots, by its key in the configuration (default: all)')
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

/** One of the values that an option takes. */
export function parseChoice<T extends string>(value: string, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === value)
  if (choice !== undefined) return choice
  const near = closest(value, choices)
  throw new InvalidArgumentError(near === undefined ? `Choose ${choices.join(', ')}.` : `Did you mean ${near}?`)
}
