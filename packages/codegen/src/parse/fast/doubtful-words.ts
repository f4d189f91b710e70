import { afterAngles } from './skip.js'
import { Code, isOperand, isWord, Kind, startsLine, type Tokens, textOf } from './tokens.js'

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

const perhapsDoubtful = new Set([...reserved, ...introducing, 'as', 'let', 'implements'])

/** Most words are ruled out by their length or by how they begin. */
function isShort({ text, starts, ends }: Tokens, index: number): boolean {
  const start = starts[index] ?? 0
  const length = (ends[index] ?? 0) - start
  return length > 1 && length <= 'implements'.length && text.charCodeAt(start) >= 97
}

/**
 * Whether a word may stand where TypeScript does not take it.
 *
 * @param open - the token of the innermost bracket around it
 */
export function isDoubtfulWord(tokens: Tokens, index: number, open: number | undefined): boolean {
  const { kinds } = tokens
  const before = kinds[index - 1]
  if (before === Code.Dot || !isShort(tokens, index)) return false
  const word = textOf(tokens, index)
  if (!perhapsDoubtful.has(word)) return false
  if (word === 'namespace' && isWord(tokens, index - 1, 'as')) return true
  if (before === Kind.Word && introducing.has(word)) return isDoubtfulIntroduction(tokens, index, word)
  if (word === 'as') return isWord(tokens, index - 1, 'type') && isWord(tokens, index - 2, 'export')
  if (word === 'implements') return isDoubtfulHeritage(tokens, index)
  if (word === 'let') return before === Code.OpenParen && kinds[index + 1] === Code.Equals
  if (!reserved.has(word)) return false
  if (isDoubtfulModifier(tokens, index, word, open)) return true
  if (isWord(tokens, index + 1, 'is') && isPredicate(tokens, index)) return true
  switch (before) {
    case Code.Less:
      if (asTypes.has(word)) return !isModifier(tokens, index, word)
      break
    case Code.OpenBracket:
      if (asTypes.has(word)) return !isExpression(tokens, index, word)
      break
    case Code.Comma:
      if (asTypes.has(word)) return !isExpression(tokens, index, word) && isDoubtfulItem(tokens, index, word, open)
      break
    case Code.OpenParen:
      if (word === 'await') return isWord(tokens, index + 1, 'of') || isWord(tokens, index + 1, 'in')
      if (asTypes.has(word)) return !isExpression(tokens, index, word) && !isLoop(tokens, index, word)
      break
    case Code.At:
      return true
    case Kind.Word:
      if (isWord(tokens, index - 1, 'asserts')) return true
      if (isWord(tokens, index - 1, 'extends') && asConstraints.has(word)) return true
      break
    default:
  }
  return isDoubtfulBefore(tokens, index, word)
}

/** `export` and `default` before a member of a class, which TypeScript takes for modifiers even on a line of their own. */
function isDoubtfulModifier(tokens: Tokens, index: number, word: string, open: number | undefined): boolean {
  if (word !== 'export' && word !== 'default') return false
  const next = tokens.kinds[index + 1] ?? Code.Semicolon
  if (afterNames.has(next) || isWord(tokens, index + 1, 'as')) return false
  if (word === 'default') return !isWord(tokens, index - 1, 'export') && !isWord(tokens, index - 1, 'as')
  return open !== undefined && !isNamespace(tokens, open)
}

const afterNames = new Set([':', '(', '=', ';', ',', '?', '!', '}', '.', ')', '<'].map((each) => each.charCodeAt(0)))

function isNamespace(tokens: Tokens, open: number): boolean {
  let at = open - 1
  while (tokens.kinds[at - 1] === Code.Dot) at -= 2
  return ['namespace', 'module'].some((each) => isWord(tokens, at - 1, each)) || isWord(tokens, at, 'global')
}

/** `<const T>` and `<in out T>` */
function isModifier(tokens: Tokens, index: number, word: string): boolean {
  return (word === 'const' || word === 'in') && isName(tokens, index + 1)
}

