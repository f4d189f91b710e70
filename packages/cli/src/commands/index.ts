import { checkCommand } from './check.js'
import type { CommandDefinition } from './command.js'
import { explainCommand } from './explain.js'
import { generateCommand } from './generate.js'
import { graphCommand } from './graph.js'
import { initCommand } from './init/index.js'
import { listCommand } from './list.js'
import { menuCommand } from './menu.js'
import { watchCommand } from './watch.js'

export type { CommandDefinition } from './command.js'

/** What `botgen` runs when no command is named. */
export const defaultCommand: CommandDefinition = generateCommand

/** Every command, in the order of the help. */
export const commands: readonly CommandDefinition[] = [
  generateCommand,
  watchCommand,
  checkCommand,
  initCommand,
  listCommand,
  graphCommand,
  menuCommand,
  explainCommand,
]
