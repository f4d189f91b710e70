import type { Diagnostic } from '../diagnostics/index.js'
import { type Fingerprint, isUnchanged } from '../discover/index.js'
import type { GeneratedContent, GeneratedFile } from '../generated-files.js'
import { readPrevious } from '../write/index.js'
import { hashOf } from './hash.js'
import { readKept, writeKept } from './kept-file.js'

/** A run that went well, as far as the next one may want to know. */
export interface RememberedRun {
  readonly files: readonly GeneratedFile[]
  readonly diagnostics: readonly Diagnostic[]
  readonly stats: RememberedStats
}

export interface RememberedStats {
  readonly files: number
  readonly sources: number
  readonly classes: number
  readonly handlers: number
}

/** As it is kept: of the generated modules only what tells that they are still there. */
interface KeptRun extends Omit<RememberedRun, 'files'> {
  readonly digest: string
  readonly reads: readonly Fingerprint[]
  readonly outputs: readonly { readonly path: string; readonly hash: string; readonly content: GeneratedContent }[]
}

/**
 * What the last run came to, if this one would come to the same: same digest, nothing else changed that it read, and
 * what it wrote still stands.
 */
export function recallRun(path: string, digest: string): RememberedRun | undefined {
  const [line] = readKept(path) ?? []
  // The file is as it was written, and for another botgen the digest is another one.
  const kept = line === undefined ? undefined : (JSON.parse(line) as KeptRun)
  if (kept?.digest !== digest || !isUnchanged(kept.reads)) return undefined
  const files: GeneratedFile[] = []
  for (const { path: output, hash, content } of kept.outputs) {
    const text = readPrevious(output)
    if (text === undefined || hashOf(text) !== hash) return undefined
    files.push({ path: output, text, previous: text, changed: false, content })
  }
  return { files, diagnostics: kept.diagnostics, stats: kept.stats }
}

/** Keeps a run for {@link recallRun}. */
export function rememberRun(path: string, digest: string, reads: readonly Fingerprint[], run: RememberedRun): void {
  const { files, diagnostics, stats } = run
  const outputs = files.map(({ path: output, text, content }) => ({ path: output, hash: hashOf(text), content }))
  writeKept(path, [JSON.stringify({ digest, reads, outputs, diagnostics, stats } satisfies KeptRun)])
}