function isName(tokens: Tokens, index: number): boolean {
  return tokens.kinds[index] === Kind.Word && !isWord(tokens, index, 'extends')
}

/** In a list: a property or a member may be called so, a type or an element may not. */
function isDoubtfulItem(tokens: Tokens, index: number, word: string, open: number | undefined): boolean {
  const { kinds } = tokens
  if (isModifier(tokens, index, word)) return false
  if (open === undefined || kinds[open] !== Code.OpenBrace) return true
  switch (kinds[index + 1]) {
    case Code.Colon:
    case Code.OpenParen:
    case Code.Equals:
      return false
    case Code.Question:
      return kinds[index + 2] !== Code.Colon && kinds[index + 2] !== Code.OpenParen
    case Code.Less:
      return kinds[afterAngles(tokens, index + 1) ?? -1] !== Code.OpenParen
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

/** `super.method()`, `class Name {}` and `delete object.name` in a list or in parentheses. */
function isExpression(tokens: Tokens, index: number, word: string): boolean {
  const { kinds } = tokens
  const next = kinds[index + 1] ?? Code.Semicolon
  if (word === 'super') return next === Code.OpenParen || (next === Code.Dot && kinds[index + 3] === Code.OpenParen)
  if (word === 'class') return isName(tokens, index + 1) || next === Code.OpenBrace
  return word === 'delete' && (isName(tokens, index + 1) || next === Code.OpenParen)
}

/** `for (const …`, `for await (var …` */
function isLoop(tokens: Tokens, index: number, word: string): boolean {
  if (word !== 'const' && word !== 'var') return false
  return isWord(tokens, index - 2, 'for') || isWord(tokens, index - 2, 'await')
}

/** What a class implements. */
function isDoubtfulHeritage(tokens: Tokens, index: number): boolean {
  const { kinds } = tokens
  let at = index + 1
  while (kinds[at] === Kind.Word) {
    if (reserved.has(textOf(tokens, at)) || isWord(tokens, at, 'implements')) return true
    at++
    while (kinds[at] === Code.Dot) at += 2
    if (kinds[at] === Code.Less) at = afterAngles(tokens, at) ?? at
    if (kinds[at] !== Code.Comma) return false
    at++
  }
  return false
}

function isPredicate(tokens: Tokens, index: number): boolean {
  const before = tokens.kinds[index - 1]
  return before === Code.Colon || before === Kind.Arrow
}

/** Words that something has to follow. */
function isDoubtfulBefore(tokens: Tokens, index: number, word: string): boolean {
  const next = tokens.kinds[index + 1]
  switch (word) {
    case 'new':
      return next === undefined || noOperands.has(next) || next === Code.OpenBrace
    case 'null':
      return next === Code.Dot
    case 'function':
      if (next === Code.Dot) return true
      if (isNameless(tokens, index)) return true
      return next === Code.Less && tokens.kinds[afterAngles(tokens, index + 1) ?? -1] !== Code.OpenParen
    case 'import':
      return isDoubtfulImport(tokens, index)
    default:
      return false
  }
}

/** A function without a name where it needs one. */
function isNameless(tokens: Tokens, index: number): boolean {
  const { kinds } = tokens
  const next = kinds[index + 1] === Code.Asterisk ? kinds[index + 2] : kinds[index + 1]
  if (next !== Code.OpenParen && next !== Code.Less) return false
  const first = isWord(tokens, index - 1, 'async') ? index - 1 : index
  switch (kinds[first - 1]) {
    case undefined:
    case Code.Semicolon:
    case Code.OpenBrace:
    case Code.CloseBrace:
    case Code.CloseParen:
      return true
    case Kind.Word:
      if (isWord(tokens, first - 1, 'export') || isWord(tokens, first - 1, 'declare')) return true
      return startsLine(tokens, first) && !isWord(tokens, first - 1, 'default')
    default:
      return startsLine(tokens, first) && isOperand(tokens, first - 1)
  }
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
