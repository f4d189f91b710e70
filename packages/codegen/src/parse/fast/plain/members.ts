import type {
  BindingIdentifier,
  BindingPattern,
  ClassElement,
  Decorator,
  Expression,
  ParamPattern,
  PropertyKey,
} from 'oxc-parser'
import type { MemberTokens } from '../class-members.js'
import { afterAngles } from '../skip.js'
import { Code, Kind } from '../tokens.js'
import { expression, identifier, numberLiteral, stringLiteral } from './expressions.js'
import { notPlain, type Reader } from './reader.js'
import { annotation } from './types.js'

/** What stands before a member's or a parameter's name. */
interface Modifiers {
  readonly accessibility: 'public' | 'private' | 'protected' | null
  readonly static: boolean
  readonly readonly: boolean
  readonly abstract: boolean
  readonly override: boolean
  readonly kind: 'get' | 'set' | undefined
}

/** A member that facts are read of; what they do not need of it is left out. */
export function member(reader: Reader, { from, to, readsParameters }: MemberTokens): ClassElement {
  reader.at = from
  const { start } = reader
  const decorators = decoratorsAt(reader)
  const modifiers = modifiersAt(reader)
  const isGenerator = reader.skip(Code.Asterisk)
  const key = keyAt(reader)
  reader.skip(Code.Question)
  const isMethod = reader.kind === Code.Less || reader.kind === Code.OpenParen
  const end = reader.tokens.ends[to - 1] ?? start
  const { accessibility, abstract } = modifiers
  if (!isMethod) {
    const value = modifiers.static ? initializer(reader) : null
    const type = abstract ? 'TSAbstractPropertyDefinition' : 'PropertyDefinition'
    const { static: isStatic, readonly } = modifiers
    const computed = false
    return {
      type,
      start,
      end,
      decorators,
      key,
      computed,
      static: isStatic,
      readonly,
      accessibility,
      value,
    }
  }
  const isConstructor = key.type === 'Identifier' && key.name === 'constructor'
  const isUnusual = modifiers.static || modifiers.kind !== undefined || isGenerator
  // TypeScript has such a one for a constructor with a wrong modifier.
  if (isConstructor && isUnusual) throw notPlain
  const value = method(reader, readsParameters)
  return {
    type: abstract ? 'TSAbstractMethodDefinition' : 'MethodDefinition',
    start,
    end,
    decorators,
    key,
    computed: false,
    static: modifiers.static,
    accessibility,
    kind: isConstructor ? 'constructor' : (modifiers.kind ?? 'method'),
    value,
  } as unknown as ClassElement
}

export function decoratorsAt(reader: Reader): Decorator[] {
  const found: Decorator[] = []
  while (reader.kind === Code.At) {
    const { start } = reader
    reader.take(Code.At)
    if (reader.kindAt(0) !== Kind.Word) throw notPlain
    const applied = expression(reader)
    found.push({ type: 'Decorator', start, end: reader.end, expression: applied })
  }
  return found
}

const noModifiers: Modifiers = {
  accessibility: null,
  static: false,
  readonly: false,
  abstract: false,
  override: false,
  kind: undefined,
}

function modifiersAt(reader: Reader): Modifiers {
  if (!isModifier(reader)) return noModifiers
  const found: { -readonly [Name in keyof Modifiers]: Modifiers[Name] } = { ...noModifiers }
  for (; isModifier(reader); reader.at++) {
    const { text } = reader
    switch (text) {
      case 'public':
      case 'private':
      case 'protected':
        found.accessibility = text
        break
      case 'static':
      case 'readonly':
      case 'abstract':
      case 'override':
        found[text] = true
        break
      case 'get':
      case 'set':
        found.kind = text
        break
      case 'async':
        break
      default:
        throw notPlain
    }
  }
  return found
}

function isModifier(reader: Reader): boolean {
  return reader.kind === Kind.Word && isBeforeName(reader.kindAt(1))
}

/** Whether what is of a kind can follow a modifier, and not a name. */
function isBeforeName(kind: number): boolean {
  return kind === Kind.Word || kind === Kind.String || kind === Kind.Number || kind === Kind.Private || isOther(kind)
}

