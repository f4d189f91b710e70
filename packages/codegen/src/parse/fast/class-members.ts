import { afterAngles, afterExpression, afterType, closerOf } from './skip.js'
import { Code, Kind, type Stretch, startsLine, type Tokens, textOf } from './tokens.js'

/** A member of a class by its tokens. */
export interface MemberTokens extends Stretch {
  readonly kind: 'method' | 'accessor' | 'constructor' | 'property' | 'staticBlock'
  /** Says `@` before its name or in its parameters. */
  readonly decorated: boolean
  readonly static: boolean
  readonly private: boolean
  /** Without their parentheses. */
  readonly parameters: Stretch | undefined
  /** With its `:`, and with the `!` before it. */
  readonly type: Stretch | undefined
  /** With its `=`. */
  readonly initializer: Stretch | undefined
  /** Without its braces. */
  readonly body: Stretch | undefined
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
  const { kinds, partners } = tokens
  const decorated = kinds[from] === Code.At
  const start = decorated ? afterDecorators(tokens, from) : from
  if (start === undefined) return undefined
  const modifiers: string[] = []
  let at = start
  while (isModifier(tokens, at)) {
    // `get` above `name()` may be a property of that name.
    if (startsLine(tokens, at + 1)) return undefined
    modifiers.push(textOf(tokens, at++))
  }
  const isStatic = modifiers.includes('static')
  const shared = { from, decorated, static: isStatic, private: kinds[at] === Kind.Private }
  const nothing = { parameters: undefined, type: undefined, initializer: undefined, body: undefined }
  if (kinds[at] === Code.OpenBrace) {
    if (modifiers.length !== 1 || !isStatic) return undefined
    const to = closerOf(partners, at) + 1
    return { ...shared, ...nothing, kind: 'staticBlock', body: { from: at + 1, to: to - 1 }, to }
  }
  if (kinds[at] === Code.Asterisk) at++
  const isConstructor = /^(?:constructor$|['"])/.test(textOf(tokens, at))
  const named = afterName(tokens, at)
  if (named === undefined) return undefined
  at = kinds[named] === Code.Question ? named + 1 : named
  const isAccessor = modifiers.includes('get') || modifiers.includes('set')
  if (kinds[at] === Code.Less || kinds[at] === Code.OpenParen) {
    const kind = isConstructor ? 'constructor' : isAccessor ? 'accessor' : 'method'
    const rest = methodRest(tokens, at)
    if (rest === undefined) return undefined
    return { ...shared, ...nothing, ...rest, kind, decorated: decorated || hasDecorator(tokens, rest.parameters) }
  }
  const rest = propertyRest(tokens, at)
  return rest === undefined ? undefined : { ...shared, ...nothing, ...rest, kind: 'property' }
}

function isModifier(tokens: Tokens, index: number): boolean {
  if (tokens.kinds[index] !== Kind.Word || !modifierWords.has(textOf(tokens, index))) return false
  const next = tokens.kinds[index + 1]
  const isName = next === Kind.Word || next === Kind.String || next === Kind.Number || next === Kind.Private
  return isName || next === Code.OpenBracket || next === Code.Asterisk || next === Code.OpenBrace
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

function methodRest(
  tokens: Tokens,
  index: number,
): (Pick<MemberTokens, 'type' | 'body' | 'to'> & { readonly parameters: Stretch }) | undefined {
  const { kinds, partners } = tokens
  const open = kinds[index] === Code.Less ? afterAngles(tokens, index) : index
  if (open === undefined || kinds[open] !== Code.OpenParen) return undefined
  const close = closerOf(partners, open)
  const parameters = { from: open + 1, to: close }
  const after = kinds[close + 1] === Code.Colon ? afterType(tokens, close + 2) : close + 1
  if (after === undefined) return undefined
  const type = after > close + 1 ? { from: close + 1, to: after } : undefined
  if (kinds[after] !== Code.OpenBrace) {
    return endsMember(tokens, after) ? { parameters, type, body: undefined, to: after } : undefined
  }
  const end = closerOf(partners, after)
  return { parameters, type, body: { from: after + 1, to: end }, to: end + 1 }
}

function propertyRest(tokens: Tokens, index: number): Pick<MemberTokens, 'type' | 'initializer' | 'to'> | undefined {
  const { kinds } = tokens
  let at = kinds[index] === Code.Exclamation ? index + 1 : index
  if (kinds[at] === Code.Colon) {
    const after = afterType(tokens, at + 1)
    if (after === undefined) return undefined
    at = after
  }
  const type = at > index ? { from: index, to: at } : undefined
  if (kinds[at] !== Code.Equals) return endsMember(tokens, at) ? { type, initializer: undefined, to: at } : undefined
  const to = afterExpression(tokens, at + 1)
  return to === undefined ? undefined : { type, initializer: { from: at, to }, to }
}

function endsMember(tokens: Tokens, index: number): boolean {
  const kind = tokens.kinds[index]
  return kind === Code.Semicolon || kind === Code.CloseBrace || startsLine(tokens, index)
}

function hasDecorator({ kinds }: Tokens, { from, to }: Stretch): boolean {
  const at = kinds.indexOf(Code.At, from)
  return at !== -1 && at < to
}
