import type { SourceText } from '../../discover/index.js'
import type { FileFacts } from '../../facts.js'
import { factsOf } from './facts.js'
import { readingOf } from './syntax.js'
import { Unsure } from './unsure.js'

/** The facts of a file, or why TypeScript's own parser has to read it. */
export type FastResult =
  | { readonly kind: 'facts'; readonly facts: FileFacts }
  | { readonly kind: 'unsure'; readonly reason: string }

/** The facts of a file as the slow front end has them, wherever it is certain that both agree. */
export function parseFast({ file, text }: SourceText): FastResult {
  try {
    return { kind: 'facts', facts: factsOf(file, text, readingOf(file, text)) }
  } catch (error) {
    if (error instanceof Unsure) return { kind: 'unsure', reason: error.message }
    throw error
  }
}