function isOther(kind: number): boolean {
  return kind === Code.Asterisk || kind === Code.OpenBracket || kind === Code.OpenBrace
}

function keyAt(reader: Reader): PropertyKey {
  const { start, text } = reader
  switch (reader.kind) {
    case Kind.Word:
      return identifier(reader)
    case Kind.Private:
      reader.at++
      return { type: 'PrivateIdentifier', start, end: reader.end, name: text.slice(1) }
    case Kind.String: {
      const key = stringLiteral(reader)
      if (key.value === 'constructor') throw notPlain
      return key
    }
    case Kind.Number:
      return numberLiteral(reader)
    default:
      throw notPlain
  }
}

function initializer(reader: Reader): Expression | null {
  reader.skip(Code.Exclamation)
  reader.skipAnnotation()
  if (!reader.skip(Code.Equals)) return null
  const value = expression(reader)
  if (reader.kind !== Code.CloseBrace) reader.takeStatementEnd()
  return value
}

/** From its type parameters on. */
function method(reader: Reader, readsParameters: boolean): object {
  const { start } = reader
  const typeParameters = typeParametersAt(reader)
  const close = reader.closer
  const params = readsParameters ? parameters(reader) : []
  reader.at = close + 1
  reader.skipAnnotation()
  const isThere = reader.kind === Code.OpenBrace
  const body = isThere ? { type: 'BlockStatement', start: reader.start, end: reader.start + 1, body: [] } : null
  const type = isThere ? 'FunctionExpression' : 'TSEmptyBodyFunctionExpression'
  return { type, start, end: reader.end, params, body, typeParameters }
}

/** Goes past them; how many there are does not matter. */
export function typeParametersAt(reader: Reader): object | null {
  if (reader.kind !== Code.Less) return null
  const { start } = reader
  const after = afterAngles(reader.tokens, reader.at)
  if (after === undefined) throw notPlain
  reader.at = after
  return { type: 'TSTypeParameterDeclaration', start, end: reader.end, params: [{}] }
}

function parameters(reader: Reader): ParamPattern[] {
  const found: ParamPattern[] = []
  reader.take(Code.OpenParen)
  while (!reader.skip(Code.CloseParen)) {
    found.push(parameter(reader))
    if (!reader.skip(Code.Comma) && reader.kind !== Code.CloseParen) throw notPlain
  }
  return found
}

function parameter(reader: Reader): ParamPattern {
  const decorators = decoratorsAt(reader)
  const { start } = reader
  const isProperty = reader.kind === Kind.Word && reader.kindAt(1) === Kind.Word
  const { accessibility, readonly, override } = modifiersAt(reader)
  if (reader.kind === Code.Dot) return rest(reader, decorators)
  const pattern = withDefault(reader, binding(reader, isProperty ? [] : decorators), isProperty ? [] : decorators)
  if (!isProperty) return pattern
  const { end } = reader
  const found = { start, end, decorators, accessibility, readonly, override, static: false, parameter: pattern }
  return { type: 'TSParameterProperty', ...found }
}

/** `...name: Type` */
function rest(reader: Reader, decorators: Decorator[]): ParamPattern {
  const { start } = reader
  for (let dots = 0; dots < 3; dots++) reader.take(Code.Dot)
  const argument = identifier(reader) as BindingIdentifier
  const typeAnnotation = reader.skip(Code.Colon) ? annotation(reader) : null
  const { end } = reader
  return { type: 'RestElement', start, end, decorators, argument, optional: false, typeAnnotation }
}

function binding(reader: Reader, decorators: Decorator[]): BindingIdentifier {
  const { start } = reader
  const name = reader.takeName()
  const optional = reader.skip(Code.Question)
  const typeAnnotation = reader.skip(Code.Colon) ? annotation(reader) : null
  const { end } = reader
  return { type: 'Identifier', start, end, decorators, name, optional, typeAnnotation } as unknown as BindingIdentifier
}

function withDefault(reader: Reader, left: BindingPattern, decorators: Decorator[]): BindingPattern {
  if (!reader.skip(Code.Equals)) return left
  const right = expression(reader)
  return { type: 'AssignmentPattern', start: left.start, end: reader.end, decorators, left, right } as BindingPattern
}
