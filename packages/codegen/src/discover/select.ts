import { basesIn, classesIn, namesMadeFrom, renamings } from './names.js'
import { decode, type SourceText } from './read.js'

/** The files that can matter, and the names that made them so. */
export interface Selection {
  /** In the order of the files that they were selected from. */
  readonly sources: readonly SourceText[]
  /** The names that were searched for, with those that files make of them. */
  readonly names: ReadonlySet<string>
  /** The classes of the selected files, by all that they are called. */
  readonly bases: ReadonlySet<string>
}

/**
 * Selects the files that can matter: those whose bytes hold one of `names`, or a name that such a file makes of it
 * (`export { CommandHandler as Cmd }`), and those with a class that extends one of theirs.
 */
export function selectSources(files: ReadonlyMap<string, Buffer>, searched: readonly string[]): Selection {
  const unread = new Map(files)
  const kept = new Map<string, SourceText>()
  const keep = (isWanted: (bytes: Buffer) => boolean): readonly SourceText[] => {
    const found: SourceText[] = []
    for (const [file, bytes] of unread) {
      if (!isWanted(bytes)) continue
      const source = { file, text: decode(bytes) }
      found.push(source)
      kept.set(file, source)
    }
    for (const { file } of found) unread.delete(file)
    return found
  }
  const names = new Set(searched)
  for (let fresh = searched; fresh.length > 0; ) {
    keep((bytes) => isNamedIn(bytes, fresh))
    const made = new Set([...kept.values()].flatMap(({ text }) => [...namesMadeFrom(text, names)]))
    fresh = [...made].filter((name) => !names.has(name))
    for (const name of fresh) names.add(name)
  }
  const renamed = renamings([...unread.values()].filter(mayRename).map(decode))
  const bases = new Set<string>()
  for (let fresh: readonly SourceText[] = [...kept.values()]; fresh.length > 0; ) {
    for (const { text } of fresh) for (const name of classesIn(text)) addWith(bases, name, renamed)
    fresh = keep((bytes) => extendsOne(bytes, bases))
  }
  return { sources: [...files.keys()].flatMap((file) => kept.get(file) ?? []), names, bases }
}

/** Whether a file plays the same part in a selection before and after a change: then the others stay selected too. */
export function isSelectedAlike(before: Buffer, after: Buffer, selection: Selection): boolean {
  return partOf(before, selection) === partOf(after, selection)
}

function partOf(bytes: Buffer, { names, bases }: Selection): string {
  const text = decode(bytes)
  const isNamed = isNamedIn(bytes, [...names])
  const isKept = isNamed || extendsOne(bytes, bases)
  const classes = isKept ? classesIn(text) : []
  const made = isKept ? [...namesMadeFrom(text, names)] : []
  return JSON.stringify([isNamed, isKept, classes, made, mayRename(bytes) ? [...renamings([text])] : []])
}

function isNamedIn(bytes: Buffer, names: readonly string[]): boolean {
  // A default export has another name in each file that imports it.
  return names.includes('default') || names.some((name) => bytes.includes(name))
}

function mayRename(bytes: Buffer): boolean {
  return bytes.includes(' as ')
}

function extendsOne(bytes: Buffer, classes: ReadonlySet<string>): boolean {
  return bytes.includes('extends') && basesIn(decode(bytes)).some((name) => classes.has(name))
}

/** Adds a name and everything that it is called elsewhere. */
function addWith(names: Set<string>, name: string, renamed: ReadonlyMap<string, readonly string[]>): void {
  if (names.has(name)) return
  names.add(name)
  for (const other of renamed.get(name) ?? []) addWith(names, other, renamed)
}
