import { Code, endsValue, isWord, Kind, startsLine, type Tokens, textOf } from './tokens.js'

/** The token after the `>` that closes the `<` at `index`; nothing when that is not plain to see. */
export function afterAngles({ kinds, partners }: Tokens, index: number): number | undefined {
  let depth = 0
  for (let at = index; at < kinds.length; at++) {
    const kind = kinds[at]
    if (kind === Code.Less) depth++
    else if (kind === Code.Greater && --depth === 0) return at + 1
    else if (kind === Code.Semicolon) return undefined
    else if (isOpener(kind)) at = closerOf(partners, at)
  }
  return undefined
}

/** The token after the type that begins at `index`; nothing for types whose end is not plain to see. */
export function afterType(tokens: Tokens, index: number): number | undefined {
  const { kinds, partners } = tokens
  let at = index
  for (;;) {
    while (kinds[at] === Code.Bar || kinds[at] === Code.Ampersand) at++
    const operand = afterOperand(tokens, at)
    if (operand === undefined) return undefined
    at = operand
    for (;;) {
      if (kinds[at] === Code.Dot && kinds[at + 1] === Kind.Word) at += 2
      else if (kinds[at] === Code.OpenBracket && !startsLine(tokens, at)) at = closerOf(partners, at) + 1
      else if (kinds[at] === Code.Less && !startsLine(tokens, at)) {
        const after = afterAngles(tokens, at)
        if (after === undefined) return undefined
        at = after
      } else break
    }
    const kind = kinds[at]
    // Conditional types and optional members of tuples.
    if (kind === Code.Question || kind === Code.Colon) return undefined
    if (kind === Kind.Word && !startsLine(tokens, at)) {
      if (textOf(tokens, at) !== 'is') return undefined
      at++
    } else if (kind === Kind.Arrow) at++
    else if (kind !== Code.Bar && kind !== Code.Ampersand) return at
  }
}

/**
 * The token after the expression that begins at `index`: its `;`, the beginning of the next line or the closing brace.
 * Nothing where what begins a line may go on with the expression.
 */
export function afterExpression(tokens: Tokens, index: number): number | undefined {
  const { kinds, partners } = tokens
  for (let at = index; at < kinds.length; at++) {
    const kind = kinds[at]
    if (kind === Code.Semicolon || kind === Code.CloseBrace) return at
    const role = at > index && startsLine(tokens, at) ? roleAtLineStart(tokens, at) : 'continues'
    if (role === 'unsure') return undefined
    if (role === 'begins') return at
    if (isOpener(kind)) at = closerOf(partners, at)
  }
  return undefined
}

/** Whether a kind opens a bracket or a template's expressions. */
export function isOpener(kind: number | undefined): boolean {
  return kind === Code.OpenBrace || kind === Code.OpenParen || kind === Code.OpenBracket
}

export function closerOf(partners: ArrayLike<number>, index: number): number {
  return partners[index] ?? -1
}

const prefixes = new Set(['keyof', 'typeof', 'readonly', 'unique', 'asserts', 'new', 'abstract'])
const unknown = new Set(['infer', 'import'])

function afterOperand(tokens: Tokens, index: number): number | undefined {
  const { kinds, partners } = tokens
  const kind = kinds[index]
  if (isOpener(kind)) return closerOf(partners, index) + 1
  if (kind === Kind.String || kind === Kind.Number || kind === Kind.Template) return index + 1
  if (kind === Code.Minus) return index + 2
  if (kind === Code.Less) {
    const after = afterAngles(tokens, index)
    return kinds[after ?? -1] === Code.OpenParen ? afterOperand(tokens, after ?? -1) : undefined
  }
  if (kind !== Kind.Word) return undefined
  const word = textOf(tokens, index)
  if (unknown.has(word)) return undefined
  if (!prefixes.has(word)) return index + 1
  return startsLine(tokens, index + 1) ? undefined : afterOperand(tokens, index + 1)
}

/** What a token at the beginning of a line does after an expression without a semicolon. */
function roleAtLineStart(tokens: Tokens, index: number): 'begins' | 'continues' | 'unsure' {
  const kind = tokens.kinds[index] ?? 0
  const before = tokens.kinds[index - 1] ?? 0
  const isName = kind === Kind.Word || kind === Kind.Private || kind === Kind.String || kind === Kind.Number
  if (!(isName || kind === Code.At)) {
    // An arrow function's body ends here and another's call does not.
    const isBracket = isOpener(kind) || kind === Code.Asterisk || kind === Code.Less
    return before === Code.CloseBrace && isBracket ? 'unsure' : 'continues'
  }
  if (kind === Kind.Word && (isWord(tokens, index, 'in') || isWord(tokens, index, 'instanceof'))) return 'continues'
  if (kind === Kind.Word && (isWord(tokens, index, 'as') || isWord(tokens, index, 'satisfies'))) return 'unsure'
  switch (before) {
    case Kind.Word:
      return unfinished.has(textOf(tokens, index - 1)) ? 'unsure' : 'begins'
    case Code.CloseParen:
    case Code.CloseBrace:
      return 'begins'
    case Code.Plus:
    case Code.Minus:
    case Code.Exclamation:
    case Code.Greater:
      return 'unsure'
    default:
      return endsValue(before) ? 'begins' : 'continues'
  }
}

/** Words after which an expression or a type goes on, or may. */
const unfinished = new Set(
  `new typeof void delete await yield in instanceof as satisfies extends function class async case return throw keyof
  readonly unique infer asserts is import abstract`.split(/\s+/),
)
