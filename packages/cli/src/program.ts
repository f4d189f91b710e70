import { closest } from '@botgen/codegen'
import { Command, type CommanderError } from 'commander'
import { type CommandDefinition, commands, defaultCommand } from './commands/index.js'
import { addCommonOptions, type CommonOptions } from './commands/options.js'
import { type ExitCode, type Io, UsageError } from './io.js'
import { version } from './version.js'

const examples = ['npx botgen', 'npx botgen check --format github']

/** The command line. `finish` hears how the command that ran ended. */
export function createProgram(io: Io, finish: (code: ExitCode) => void): Command {
  const program = new Command('botgen')
    .description('Writes the typed dispatch table of a Telegram bot from its annotated classes.')
    .version(version, '-v, --version', 'print the version')
    .helpCommand(false)
    .helpOption('-h, --help', 'print this help')
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText('after', `\nOptions of the commands: botgen generate --help\n${helpEnd(examples)}`)
  for (const definition of commands) addCommand(program, definition, io, finish)
  addHelpCommand(program)
  for (const command of [program, ...program.commands]) {
    command.exitOverride((error) => refuse(error, command === program ? defaultCommand.name : command.name()))
    command.configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      // Errors are thrown, and printed as one line where they are caught.
      writeErr: () => undefined,
    })
  }
  return program
}

function addCommand(program: Command, definition: CommandDefinition, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command(definition.name, { isDefault: definition === defaultCommand })
    .description(definition.description)
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', helpEnd(definition.examples))
    // Without a name the default command gets every word; an unknown command is one of them.
    .argument('[words...]')
    .usage(['[options]', ...(definition.words === undefined ? [] : [definition.words])].join(' '))
    .action(async (words: readonly string[], options: CommonOptions) => {
      if (definition.words === undefined) refuseWords(words, definition)
      finish(await definition.run(words, options, io))
    })
  addCommonOptions(command, definition.formats)
  definition.addOptions?.(command)
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

/** Help and the version end a run too, after they were printed; what else does is wrong usage. */
function refuse(error: CommanderError, command: string): never {
  if (error.exitCode === 0) throw error
  throw new UsageError(`${usageMessage(error)} For the options run botgen ${command} --help.`)
}

/** Commander's message as one sentence: `Unknown option '--forma'. Did you mean --format?` */
function usageMessage(error: CommanderError): string {
  const [first = '', suggestion] = error.message.replace(/^error: /, '').split('\n')
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}`
  const ended = /[.?]$/.test(sentence) ? sentence : `${sentence}.`
  return suggestion === undefined ? ended : `${ended} ${suggestion.replace(/^\((.*)\)$/, '$1')}`
}

function refuseWords([word]: readonly string[], definition: CommandDefinition): void {
  if (word === undefined) return
  if (definition === defaultCommand) throw unknownCommand(word)
  throw new UsageError(`${definition.name} takes options only, not '${word}'.`)
}

function unknownCommand(word: string): UsageError {
  const names = commands.map(({ name }) => name)
  const near = closest(word, names)
  const advice = near === undefined ? `Commands are ${names.join(', ')}.` : `Did you mean ${near}?`
  return new UsageError(`Unknown command '${word}'. ${advice}`)
}

function helpEnd(lines: readonly string[]): string {
  const shown = lines.map((line) => `  ${line}`).join('\n')
  return `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${shown}\n\nExit codes: 0 fine, 1 errors in the sources or a stale table, 2 wrong usage or configuration.`
}
