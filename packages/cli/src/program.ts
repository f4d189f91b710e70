import { closest } from '@botgen/codegen'
import { Command } from 'commander'
import { runGenerate } from './commands/generate.js'
import { type CommonOptions, withCommonOptions } from './commands/options.js'
import { type ExitCode, type Io, UsageError } from './io.js'
import { version } from './version.js'

const commands = ['generate', 'check'] as const

const descriptions = {
  generate: 'write the dispatch table of the handlers in a project (the default command)',
  check: 'write nothing; print what generate would change, and exit with 1 if that is anything',
} as const

const examples = {
  botgen: ['npx botgen', 'npx botgen check --format github'],
  generate: ['npx botgen generate --project bots/shop'],
  check: ['npx botgen check --format github'],
} as const

/** The command line. `finish` hears how the command that ran ended. */
export function createProgram(io: Io, finish: (code: ExitCode) => void): Command {
  const program = new Command('botgen')
    .description('Writes the typed dispatch table of a Telegram bot from its annotated classes.')
    .version(version, '-v, --version', 'print the version')
    .helpCommand(false)
    .helpOption('-h, --help', 'print this help')
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText('after', helpEnd('botgen'))
  for (const name of commands) {
    const command = program
      .command(name, name === 'generate' ? { isDefault: true } : {})
      .description(descriptions[name])
      .helpOption('-h, --help', 'print this help')
      .addHelpText('after', helpEnd(name))
      // Without a name the default command gets every word; an unknown command is one of them.
      .argument('[nothing...]')
      .action(async (words: readonly string[], options: CommonOptions) => {
        refuseWords(words, name)
        finish(await runGenerate(name, options, io))
      })
    command.usage('[options]')
    withCommonOptions(command)
  }
  addHelpCommand(program)
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      // Errors are thrown, and printed as one line where they are caught.
      writeErr: () => undefined,
    })
  }
  return program
}

/** `botgen help check` is `botgen check --help`. Commander's own ends with a failure for what is no command. */
function addHelpCommand(program: Command): void {
  program
    .command('help')
    .description('print this help, or that of a command')
    .helpOption('-h, --help', 'print this help')
    .argument('[command]')
    .action((name: string | undefined) => {
      const named = program.commands.find((command) => command.name() === name)
      if (name !== undefined && named === undefined) throw unknownCommand(name)
      const shown = named ?? program
      shown.outputHelp()
    })
}

function refuseWords([word]: readonly string[], command: (typeof commands)[number]): void {
  if (word === undefined) return
  if (command !== 'generate') throw new UsageError(`${command} takes options only, not '${word}'.`)
  throw unknownCommand(word)
}

function unknownCommand(word: string): UsageError {
  const near = closest(word, commands)
  const advice = near === undefined ? `Commands are ${commands.join(', ')}.` : `Did you mean ${near}?`
  return new UsageError(`Unknown command '${word}'. ${advice}`)
}

function helpEnd(of: keyof typeof examples): string {
  const shown = examples[of].map((example) => `  ${example}`).join('\n')
  const common = of === 'botgen' ? '\nOptions of the commands: botgen generate --help\n' : ''
  return `${common}\n${examples[of].length === 1 ? 'Example' : 'Examples'}:\n${shown}\n\nExit codes: 0 fine, 1 errors in the sources or a stale table, 2 wrong usage or configuration.`
}
