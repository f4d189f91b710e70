import { isDoubtfulWord } from './doubtful-words.js'
import { afterAngles, closerOf } from './skip.js'
import { Code, isOperand, isWord, Kind, startsLine, type Tokens, textOf } from './tokens.js'

/**
 * Whether a text may hold a syntax error that oxc lets pass and TypeScript does not: reserved words as types, octal
 * escapes, a few places where a line must not end. What is doubted here and right after all costs time only.
 */
export function isDoubtful(tokens: Tokens): boolean {
  const { kinds } = tokens
  const open: number[] = []
  for (let at = 0; at < kinds.length; at++) {
    switch (kinds[at]) {
      case Code.OpenBrace:
      case Code.OpenBracket:
      case Code.OpenParen:
        open.push(at)
        break
      case Code.CloseBrace:
      case Code.CloseBracket:
      case Code.CloseParen:
        open.pop()
        break
      case Kind.Number:
        if (/^0\d/.test(textOf(tokens, at))) return true
        break
      case Kind.String:
        if (hasOctalEscape(textOf(tokens, at))) return true
        break
      case Kind.Private:
        // `object?.#name`
        if (kinds[at - 1] === Code.Dot && kinds[at - 2] === Code.Question) return true
        break
      case Code.Question:
        if (isDoubtfulQuestion(tokens, at)) return true
        break
      case Code.Less:
        if (isDoubtfulAngle(tokens, at)) return true
        break
      case Kind.TemplateMiddle:
      case Kind.TemplateTail:
        if (isDoubtfulEnd(tokens, at)) return true
        break
      case Kind.Word:
        if (isDoubtfulWord(tokens, at, open.at(-1))) return true
        break
      default:
    }
  }
  return false
}

/** `\1`, `\08` and `\9`, but not `\0`. */
function hasOctalEscape(text: string): boolean {
  return text.includes('\\') && /\\(?:[1-9]|0\d)/.test(text.replace(/\\\D/g, ''))
}

/** `?` where a type begins, which means something in comments only. */
function isDoubtfulQuestion(tokens: Tokens, index: number): boolean {
  const before = tokens.kinds[index - 1] ?? 0
  if (before !== Kind.Word) return beforeTypes.has(before)
  const isOperator = isWord(tokens, index - 1, 'as') || isWord(tokens, index - 1, 'satisfies')
  return isOperator && isOperand(tokens, index - 2) && !startsLine(tokens, index - 1)
}

const beforeTypes = new Set<number>(
  [':', '<', '|', '&', ',', '(', '[', '='].map((each) => each.charCodeAt(0)).concat(Kind.Arrow),
)

/** `<<` that may begin type arguments, and `<T>value`, which oxc assigns to. */
function isDoubtfulAngle(tokens: Tokens, index: number): boolean {
  const { kinds, partners, starts, ends } = tokens
  if (kinds[index + 1] === Code.Less && starts[index + 1] === ends[index]) return isDoubtfulShift(tokens, index)
  const isAfterOperand = isOperand(tokens, index - 1) && kinds[index - 1] !== Code.CloseBrace
  if (isAfterOperand && !beforeValues.has(textOf(tokens, index - 1))) return false
  if (kinds[index - 1] === Code.Less) return false
  const after = afterAngles(tokens, index)
  if (after === undefined) return false
  return kinds[after] !== Code.OpenParen || kinds[closerOf(partners, after) + 1] === Code.Equals
}

function isDoubtfulShift(tokens: Tokens, index: number): boolean {
  return tokens.kinds[index + 2] === Kind.Word && afterAngles(tokens, index + 1) !== undefined
}

/** A template's type with something behind it: `${Name<T> other}`. */
function isDoubtfulEnd(tokens: Tokens, index: number): boolean {
  const { kinds } = tokens
  const last = kinds[index - 1] ?? 0
  if (last > Kind.Template) return false
  if (kinds[index - 2] === Code.Greater) return true
  return isOperand(tokens, index - 2) && !prefixes.has(textOf(tokens, index - 2))
}

const prefixes = new Set(
  `typeof await new void delete yield keyof infer in instanceof as satisfies extends unique readonly async is`.split(
    ' ',
  ),
)

const beforeValues = new Set('return typeof case await yield void delete throw else do in of instanceof new'.split(' '))
