import { afterAngles, closerOf } from './skip.js'
import { Code, isWord, Kind, startsLine, type Tokens, textOf } from './tokens.js'

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
  if (before === Kind.Word) return isWord(tokens, index - 1, 'as') || isWord(tokens, index - 1, 'satisfies')
  return beforeTypes.has(before)
}

const beforeTypes = new Set<number>(
  [':', '<', '|', '&', ',', '(', '[', '='].map((each) => each.charCodeAt(0)).concat(Kind.Arrow),
)

/** `<<` that may begin type arguments, and `<T>value`, which oxc assigns to. */
function isDoubtfulAngle(tokens: Tokens, index: number): boolean {
  const { kinds, partners, starts, ends } = tokens
  const before = kinds[index - 1] ?? Code.Semicolon
  if (kinds[index + 1] === Code.Less && starts[index + 1] === ends[index]) return before !== Kind.Number
  const isOperand = before <= Kind.Private || before === Code.CloseParen || before === Code.CloseBracket
  if (isOperand && !(before === Kind.Word && beforeValues.has(textOf(tokens, index - 1)))) return false
  if (before === Code.Less) return false
  const after = afterAngles(tokens, index)
  if (after === undefined) return false
  return kinds[after] !== Code.OpenParen || kinds[closerOf(partners, after) + 1] === Code.Equals
}

const beforeValues = new Set('return typeof case await yield void delete throw else do in of instanceof new'.split(' '))

const reserved = new Set(
  `break case catch class const continue debugger default delete do else enum export extends false finally for function
  if import in instanceof new null return super switch throw true try typeof var void while with await`.split(/\s+/),
)
/** Those that oxc takes for the name of a type, or of a tuple's or an index's part. */
const asTypes = new Set(
  `break case catch class const continue debugger default delete do else enum export extends finally for if in instanceof
  return super switch throw try var while with`.split(/\s+/),
)
const asConstraints = new Set(['class', 'delete', 'in', 'instanceof', 'super'])
/** The name that they introduce stands on their line. */
const introducing = new Set(['type', 'interface', 'namespace', 'module', 'abstract', 'declare', 'async', 'global'])

function isDoubtfulWord(tokens: Tokens, index: number, open: number | undefined): boolean {
  const { kinds } = tokens
  const before = kinds[index - 1]
  const word = textOf(tokens, index)
  if (before === Code.Dot) return false
  if (before === Kind.Word && introducing.has(word)) return isDoubtfulIntroduction(tokens, index, word)
  if (word === 'as') return isWord(tokens, index - 1, 'type') && isWord(tokens, index - 2, 'export')
  if (word === 'namespace' && isWord(tokens, index - 1, 'as')) return true
  if (word === 'let') return before === Code.OpenParen && kinds[index + 1] === Code.Equals
  if (!reserved.has(word)) return false
  if (isWord(tokens, index + 1, 'is')) return true
  switch (before) {
    case Code.Less:
      // `<const T>` and `<in out T>`
      return asTypes.has(word) && !((word === 'const' || word === 'in') && kinds[index + 1] === Kind.Word)
    case Code.OpenBracket:
      return asTypes.has(word)
    case Code.Comma:
      return asTypes.has(word) ? isDoubtfulItem(tokens, index, word, open) : isDoubtfulBefore(tokens, index, word)
    case Code.OpenParen:
      return word === 'await' && (isWord(tokens, index + 1, 'of') || isWord(tokens, index + 1, 'in'))
    case Code.At:
      return true
    case Kind.Word:
      if (isDoubtfulAfterWord(tokens, index, word)) return true
      break
    default:
  }
  return isDoubtfulBefore(tokens, index, word)
}

/** In a list: a property or a member may be called so, a type or an element may not. */
function isDoubtfulItem(tokens: Tokens, index: number, word: string, open: number | undefined): boolean {
  const { kinds } = tokens
  if (word === 'const' && kinds[index + 1] === Kind.Word) return false
  if (open === undefined || kinds[open] !== Code.OpenBrace) return true
  switch (kinds[index + 1]) {
    case Code.Colon:
    case Code.OpenParen:
    case Code.Equals:
    case Code.Question:
      return false
    case Kind.Word:
      return !isWord(tokens, index + 1, 'as')
    case Code.Comma:
    case Code.CloseBrace: {
      const isEnum = isWord(tokens, open - 2, 'enum')
      return !(isEnum || ['import', 'export', 'type'].some((each) => isWord(tokens, open - 1, each)))
    }
    default:
      return true
  }
}

function isDoubtfulAfterWord(tokens: Tokens, index: number, word: string): boolean {
  const before = textOf(tokens, index - 1)
  if (before === 'implements') return true
  return before === 'extends' && asConstraints.has(word)
}

/** Words that something has to follow. */
function isDoubtfulBefore(tokens: Tokens, index: number, word: string): boolean {
  const next = tokens.kinds[index + 1]
  // `implements Some, typeof {`
  if (tokens.kinds[index - 1] === Code.Comma && (next === Code.OpenBrace || next === Code.Comma)) return !isValue(word)
  switch (word) {
    case 'new':
      return next === undefined || noOperands.has(next)
    case 'null':
      return next === Code.Dot
    case 'function':
      if (next === Code.Dot || next === Code.Less) return true
      return next === Code.OpenParen && ['export', 'declare'].some((each) => isWord(tokens, index - 1, each))
    case 'import':
      return isDoubtfulImport(tokens, index)
    default:
      return false
  }
}

function isValue(word: string): boolean {
  return word === 'null' || word === 'true' || word === 'false'
}

const noOperands = new Set([';', ',', ')', ']', '}', '=', '>', '|', '&'].map((each) => each.charCodeAt(0)))

/** `import name = some.default` */
function isDoubtfulImport(tokens: Tokens, index: number): boolean {
  const { kinds } = tokens
  const equals = kinds[index + 2] === Code.Equals ? index + 2 : index + 3
  if (kinds[equals] !== Code.Equals) return false
  for (let at = equals + 1; kinds[at] === Kind.Word; at += 2) {
    if (reserved.has(textOf(tokens, at)) || isWord(tokens, at, 'this')) return true
    if (kinds[at + 1] !== Code.Dot) return false
  }
  return false
}

function isDoubtfulIntroduction(tokens: Tokens, index: number, word: string): boolean {
  if (!['export', 'default', 'declare'].some((each) => isWord(tokens, index - 1, each))) return false
  const isNamed = tokens.kinds[index + 1] === Kind.Word && !startsLine(tokens, index + 1)
  return word === 'interface' || word === 'abstract' ? !isNamed : startsLine(tokens, index + 1)
}
