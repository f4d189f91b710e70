import { catalogue, closest, type Example, type ExplainedCode, explain } from '@botgen/codegen'
import { type Colours, coloursFor } from '../colours.js'
import { exitCodes, type Io, UsageError } from '../io.js'
import { wrapped } from '../wrap.js'
import type { CommandDefinition } from './command.js'
import type { CommonOptions } from './options.js'

/** `botgen explain`: what a code means, at length. */
export const explainCommand: CommandDefinition = {
  name: 'explain',
  description: 'say what a code such as BG1301 means and how to mend it; without a code, list them all',
  examples: ['npx botgen explain BG1301', 'npx botgen explain'],
  words: '[code]',
  formats: ['pretty', 'json'],
  async run([code, surplus], options, io) {
    if (surplus !== undefined) throw new UsageError(`explain takes one code; ask for '${surplus}' by itself.`)
    io.stdout.write(code === undefined ? list(options, io) : show(await explained(code), options, io))
    return exitCodes.fine
  },
}

/** What `--format json` prints about one code. */
export interface JsonExplanation extends ExplainedCode {
  readonly version: 1
  readonly command: 'explain'
  readonly ok: true
}

/** What `--format json` prints without a code. */
export interface JsonCodes {
  readonly version: 1
  readonly command: 'explain'
  readonly ok: true
  readonly codes: readonly { readonly code: string; readonly title: string }[]
}

const head = { version: 1, command: 'explain', ok: true } as const

async function explained(word: string): Promise<ExplainedCode> {
  const code = word.toUpperCase()
  const found = await explain(code)
  if (found !== undefined) return found
  const near = closest(code, Object.keys(catalogue))
  const advice = near === undefined ? '`npx botgen explain` lists all codes.' : `Did you mean ${near}?`
  throw new UsageError(`There is no code '${word}'. ${advice}`)
}

function show(found: ExplainedCode, { format, color }: CommonOptions, io: Io): string {
  if (format === 'json') return json({ ...head, ...found } satisfies JsonExplanation)
  const colours = coloursFor(io.stdout, io.env, color)
  const { code, title, text, wrong, right } = found
  const parts = [
    colours.bold(`${code}: ${title}`),
    wrapped(text, io.stdout.columns ?? 80),
    showExample(colours.red('Wrong'), wrong, colours),
    showExample(colours.green('Right'), right, colours),
  ]
  return `${parts.join('\n\n')}\n`
}

function showExample(label: string, { source, file, compilerOptions }: Example, colours: Colours): string {
  const name = file === undefined ? '' : colours.dim(` ${file}`)
  const options = compilerOptions === undefined ? '' : colours.dim(` with ${JSON.stringify(compilerOptions)}`)
  return `${label}${name}${options}\n\n${source.trimEnd().replace(/^(?=.)/gm, '  ')}`
}

function list({ format, color }: CommonOptions, io: Io): string {
  const colours = coloursFor(io.stdout, io.env, color)
  const codes = Object.entries(catalogue).map(([code, title]) => ({ code, title }))
  if (format === 'json') return json({ ...head, codes } satisfies JsonCodes)
  return codes.map(({ code, title }) => `${colours.bold(code)} ${title}\n`).join('')
}

function json(value: JsonExplanation | JsonCodes): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
