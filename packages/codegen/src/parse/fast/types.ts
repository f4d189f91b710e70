import type { Node, TSType } from 'oxc-parser'
import type { TypeFact } from '../../facts.js'
import { entityPath } from './imports.js'
import { stringValue } from './names.js'
import type { Source } from './source.js'
import { Unsure } from './unsure.js'
import { numberOf } from './literals.js'

const keywords: ReadonlyMap<TSType['type'], string> = new Map([
  ['TSAnyKeyword', 'any'],
  ['TSBigIntKeyword', 'bigint'],
  ['TSBooleanKeyword', 'boolean'],
  ['TSNeverKeyword', 'never'],
  ['TSNullKeyword', 'null'],
  ['TSNumberKeyword', 'number'],
  ['TSObjectKeyword', 'object'],
  ['TSStringKeyword', 'string'],
  ['TSSymbolKeyword', 'symbol'],
  ['TSUndefinedKeyword', 'undefined'],
  ['TSUnknownKeyword', 'unknown'],
  ['TSVoidKeyword', 'void'],
])

/** A type as it is written. */
export function typeFact(node: TSType, source: Source): TypeFact {
  const span = source.span(node)
  const typesOf = (nodes: readonly TSType[]): readonly TypeFact[] => nodes.map((each) => typeFact(each, source))
  switch (node.type) {
    case 'TSParenthesizedType':
      return typeFact(node.typeAnnotation, source)
    case 'TSUnionType':
      return { kind: 'union', members: typesOf(node.types), span }
    case 'TSIntersectionType':
      return { kind: 'intersection', members: typesOf(node.types), text: source.textOf(node), span }
    case 'TSTypeReference': {
      const typeArguments = typesOf(node.typeArguments?.params ?? [])
      return { kind: 'reference', path: entityPath(node.typeName), typeArguments, span }
    }
    case 'TSLiteralType': {
      const value = literalValue(node.literal)
      return value === undefined ? other(node, source) : { kind: 'literal', value, span }
    }
    case 'TSArrayType':
      return { kind: 'array', item: typeFact(node.elementType, source), span }
    case 'TSTypeOperator': {
      const list = node.operator === 'readonly' ? typeFact(node.typeAnnotation, source) : undefined
      return list?.kind === 'array' ? { ...list, span } : other(node, source)
    }
    case 'TSIntrinsicKeyword':
    case 'TSJSDocNullableType':
    case 'TSJSDocNonNullableType':
    case 'TSJSDocUnknownType':
      throw new Unsure(`A type of the kind ${node.type}`)
    default: {
      const name = keywords.get(node.type)
      return name === undefined ? other(node, source) : { kind: 'keyword', name, span }
    }
  }
}

/** The type that a literal default gives a parameter. */
export function defaultType(initializer: Node, source: Source): TypeFact {
  const span = source.span(initializer)
  if (stringValue(initializer) !== undefined) return { kind: 'keyword', name: 'string', span }
  if (initializer.type !== 'Literal') return { kind: 'none' }
  if (numberOf(initializer) !== undefined) return { kind: 'keyword', name: 'number', span }
  const name = typeof initializer.value
  return name === 'bigint' || name === 'boolean' ? { kind: 'keyword', name, span } : { kind: 'none' }
}

function other(node: TSType, source: Source): TypeFact {
  return { kind: 'other', text: source.textOf(node), span: source.span(node) }
}

function literalValue(literal: Node): string | number | undefined {
  const text = stringValue(literal)
  if (text !== undefined) return text
  if (literal.type === 'Literal') return numberOf(literal)
  if (literal.type !== 'UnaryExpression' || literal.operator !== '-') return undefined
  const value = literal.argument.type === 'Literal' ? numberOf(literal.argument) : undefined
  return value === undefined ? undefined : -value
}
