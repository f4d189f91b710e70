import { readFileSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { type BotGraph, type DescribeResult, dotOf, graphOf, htmlOf, mermaidOf, writeAtomically } from '@botgen/codegen'
import { type Command, Option } from 'commander'
import { type ExitCode, exitCodes, type Io, UsageError } from '../io.js'
import type { CommandDefinition } from './command.js'
import { describeBots, describingFormats, json, type JsonHead } from './describing.js'
import { addBotOption, type BotOptions, parseChoice } from './options.js'

/** How the bots of a project can be drawn. */
const drawings = {
  mermaid: mermaidOf,
  dot: dotOf,
  html: htmlOf,
  json: ({ bots, head }) => json({ ...head, bots: bots.map(graphOf) } satisfies JsonGraph),
} as const satisfies Readonly<Record<string, (found: Found) => string>>

type Drawing = keyof typeof drawings
const drawingNames = Object.keys(drawings) as readonly Drawing[]

type Found = DescribeResult & { readonly head: JsonHead }

interface GraphOptions extends BotOptions {
  readonly as?: Drawing
  readonly output?: string
}

/** `botgen graph`: the routes of the project's bots, and what their handlers have to do with, as a drawing. */
export const graphCommand: CommandDefinition<GraphOptions> = {
  name: 'graph',
  description: 'draw routes, handlers, sessions, guards and what is injected',
  examples: [
    'npx botgen graph --output bot.mmd',
    'npx botgen graph --as html --output bot.html',
    'npx botgen graph --as dot | dot -Tsvg -o bot.svg',
  ],
  formats: describingFormats,
  addOptions: (command: Command) => {
    addBotOption(command)
    command
      .addOption(
        new Option('-a, --as <drawing>', `${drawingNames.join(', ')} (default: mermaid)`).argParser((value) =>
          parseChoice(value, drawingNames),
        ),
      )
      .option('-o, --output <file>', 'file to write it to (default: print it)')
  },
  run: (_, options, io) => draw(options, io),
}

/** What `--as json` draws. */
export interface JsonGraph extends JsonHead {
  readonly bots: readonly BotGraph[]
}

/** What `--format json --output` prints. */
export interface JsonDrawing extends JsonHead {
  /** Where it stands, relative to the working directory. */
  readonly output: string
  readonly status: 'written' | 'unchanged'
}

async function draw(options: GraphOptions, io: Io): Promise<ExitCode> {
  const { output } = options
  if (output !== undefined) refuseSource(output)
  const found = await describeBots('graph', options, io)
  if (found === undefined) return exitCodes.problems
  const isForPrograms = options.format === 'json'
  // A program that asks for JSON gets it, unless it asks for another drawing.
  const as = options.as ?? (isForPrograms && output === undefined ? 'json' : 'mermaid')
  const text = drawings[as](found)
  if (output === undefined) {
    io.stdout.write(text)
    return exitCodes.fine
  }
  const path = resolve(io.cwd, output)
  const status = writeChanged(path, text)
  const shown = relative(io.cwd, path).split(sep).join('/')
  if (isForPrograms) io.stdout.write(json({ ...found.head, output: shown, status } satisfies JsonDrawing))
  else if (options.quiet !== true) io.stdout.write(`${shown}: ${as} (${status})\n`)
  return exitCodes.fine
}

/** A slip of the hand must cost nobody a source. */
function refuseSource(output: string): void {
  if (!/\.[cm]?[jt]sx?$/i.test(output)) return
  throw new UsageError(
    `--output ${output} would be a source; name a file such as bot.mmd, bot.dot, bot.html or bot.json.`,
  )
}

function writeChanged(path: string, text: string): JsonDrawing['status'] {
  if (isThere(path, text)) return 'unchanged'
  writeAtomically(path, text)
  return 'written'
}

function isThere(path: string, text: string): boolean {
  try {
    return readFileSync(path, 'utf8') === text
  } catch {
    return false
  }
}
