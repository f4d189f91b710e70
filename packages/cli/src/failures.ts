import { relative, sep } from 'node:path'
import { ConfigError, MenuError, WriteError } from '@botgen/codegen'
import { UsageError } from './io.js'

/** Why a run could not even begin or end: nothing that the sources can be blamed for. */
export interface Failure {
  /**
   * `usage`: the command line; `configuration`: a file or an option; `output`: what cannot be written; `telegram`: what the
   * Bot API does not take, or its server; `internal`: a bug.
   */
  readonly kind: 'usage' | 'configuration' | 'output' | 'telegram' | 'internal'
  /** Sentences that end in what to do. */
  readonly message: string
  /** The file at fault, relative to the working directory, with `/`. */
  readonly file?: string
  /** The key at fault in that file, such as `bots.shop.output`. */
  readonly key?: string
  /** Where a bug showed itself. */
  readonly stack?: string
}

/** What a thrown value means to a person; `cwd` is what paths are shown from. */
export function failureOf(error: unknown, cwd: string): Failure {
  if (error instanceof UsageError) return { kind: 'usage', message: error.message }
  if (error instanceof ConfigError) {
    const { message, file, key } = error
    return {
      kind: 'configuration',
      message,
      ...(file === undefined ? {} : { file: shownFrom(cwd, file) }),
      ...(key === undefined ? {} : { key }),
    }
  }
  if (error instanceof MenuError) return { kind: 'telegram', message: error.message }
  if (error instanceof WriteError) return { kind: 'output', message: error.message, file: shownFrom(cwd, error.path) }
  const { message, stack = message } = error instanceof Error ? error : { message: String(error) }
  return { kind: 'internal', message: `This is a bug in botgen; please report it. ${message}`, stack }
}

function shownFrom(cwd: string, path: string): string {
  return relative(cwd, path).split(sep).join('/') || '.'
}
