// ts-morph's nodes are mixins, whose instances this rule takes for those of another class.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment */
import { Node, type ObjectLiteralExpression, SyntaxKind } from 'ts-morph'
import type { PropertyFact, ValueFact } from '../../facts.js'
import { spanOf } from './spans.js'

/** The value of an expression, as far as it is written down right there. */
export function valueFact(node: Node): ValueFact {
  const span = spanOf(node)
  if (Node.isAsExpression(node) || Node.isSatisfiesExpression(node) || Node.isParenthesizedExpression(node)) {
    return valueFact(node.getExpression())
  }
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)) {
    return { kind: 'string', value: node.getLiteralValue(), span }
  }
  if (Node.isNumericLiteral(node)) return { kind: 'number', value: node.getLiteralValue(), span }
  if (Node.isPrefixUnaryExpression(node)) {
    const operand = node.getOperand()
    if (node.getOperatorToken() === SyntaxKind.MinusToken && Node.isNumericLiteral(operand)) {
      return { kind: 'number', value: -operand.getLiteralValue(), span }
    }
  }
  if (Node.isTrueLiteral(node)) return { kind: 'boolean', value: true, span }
  if (Node.isFalseLiteral(node)) return { kind: 'boolean', value: false, span }
  if (Node.isNullLiteral(node)) return { kind: 'null', span }
  if (Node.isIdentifier(node) && node.getText() === 'undefined') return { kind: 'undefined', span }
  if (Node.isRegularExpressionLiteral(node)) {
    const [source, flags] = splitRegex(node.getText())
    return { kind: 'regex', source, flags, span }
  }
  if (Node.isArrayLiteralExpression(node)) {
    return { kind: 'array', elements: node.getElements().map(valueFact), span }
  }
  const properties = Node.isObjectLiteralExpression(node) ? propertyFacts(node) : undefined
  if (properties !== undefined) return { kind: 'object', properties, span }
  return { kind: 'dynamic', text: node.getText(), span }
}

/** Nothing when a part of the object is known only at run time. */
function propertyFacts(node: ObjectLiteralExpression): readonly PropertyFact[] | undefined {
  const facts: PropertyFact[] = []
  for (const property of node.getProperties()) {
    const span = spanOf(property)
    if (Node.isPropertyAssignment(property)) {
      const name = property.getNameNode()
      const initializer = property.getInitializer()
      if (Node.isComputedPropertyName(name) || initializer === undefined) return undefined
      const key = Node.isStringLiteral(name) ? name.getLiteralValue() : name.getText()
      facts.push({ key, value: valueFact(initializer), span: spanOf(name) })
    } else if (Node.isShorthandPropertyAssignment(property)) {
      facts.push({ key: property.getName(), value: { kind: 'dynamic', text: property.getText(), span }, span })
    } else if (Node.isMethodDeclaration(property) && !Node.isComputedPropertyName(property.getNameNode())) {
      facts.push({ key: property.getName(), value: { kind: 'dynamic', text: property.getText(), span }, span })
    } else {
      return undefined
    }
  }
  return facts
}

function splitRegex(text: string): [source: string, flags: string] {
  const end = text.lastIndexOf('/')
  return [text.slice(1, end), text.slice(end + 1)]
}
