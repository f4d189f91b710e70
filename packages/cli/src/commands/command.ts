import type { Command } from 'commander'
import type { ExitCode, Io } from '../io.js'
import type { Format } from '../reporters/index.js'
import type { CommonOptions } from './options.js'

/** A command: its help, what it takes, and what it does. A file of this folder defines one, `index.ts` lists them. */
export interface CommandDefinition<Options extends CommonOptions = CommonOptions> {
  readonly name: string
  /** A line for the list of commands. */
  readonly description: string
  /** Whole command lines. */
  readonly examples: readonly [string, ...string[]]
  /** The words behind the name as the help shows them, such as `[code]`. A command without takes options only. */
  readonly words?: string
  /** The formats that it reports in. Default: all. */
  readonly formats?: readonly Format[]
  /** Adds the options that the command has beside those of every command. */
  readonly addOptions?: (command: Command) => void
  /**
   * Does the work; prints through `io` only, and throws what ends it early.
   *
   * A method, so that the list can hold commands with options of their own: each gets those it added.
   */
  run(words: readonly string[], options: Options, io: Io): Promise<ExitCode>
}
