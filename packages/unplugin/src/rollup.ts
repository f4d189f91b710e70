import type { Generations } from './generations.js'
import { fullMessage, placedMessage } from './messages.js'
import { frameOf, type Problem } from './problems.js'
import { sourceFolders } from './watched.js'

/** A message in the form that Rollup, Rolldown and Vite share. */
export interface RollupMessage {
  readonly message: string
  /** Empty: where in botgen a problem was found is of no use to anybody. */
  readonly stack: ''
  readonly id?: string
  /** Both count from 1, as in all that botgen says. */
  readonly loc?: { readonly file: string; readonly line: number; readonly column: number }
  readonly frame?: string
  readonly pluginCode?: string
}

/** What a `buildStart` hook of Rollup, Rolldown and Vite can do. */
export interface RollupContext {
  readonly addWatchFile: (id: string) => void
  readonly warn: (message: RollupMessage) => void
  readonly error: (message: RollupMessage) => never
}

/** Generates before the entry is loaded. Errors fail the build; what to watch is told first, so that a watch goes on. */
export async function generateAtBuildStart(context: RollupContext, generations: Generations): Promise<void> {
  const outcome = await generations.run()
  for (const path of [...outcome.inputs, ...sourceFolders(outcome)]) context.addWatchFile(path)
  const folder = outcome.root ?? process.cwd()
  for (const warning of outcome.warnings) context.warn(rollupMessage([warning], folder))
  if (outcome.errors.length > 0) context.error(rollupMessage(outcome.errors, folder))
}

/** One message for several problems: it stands at the first, and tells the others below. */
export function rollupMessage([problem, ...others]: readonly Problem[], folder: string): RollupMessage {
  if (problem === undefined) return { message: '', stack: '' }
  const { place, code } = problem
  const message = [fullMessage(problem, folder), ...others.map((other) => placedMessage(other, folder))].join('\n\n')
  const frame = place === undefined ? undefined : frameOf(place)
  return {
    message,
    stack: '',
    ...(code === undefined ? {} : { pluginCode: code }),
    ...(place === undefined ? {} : { id: place.file }),
    ...(place?.start === undefined ? {} : { loc: { file: place.file, ...place.start } }),
    ...(frame === undefined ? {} : { frame }),
  }
}
