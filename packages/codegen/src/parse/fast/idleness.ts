import { closerOf, isOpener } from './skip.js'
import { Code, isWord, Kind, type Stretch, type Tokens, textOf } from './tokens.js'

/** Tells what of a text no fact depends on, wherever it stands. */
export class Idleness {
  readonly #tokens: Tokens
  readonly #changeable: ReadonlySet<string>

  constructor(tokens: Tokens) {
    this.#tokens = tokens
    this.#changeable = changeableNames(tokens)
  }

  /** Whether some tokens neither hold a class nor change an object of the top level. */
  isIdle({ from, to }: Stretch): boolean {
    for (let at = from; at < to; at++) {
      if (this.#tokens.kinds[at] !== Kind.Word) continue
      if (isWord(this.#tokens, at, 'class')) return false
      if (this.#changeable.size > 0 && this.#changeable.has(textOf(this.#tokens, at))) return false
    }
    return true
  }
}

/** The names that constants at the top level may have; some that are none do no harm. */
function changeableNames(tokens: Tokens): ReadonlySet<string> {
  const { kinds, partners } = tokens
  const found = new Set<string>()
  for (let at = 0; at < kinds.length; at++) {
    if (isOpener(kinds[at])) at = closerOf(partners, at)
    else if ((kinds[at] === Code.Comma || isWord(tokens, at, 'const')) && kinds[at + 1] === Kind.Word) {
      found.add(textOf(tokens, at + 1))
    }
  }
  return found
}
