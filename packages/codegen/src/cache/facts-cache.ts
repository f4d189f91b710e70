import type { SourceText } from '../discover/index.js'
import type { FileFacts } from '../facts.js'
import type { KnownFacts } from '../facts-store.js'
import { hashOf } from './hash.js'
import { readKept, writeKept } from './kept-file.js'
import { ownCode } from './own-code.js'

interface KeptFacts {
  readonly code: string
  readonly files: Readonly<Record<string, { readonly hash: string; readonly facts: FileFacts }>>
}

/** What files said in an earlier run, by the hash of their text. */
export function recallFacts(path: string): KnownFacts {
  const kept = readKept(path) as KeptFacts | undefined
  if (kept?.code !== codeHash()) return { of: () => undefined }
  const files = new Map(Object.entries(kept.files))
  return {
    of: ({ file, text }: SourceText) => {
      const found = files.get(file)
      return found?.hash === hashOf(text) ? found.facts : undefined
    },
  }
}

/** Keeps what files say for {@link recallFacts}. */
export function rememberFacts(
  path: string,
  entries: Iterable<readonly [file: string, entry: { readonly text: string; readonly facts: FileFacts }]>,
): void {
  const files = Object.fromEntries(
    Array.from(entries, ([file, { text, facts }]) => [file, { hash: hashOf(text), facts }] as const),
  )
  writeKept(path, { code: codeHash(), files } satisfies KeptFacts)
}

function codeHash(): string {
  return hashOf(ownCode())
}
