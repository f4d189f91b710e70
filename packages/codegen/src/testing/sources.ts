import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { SourceText } from '../discover/index.js'
import { parseFast } from '../parse/fast/index.js'
import { parseFiles } from '../parse/ts-morph/files.js'

/** The TypeScript sources under a folder, with their paths relative to it; no declaration files. */
export function sourcesIn(folder: string): readonly SourceText[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.d)\.[cm]?tsx?$/.test(file))
    .toSorted()
    .map((file) => ({ file, text: normalised(readFileSync(join(folder, file), 'utf8')) }))
}

/** How the two front ends see a source. */
export type Comparison = 'same' | 'different' | 'leftToTypeScript'

export function comparisonOf(source: SourceText): Comparison {
  const [fast] = parseFast([source])
  if (fast?.kind !== 'facts') return 'leftToTypeScript'
  return isDeepStrictEqual([fast.facts], parseFiles([source])) ? 'same' : 'different'
}

function normalised(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
}
