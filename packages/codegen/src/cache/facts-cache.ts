import type { FileFacts } from '../facts.js'
import type { FactsStore, KnownFacts } from '../facts-store.js'
import { hashOf } from './hash.js'
import { readKept, writeKept } from './kept-file.js'
import { ownCode } from './own-code.js'
import { type PackedFacts, packFacts, unpackFacts } from './packed-facts.js'

/** Facts of an earlier run. */
export interface RecalledFacts extends KnownFacts {
  /** The line that facts were recalled from, to be kept again as it is. */
  readonly lineOf: (facts: FileFacts) => string | undefined
}

/** Begins a line: the hash of a file's name and text. */
const keyLength = 40

/** What files said in an earlier run, by the hash of their text. */
export function recallFacts(path: string): RecalledFacts {
  const [code, ...lines] = readKept(path) ?? []
  const known = new Map((code === codeHash() ? lines : []).map((line) => [line.slice(0, keyLength), line] as const))
  const recalled = new WeakMap<FileFacts, string>()
  return {
    of: ({ file, text }) => {
      const line = known.get(keyOf(file, text))
      if (line === undefined) return undefined
      // The file is as it was written, by the code that runs.
      const facts = unpackFacts(JSON.parse(line.slice(keyLength)) as PackedFacts)
      recalled.set(facts, line)
      return facts
    },
    lineOf: (facts) => recalled.get(facts),
  }
}

/** Keeps what files say for {@link recallFacts}. */
export function rememberFacts(
  path: string,
  entries: ReturnType<FactsStore['entries']>,
  recalled: RecalledFacts | undefined,
): void {
  writeKept(path, linesOf(entries, recalled))
}

function* linesOf(
  entries: ReturnType<FactsStore['entries']>,
  recalled: RecalledFacts | undefined,
): Generator<string, void> {
  yield codeHash()
  for (const [file, { text, facts }] of entries) {
    yield recalled?.lineOf(facts) ?? `${keyOf(file, text)}${JSON.stringify(packFacts(facts))}`
  }
}

function keyOf(file: string, text: string): string {
  return hashOf(`${file}\0`, text)
}

function codeHash(): string {
  return hashOf(ownCode())
}
