import type { TSType, TSTypeAnnotation, TSTypeName, TSTypeParameterInstantiation } from 'oxc-parser'
import { Code, Kind } from '../tokens.js'
import { identifier, negative, numberLiteral, stringLiteral } from './expressions.js'
import { notPlain, type Reader } from './reader.js'

const keywords: ReadonlyMap<string, TSType['type']> = new Map([
  ['any', 'TSAnyKeyword'],
  ['bigint', 'TSBigIntKeyword'],
  ['boolean', 'TSBooleanKeyword'],
  ['never', 'TSNeverKeyword'],
  ['null', 'TSNullKeyword'],
  ['number', 'TSNumberKeyword'],
  ['object', 'TSObjectKeyword'],
  ['string', 'TSStringKeyword'],
  ['symbol', 'TSSymbolKeyword'],
  ['undefined', 'TSUndefinedKeyword'],
  ['unknown', 'TSUnknownKeyword'],
  ['void', 'TSVoidKeyword'],
])

/** Words that begin more than the name of a type. */
const operators = new Set(
  'keyof typeof unique infer asserts import new abstract this true false intrinsic function class is extends'.split(
    ' ',
  ),
)

/** A type of names, literals and lists, alone or in a union or an intersection. */
export function type(reader: Reader): TSType {
  const { start } = reader
  // A union that begins with a bar is one, even of one type.
  const isUnion = reader.skip(Code.Bar)
  const first = intersection(reader)
  if (!isUnion && reader.kind !== Code.Bar) return first
  const types = [first]
  while (reader.skip(Code.Bar)) types.push(intersection(reader))
  return { type: 'TSUnionType', start, end: reader.end, types }
}

/** After a colon. */
export function annotation(reader: Reader): TSTypeAnnotation {
  const { start } = reader
  const typeAnnotation = type(reader)
  return { type: 'TSTypeAnnotation', start, end: reader.end, typeAnnotation }
}

/** `<A, B>`, if it stands here. */
export function typeArguments(reader: Reader): TSTypeParameterInstantiation | null {
  if (reader.kind !== Code.Less || reader.startsLine()) return null
  const { start } = reader
  const params: TSType[] = []
  reader.at++
  do params.push(type(reader))
  while (reader.skip(Code.Comma))
  reader.take(Code.Greater)
  return { type: 'TSTypeParameterInstantiation', start, end: reader.end, params }
}

function intersection(reader: Reader): TSType {
  const { start } = reader
  const first = listed(reader)
  if (reader.kind !== Code.Ampersand) return first
  const types = [first]
  while (reader.skip(Code.Ampersand)) types.push(listed(reader))
  return { type: 'TSIntersectionType', start, end: reader.end, types }
}

/** A type with as many `[]` as follow it. */
function listed(reader: Reader): TSType {
  const { start } = reader
  if (reader.is('readonly')) {
    reader.at++
    const typeAnnotation = listed(reader)
    return { type: 'TSTypeOperator', start, end: reader.end, operator: 'readonly', typeAnnotation }
  }
  let node = primary(reader)
  while (reader.kind === Code.OpenBracket && !reader.startsLine()) {
    reader.at++
    reader.take(Code.CloseBracket)
    node = { type: 'TSArrayType', start, end: reader.end, elementType: node }
  }
  return node
}

function primary(reader: Reader): TSType {
  const { start } = reader
  switch (reader.kind) {
    case Kind.Word:
      return named(reader)
    case Kind.String:
    case Kind.Number:
    case Code.Minus: {
      const literal = literalType(reader)
      return { type: 'TSLiteralType', start, end: reader.end, literal } as TSType
    }
    case Code.OpenBrace:
    case Code.OpenBracket: {
      const kind = reader.kind === Code.OpenBrace ? 'TSTypeLiteral' : 'TSTupleType'
      reader.at = reader.closer + 1
      // What is inside is read as text only.
      return { type: kind, start, end: reader.end } as TSType
    }
    case Code.OpenParen: {
      if (reader.tokens.kinds[reader.closer + 1] === Kind.Arrow) throw notPlain
      reader.at++
      const typeAnnotation = type(reader)
      reader.take(Code.CloseParen)
      return { type: 'TSParenthesizedType', start, end: reader.end, typeAnnotation }
    }
    default:
      throw notPlain
  }
}

function literalType(reader: Reader): ReturnType<typeof stringLiteral | typeof numberLiteral | typeof negative> {
  if (reader.kind === Kind.String) return stringLiteral(reader)
  return reader.kind === Kind.Number ? numberLiteral(reader) : negative(reader)
}

function named(reader: Reader): TSType {
  const { start, text } = reader
  if (operators.has(text)) throw notPlain
  const keyword = reader.kindAt(1) === Code.Dot ? undefined : keywords.get(text)
  if (keyword !== undefined) {
    reader.at++
    return { type: keyword, start, end: reader.end } as TSType
  }
  let typeName = identifier(reader) as TSTypeName
  while (reader.skip(Code.Dot)) {
    const left = typeName
    const right = identifier(reader)
    typeName = { type: 'TSQualifiedName', start, end: reader.end, left, right }
  }
  const given = typeArguments(reader)
  return { type: 'TSTypeReference', start, end: reader.end, typeName, typeArguments: given }
}
