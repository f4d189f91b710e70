import type { CommandDefinition } from './command.js'
import { runGenerate } from './generate.js'
import { addOutputOption, type GenerateCommandOptions } from './options.js'

/** `botgen check`: `generate` without writing, for CI. */
export const checkCommand: CommandDefinition<GenerateCommandOptions> = {
  name: 'check',
  description: 'write nothing; print what generate would change, and exit with 1 if that is anything',
  examples: ['npx botgen check --format github'],
  addOptions: addOutputOption,
  run: (_, options, io) => runGenerate('check', options, io),
}
