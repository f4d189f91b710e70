import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { messageOf } from '../causes.js'
import { ConfigError } from '../config/index.js'

/** The text of one source file, with `\n` line ends and without a byte order mark. */
export interface SourceText {
  /** Relative to the project's folder, with `/`. */
  readonly file: string
  readonly text: string
}

/**
 * Reads the files whose bytes hold one of `names`; no other can matter. Synchronous, because it is measurably faster
 * than asynchronous reads at the size of source files.
 *
 * @throws ConfigError when a file cannot be read
 */
export function readSources(root: string, files: readonly string[], names: readonly string[]): readonly SourceText[] {
  const sources: SourceText[] = []
  for (const file of files) {
    const bytes = readBytes(resolve(root, file))
    if (names.some((name) => bytes.includes(name))) sources.push({ file, text: decode(bytes) })
  }
  return sources
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new ConfigError(`Cannot read a source file: ${messageOf(cause)}`, path, undefined, { cause })
  }
}

function decode(bytes: Buffer): string {
  return bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
}
