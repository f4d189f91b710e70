import { resolve } from 'node:path'
import { closest, type PackageManager, packageManagers } from '@botgen/codegen'
import { type Command, InvalidArgumentError } from 'commander'
import { UsageError } from '../../io.js'
import type { CommandDefinition } from '../command.js'
import type { CommonOptions } from '../options.js'

/** The options of `init`, as commander hands them over. */
export interface InitCommandOptions extends CommonOptions {
  readonly yes?: true
  readonly dryRun?: true
  readonly packageManager?: PackageManager
  readonly install: boolean
  readonly workspaceRoot?: true
}

/** `botgen init`: makes a bot of a project, or of an empty folder. */
export const initCommand: CommandDefinition<InitCommandOptions> = {
  name: 'init',
  description: 'make a bot of this project or of a new folder: dependencies, scripts, an example, a test',
  examples: ['npx botgen init my-bot', 'npx botgen init --dry-run'],
  words: '[folder]',
  formats: ['pretty', 'json'],
  addOptions: (command: Command) =>
    command
      .option('-y, --yes', 'ask nothing')
      .option('--dry-run', 'print what would be done, and do nothing')
      .option(
        '--package-manager <name>',
        `${packageManagers.join(', ')} (default: what the project shows)`,
        parseManager,
      )
      .option('--no-install', 'add the dependencies to package.json only')
      .option('--workspace-root', 'the bot is to live in the root of a workspace'),
  run: async ([folder = '.', surplus], options, io) => {
    if (surplus !== undefined) throw new UsageError(`init takes one folder; '${surplus}' is another.`)
    if (options.project !== undefined) throw new UsageError('init takes its folder as a word: npx botgen init my-bot')
    // Other commands do without what it takes.
    const { runInit } = await import('./run-init.js')
    return runInit(resolve(io.cwd, folder), options, io)
  },
}

function parseManager(value: string): PackageManager {
  const found = packageManagers.find((name) => name === value)
  if (found !== undefined) return found
  const near = closest(value, packageManagers)
  throw new InvalidArgumentError(near === undefined ? `Choose ${packageManagers.join(', ')}.` : `Did you mean ${near}?`)
}
