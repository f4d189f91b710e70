// ts-morph's nodes are mixins, whose instances this rule takes for those of another class.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment */
import { type EntityName, Node, type ParameterDeclaration, SyntaxKind, type TypeNode } from 'ts-morph'
import type { TypeFact } from '../../facts.js'
import { spanOf } from './spans.js'
import { numberOf } from './values.js'

const keywords = new Set([
  SyntaxKind.AnyKeyword,
  SyntaxKind.BigIntKeyword,
  SyntaxKind.BooleanKeyword,
  SyntaxKind.NeverKeyword,
  SyntaxKind.NumberKeyword,
  SyntaxKind.ObjectKeyword,
  SyntaxKind.StringKeyword,
  SyntaxKind.SymbolKeyword,
  SyntaxKind.UndefinedKeyword,
  SyntaxKind.UnknownKeyword,
  SyntaxKind.VoidKeyword,
])

/** The type that a parameter declares, or that a literal default gives it. */
export function parameterType(parameter: ParameterDeclaration): TypeFact {
  const node = parameter.getTypeNode()
  return node === undefined ? defaultType(parameter.getInitializer()) : typeFact(node)
}

/** A type as it is written. */
export function typeFact(node: TypeNode): TypeFact {
  const span = spanOf(node)
  if (Node.isParenthesizedTypeNode(node)) return typeFact(node.getTypeNode())
  if (Node.isUnionTypeNode(node)) return { kind: 'union', members: node.getTypeNodes().map(typeFact), span }
  if (Node.isIntersectionTypeNode(node)) {
    return { kind: 'intersection', members: node.getTypeNodes().map(typeFact), text: node.getText(), span }
  }
  if (Node.isTypeReference(node)) {
    const typeArguments = node.getTypeArguments().map(typeFact)
    return { kind: 'reference', path: entityPath(node.getTypeName()), typeArguments, span }
  }
  if (Node.isLiteralTypeNode(node)) {
    const literal = node.getLiteral()
    if (Node.isStringLiteral(literal) || Node.isNoSubstitutionTemplateLiteral(literal)) {
      return { kind: 'literal', value: literal.getLiteralValue(), span }
    }
    if (Node.isNumericLiteral(literal)) return { kind: 'literal', value: numberOf(literal), span }
    if (Node.isPrefixUnaryExpression(literal)) {
      const operand = literal.getOperand()
      if (literal.getOperatorToken() === SyntaxKind.MinusToken && Node.isNumericLiteral(operand)) {
        return { kind: 'literal', value: -numberOf(operand), span }
      }
    }
    if (Node.isNullLiteral(literal)) return { kind: 'keyword', name: 'null', span }
  }
  if (Node.isArrayTypeNode(node)) return { kind: 'array', item: typeFact(node.getElementTypeNode()), span }
  // `readonly string[]`
  if (Node.isTypeOperatorTypeNode(node) && node.getOperator() === SyntaxKind.ReadonlyKeyword) {
    const list = typeFact(node.getTypeNode())
    if (list.kind === 'array') return { ...list, span }
  }
  if (keywords.has(node.getKind())) return { kind: 'keyword', name: node.getText(), span }
  return { kind: 'other', text: node.getText(), span }
}

function defaultType(initializer: Node | undefined): TypeFact {
  if (initializer === undefined) return { kind: 'none' }
  const span = spanOf(initializer)
  if (Node.isStringLiteral(initializer) || Node.isNoSubstitutionTemplateLiteral(initializer)) {
    return { kind: 'keyword', name: 'string', span }
  }
  if (Node.isBigIntLiteral(initializer)) return { kind: 'keyword', name: 'bigint', span }
  if (Node.isNumericLiteral(initializer)) return { kind: 'keyword', name: 'number', span }
  if (Node.isTrueLiteral(initializer) || Node.isFalseLiteral(initializer)) {
    return { kind: 'keyword', name: 'boolean', span }
  }
  return { kind: 'none' }
}

/** `Update.MessageUpdate` as its parts. */
export function entityPath(name: EntityName): [string, ...string[]] {
  if (Node.isIdentifier(name)) return [name.getText()]
  return [...entityPath(name.getLeft()), name.getRight().getText()]
}
