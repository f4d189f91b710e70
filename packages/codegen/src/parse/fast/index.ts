import type { SourceText } from '../../discover/index.js'
import type { FileFacts } from '../../facts.js'
import { factsOf } from './facts.js'
import { unsoundAmong } from './soundness.js'
import { readingOf } from './syntax.js'
import { Unsure } from './unsure.js'

/** The facts of a file, or why TypeScript's own parser has to read it. */
export type FastResult =
  | { readonly kind: 'facts'; readonly facts: FileFacts }
  | { readonly kind: 'unsure'; readonly reason: string }

/** The facts of files as the slow front end has them, wherever it is certain that both agree. */
export function parseFast(sources: readonly SourceText[]): readonly FastResult[] {
  const unproven = new Set<string>()
  const results = sources.map((source) => resultOf(source, unproven))
  const unsound = unsoundAmong([...unproven])
  if (unsound.size === 0) return results
  return results.map((result, index) => (unsound.has(sources[index]?.text ?? '') ? syntaxError : result))
}

const syntaxError: FastResult = { kind: 'unsure', reason: 'A syntax error' }

/** Adds its text to `unproven` where it may have a syntax error yet. */
function resultOf({ file, text }: SourceText, unproven: Set<string>): FastResult {
  try {
    const reading = readingOf(file, text)
    if (reading.isSound === undefined) unproven.add(text)
    return { kind: 'facts', facts: factsOf(file, text, reading) }
  } catch (error) {
    if (error instanceof Unsure) return { kind: 'unsure', reason: error.message }
    throw error
  }
}
