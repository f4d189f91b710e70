import { relative, resolve, sep } from 'node:path'
import { type BotDescription, printable } from '@botgen/codegen'
import { coloursFor } from '../colours.js'
import { type ExitCode, exitCodes, type Io } from '../io.js'
import { botHeading, mentions, type RouteRow, routeRows, showRoutes } from '../reporters/index.js'
import type { CommandDefinition } from './command.js'
import { describeBots, describingFormats, json, type JsonHead } from './describing.js'
import { addBotOption, type BotOptions } from './options.js'

/** `botgen list`: every route of the project's bots. */
export const listCommand: CommandDefinition<BotOptions> = {
  name: 'list',
  description: 'list every route with its handler, parameters, sessions, guards and source',
  examples: ['npx botgen list', 'npx botgen list order'],
  words: '[words...]',
  formats: describingFormats,
  addOptions: addBotOption,
  run: list,
}

/** What `--format json` prints: the bots as `describe` of @botgen/codegen has them. */
export interface JsonList extends JsonHead {
  readonly bots: readonly BotDescription[]
}

async function list(words: readonly string[], options: BotOptions, io: Io): Promise<ExitCode> {
  const found = await describeBots('list', options, io)
  if (found === undefined) return exitCodes.problems
  const sourceOf = (file: string) => relative(io.cwd, resolve(found.root, file)).split(sep).join('/')
  const listed = found.bots.map((bot) => ({
    bot,
    rows: routeRows(bot, sourceOf).filter((row) => mentions(row, words)),
  }))
  if (options.format === 'json') {
    const bots = listed.map(({ bot, rows }) => ({ ...bot, handlers: rows.map(({ handler }) => handler) }))
    io.stdout.write(json({ ...found.head, bots } satisfies JsonList))
  } else {
    io.stdout.write(listed.map(({ bot, rows }) => show(bot, rows, words, options, io)).join('\n'))
  }
  return exitCodes.fine
}

function show(
  bot: BotDescription,
  rows: readonly RouteRow[],
  words: readonly string[],
  { color }: BotOptions,
  io: Io,
): string {
  const colours = coloursFor(io.stdout, io.env, color)
  const body =
    rows.length === 0
      ? `No route mentions ${words.map((word) => `'${printable(word)}'`).join(' and ')}.\n`
      : showRoutes(rows, io.stdout.columns ?? 80, colours)
  return `${botHeading(bot, colours)}${body}`
}
