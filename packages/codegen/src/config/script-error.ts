import { pathToFileURL } from 'node:url'
import { messageOf } from '../causes.js'
import { ConfigError } from './errors.js'

interface ScriptPlace {
  readonly file: string
  readonly line: string | undefined
}

/**
 * What a script that failed to load has to say, with its place where that is known.
 *
 * @param files - the script and the modules of the project that it imports
 */
export function scriptError(cause: unknown, file: string, files: readonly string[]): ConfigError {
  const place = placeOf(cause, files) ?? { file, line: undefined }
  const where = place.line === undefined ? place.file : `${place.file}:${place.line}`
  const which = place.file === file ? where : `${where}, which ${file} imports,`
  // Below the first line are the files that led there.
  const [first = ''] = messageOf(cause).split('\n')
  const reason = first.replace(/^ParseError: /, '').trim() || 'it throws an error without a message'
  const message = `${which} failed to load: ${reason.replace(/\.?$/, '.')} Correct it.`
  return new ConfigError(message, place.file, undefined, { cause })
}

/** The first of `files` that an error's stack names: that is where it happened. */
function placeOf(cause: unknown, files: readonly string[]): ScriptPlace | undefined {
  if (typeof cause !== 'object' || cause === null || !('stack' in cause)) return undefined
  const stack = String(cause.stack)
  const found = files.flatMap((file) =>
    [file, file.replaceAll('\\', '/'), pathToFileURL(file).href].flatMap((name) => {
      const index = stack.indexOf(name)
      const line = /^(?:\?\w+)?:(\d+)/.exec(stack.slice(index + name.length))?.[1]
      return index === -1 ? [] : [{ file, line, index }]
    }),
  )
  return found.toSorted((a, b) => a.index - b.index)[0]
}
