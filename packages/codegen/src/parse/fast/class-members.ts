import { afterAngles, afterExpression, afterType, closerOf } from './skip.js'
import { Code, isWord, Kind, type Stretch, startsLine, type Tokens, textOf } from './tokens.js'

/** A member of a class by its tokens. */
export interface MemberTokens extends Stretch {
  /** Whether a fact may have it even where the class has no base class. */
  readonly kept: boolean
  /** Whether it is a method whose parameters facts are read of. */
  readonly readsParameters: boolean
  /** What no fact reads of it, in the order of the text: types, bodies, values. */
  readonly unread: readonly Stretch[]
}

/** The members of the class whose body opens at `open`, up to the first that is not plain to see. */
export function memberTokens(tokens: Tokens, open: number): readonly MemberTokens[] {
  const found: MemberTokens[] = []
  const close = closerOf(tokens.partners, open)
  for (let at = open + 1; at < close; ) {
    if (tokens.kinds[at] === Code.Semicolon) {
      at++
      continue
    }
    const member = memberAt(tokens, at)
    if (member === undefined || member.to > close) break
    found.push(member)
    at = member.to
  }
  return found
}

const modifierWords = new Set(
  'public private protected static readonly abstract override declare async accessor get set'.split(' '),
)

function memberAt(tokens: Tokens, from: number): MemberTokens | undefined {
  const { kinds } = tokens
  const start = kinds[from] === Code.At ? afterDecorators(tokens, from) : from
  const first = start === undefined ? undefined : afterModifiers(tokens, start)
  if (start === undefined || first === undefined) return undefined
  const isStatic = hasModifier(tokens, start, first, 'static')
  if (kinds[first] === Code.OpenBrace) {
    return isStatic && first === start + 1 ? staticBlock(tokens, from, first) : undefined
  }
  const name = kinds[first] === Code.Asterisk ? first + 1 : first
  const named = afterName(tokens, name)
  if (named === undefined) return undefined
  const rest = kinds[named] === Code.Question ? named + 1 : named
  // Another member may speak of a private one, and without it oxc would not read that.
  const isKept = start > from || kinds[name] === Kind.Private
  if (kinds[rest] !== Code.Less && kinds[rest] !== Code.OpenParen) {
    return propertyAt(tokens, rest, { from, isKept: isKept || isStatic, isStatic })
  }
  // A quoted name may be that of a constructor too.
  const isConstructor = kinds[name] === Kind.String || isWord(tokens, name, 'constructor')
  const isAccessor = hasModifier(tokens, start, first, 'get') || hasModifier(tokens, start, first, 'set')
  const takesPart = isConstructor || isAccessor || start > from
  return methodAt(tokens, rest, { from, isKept: isKept || isConstructor, takesPart })
}

/** Nothing where a modifier may be a name: `get` above `name()`. */
function afterModifiers(tokens: Tokens, index: number): number | undefined {
  let at = index
  while (isModifier(tokens, at)) {
    if (startsLine(tokens, at + 1)) return undefined
    at++
  }
  return at
}

function isModifier(tokens: Tokens, index: number): boolean {
  if (tokens.kinds[index] !== Kind.Word) return false
  switch (tokens.kinds[index + 1]) {
    case Kind.Word:
    case Kind.String:
    case Kind.Number:
    case Kind.Private:
    case Code.OpenBracket:
    case Code.Asterisk:
    case Code.OpenBrace:
      return modifierWords.has(textOf(tokens, index))
    default:
      return false
  }
}

function hasModifier(tokens: Tokens, from: number, to: number, modifier: string): boolean {
  for (let at = from; at < to; at++) if (isWord(tokens, at, modifier)) return true
  return false
}

function afterDecorators(tokens: Tokens, index: number): number | undefined {
  const { kinds, partners } = tokens
  let at = index
  while (kinds[at] === Code.At) {
    at++
    if (kinds[at] === Kind.Word) at++
    else if (kinds[at] === Code.OpenParen) at = closerOf(partners, at) + 1
    else return undefined
    while (kinds[at] === Code.Dot || kinds[at] === Code.OpenParen) {
      at = kinds[at] === Code.Dot ? at + 2 : closerOf(partners, at) + 1
    }
    const isPlain = kinds[at] === Code.At || kinds[at] === Kind.Word || kinds[at] === Kind.Private
    if (!isPlain) return undefined
  }
  return at
}

function afterName({ kinds, partners }: Tokens, index: number): number | undefined {
  switch (kinds[index]) {
    case Kind.Word:
    case Kind.String:
    case Kind.Number:
    case Kind.Private:
      return index + 1
    case Code.OpenBracket:
      return closerOf(partners, index) + 1
    default:
      return undefined
  }
}

function staticBlock({ partners }: Tokens, from: number, open: number): MemberTokens {
  const close = closerOf(partners, open)
  return { from, to: close + 1, kept: false, readsParameters: false, unread: [{ from: open + 1, to: close }] }
}

interface MethodHead {
  readonly from: number
  readonly isKept: boolean
  /** Whether its parameters are read, or have to be there. */
  readonly takesPart: boolean
}

function methodAt(tokens: Tokens, index: number, { from, isKept, takesPart }: MethodHead): MemberTokens | undefined {
  const { kinds, partners } = tokens
  const open = kinds[index] === Code.Less ? afterAngles(tokens, index) : index
  if (open === undefined || kinds[open] !== Code.OpenParen) return undefined
  const close = closerOf(partners, open)
  const after = kinds[close + 1] === Code.Colon ? afterType(tokens, close + 2) : close + 1
  if (after === undefined) return undefined
  const type = { from: close + 1, to: after }
  // The signature of an overload: what callers may pass.
  if (kinds[after] !== Code.OpenBrace) {
    return endsMember(tokens, after)
      ? { from, to: after, kept: true, readsParameters: true, unread: [type] }
      : undefined
  }
  const end = closerOf(partners, after)
  const body = { from: after + 1, to: end }
  const parameters = { from: open + 1, to: close }
  const isDecorated = hasDecorator(tokens, parameters)
  const readsParameters = takesPart || isDecorated
  const unread = readsParameters ? [type, body] : [parameters, type, body]
  return { from, to: end + 1, kept: isKept || isDecorated, readsParameters, unread }
}

interface PropertyHead {
  readonly from: number
  readonly isKept: boolean
  readonly isStatic: boolean
}

function propertyAt(tokens: Tokens, index: number, { from, isKept, isStatic }: PropertyHead): MemberTokens | undefined {
  const { kinds } = tokens
  const colon = kinds[index] === Code.Exclamation ? index + 1 : index
  const equals = kinds[colon] === Code.Colon ? afterType(tokens, colon + 1) : colon
  if (equals === undefined) return undefined
  if (kinds[equals] !== Code.Equals) {
    const unread = [{ from: index, to: equals }]
    const found = { from, to: equals, kept: isKept, readsParameters: false, unread }
    return endsMember(tokens, equals) ? found : undefined
  }
  const to = afterExpression(tokens, equals + 1)
  if (to === undefined) return undefined
  const unread = [{ from: index, to: isStatic ? equals : to }]
  return { from, to, kept: isKept, readsParameters: false, unread }
}

function endsMember(tokens: Tokens, index: number): boolean {
  const kind = tokens.kinds[index]
  return kind === Code.Semicolon || kind === Code.CloseBrace || startsLine(tokens, index)
}

function hasDecorator({ kinds }: Tokens, { from, to }: Stretch): boolean {
  for (let at = from; at < to; at++) if (kinds[at] === Code.At) return true
  return false
}
