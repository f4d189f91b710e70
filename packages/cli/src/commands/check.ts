import type { CommandDefinition } from './command.js'
import { runGenerate } from './generate.js'
import { addGenerateOptions, type GenerateCommandOptions } from './options.js'

/** `botgen check`: `generate` without writing, for CI. */
export const checkCommand: CommandDefinition<GenerateCommandOptions> = {
  name: 'check',
  description: 'write nothing; print what generate would change, and exit with 1 if that is anything',
  examples: ['npx botgen check --format github'],
  addOptions: addGenerateOptions,
  run: (_, options, io) => runGenerate('check', options, io),
}
