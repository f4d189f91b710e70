import { relative, sep } from 'node:path'
import { type BotDescription, closest, describe, type Diagnostic, type DescribeResult } from '@botgen/codegen'
import { type Io, print, UsageError } from '../io.js'
import { progressOn } from '../progress.js'
import { type Format, jsonDiagnostics, problemsOf } from '../reporters/index.js'
import { type BotOptions, chosenProject } from './options.js'
import { findingsOf } from './report.js'

/** The formats of commands that tell of bots: what they print is no list of problems. */
export const describingFormats: readonly Format[] = ['pretty', 'json']

/** What all that is printed as JSON of bots begins with. */
export interface JsonHead {
  readonly version: 1
  readonly command: string
  /** False when there is an error among the diagnostics; then there are no bots. */
  readonly ok: boolean
  /** The project's folder, relative to the working directory: what paths of bots are relative to. */
  readonly root: string
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Describes the bots of a project, or prints what is wrong with its sources.
 *
 * @returns the bots that were asked for; nothing where errors were printed
 * @throws UsageError when there is no bot of the name that was asked for
 */
export async function describeBots(
  command: string,
  options: BotOptions,
  io: Io,
): Promise<(DescribeResult & { readonly head: JsonHead }) | undefined> {
  const progress = progressOn(io.stderr, options)
  const result = await describe({
    ...chosenProject(options, io),
    ...(progress === undefined ? {} : { onProgress: progress.show }),
  }).finally(() => {
    progress?.clear()
  })
  const head = headOf(command, result, io)
  if (result.ok) return { ...result, bots: chosenBots(result.bots, options.bot), head }
  if (options.format === 'json') io.stdout.write(json({ ...head, bots: [] }))
  else print({ stdout: '', stderr: await problemsOf(findingsOf(result, options, io)) }, io)
  return undefined
}

/** A value as `--format json` prints it. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

function headOf(command: string, result: DescribeResult, { cwd }: Io): JsonHead {
  const root = relative(cwd, result.root).split(sep).join('/') || '.'
  return { version: 1, command, ok: result.ok, root, diagnostics: jsonDiagnostics({ cwd, result }) }
}

function chosenBots(bots: readonly BotDescription[], name: string | undefined): readonly BotDescription[] {
  if (name === undefined) return bots
  const chosen = bots.filter((bot) => bot.name === name)
  if (chosen.length > 0) return chosen
  const names = bots.flatMap((bot) => bot.name ?? [])
  if (names.length === 0) throw new UsageError(`There is one bot, without a name; leave out --bot ${name}.`)
  const near = closest(name, names)
  const advice = near === undefined ? `Bots are ${names.join(', ')}.` : `Did you mean ${near}?`
  throw new UsageError(`There is no bot '${name}'. ${advice}`)
}
