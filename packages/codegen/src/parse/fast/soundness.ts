import { type ParseResult, parseSync } from 'oxc-parser'
import { Code, isWord, Kind, type Tokens } from './tokens.js'

/** So many texts are read as one. */
const batchSize = 16

/**
 * Which of these texts have a syntax error. None of them may be one that needs more to be complete: see
 * `isPerhapsUnfinished`.
 */
export function unsoundAmong(texts: readonly string[]): ReadonlySet<string> {
  const unsound = new Set<string>()
  for (let at = 0; at < texts.length; at += batchSize) {
    const batch = texts.slice(at, at + batchSize)
    // Errors across files, such as two default exports, are none.
    if (isSound(batch.join('\n;\n'))) continue
    for (const text of batch) if (!isSound(text)) unsound.add(text)
  }
  return unsound
}

/** A tree of a text, with its syntax errors. */
export function parseWhole(text: string): ParseResult {
  return parseSync('file.ts', text, { lang: 'ts', sourceType: 'module' })
}

/**
 * Whether a whole text has no syntax error. Making a tree of it costs more than reading it, so an error is put at its
 * end: if the parser gets there and finds nothing before, there is nothing, and it has no tree to hand over.
 */
function isSound(text: string): boolean {
  const { errors } = parseWhole(`${text}\n;)`)
  const [error] = errors
  return errors.length === 1 && error?.labels.length === 1 && error.labels[0]?.start === text.length + 2
}

/** Whether a `;` could be what the text lacks: `if (name)`. */
export function isPerhapsUnfinished(tokens: Tokens): boolean {
  const { kinds, partners } = tokens
  const last = kinds.length - 1
  if (kinds[last] === Code.CloseBrace || kinds[last] === Code.Semicolon) return false
  if (kinds[last] === Code.CloseParen) return kinds[(partners[last] ?? 0) - 1] === Kind.Word && isHead(tokens, last)
  return kinds[last] === Code.Colon || isWord(tokens, last, 'else') || isWord(tokens, last, 'do')
}

function isHead(tokens: Tokens, close: number): boolean {
  const word = (tokens.partners[close] ?? 0) - 1
  return ['if', 'while', 'for', 'with', 'await'].some((each) => isWord(tokens, word, each))
}
