import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { messageOf } from '../causes.js'
import { ConfigError } from '../config/index.js'
import { basesIn, classesIn, namesMadeFrom, renamings } from './names.js'

/** The text of one source file, with `\n` line ends and without a byte order mark. */
export interface SourceText {
  /** Relative to the project's folder, with `/`. */
  readonly file: string
  readonly text: string
}

/**
 * Reads the files that can matter: those whose bytes hold one of `names`, or a name that such a file makes of it
 * (`export { CommandHandler as Cmd }`), and those with a class that extends one of theirs. Synchronous, because it is
 * measurably faster than asynchronous reads at the size of source files.
 *
 * @throws ConfigError when a file cannot be read
 */
export function readSources(root: string, files: readonly string[], names: readonly string[]): readonly SourceText[] {
  const unread = new Map(files.map((file) => [file, readBytes(resolve(root, file))]))
  const kept = new Map<string, SourceText>()
  const keep = (isWanted: (bytes: Buffer) => boolean): readonly SourceText[] => {
    const wanted = [...unread].filter(([, bytes]) => isWanted(bytes))
    const found = wanted.map(([file, bytes]) => ({ file, text: decode(bytes) }))
    for (const source of found) {
      kept.set(source.file, source)
      unread.delete(source.file)
    }
    return found
  }

  const known = new Set(names)
  for (let fresh = names; fresh.length > 0; ) {
    // A default export has another name in each file that imports it.
    const everything = fresh.includes('default')
    keep((bytes) => everything || fresh.some((name) => bytes.includes(name)))
    const made = new Set([...kept.values()].flatMap(({ text }) => [...namesMadeFrom(text, known)]))
    fresh = [...made].filter((name) => !known.has(name))
    for (const name of fresh) known.add(name)
  }

  const renamed = renamings([...unread.values()].filter((bytes) => bytes.includes(' as ')).map(decode))
  const bases = new Set<string>()
  for (let fresh: readonly SourceText[] = [...kept.values()]; fresh.length > 0; ) {
    for (const { text } of fresh) for (const name of classesIn(text)) addWith(bases, name, renamed)
    fresh = keep((bytes) => bytes.includes('extends') && basesIn(decode(bytes)).some((name) => bases.has(name)))
  }
  return files.flatMap((file) => kept.get(file) ?? [])
}

/** Adds a name and everything that it is called elsewhere. */
function addWith(names: Set<string>, name: string, renamed: ReadonlyMap<string, readonly string[]>): void {
  if (names.has(name)) return
  names.add(name)
  for (const other of renamed.get(name) ?? []) addWith(names, other, renamed)
}

/**
 * Reads one file.
 *
 * @throws ConfigError when it cannot be read
 */
export function readSource(root: string, file: string): SourceText {
  return { file, text: decode(readBytes(resolve(root, file))) }
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
