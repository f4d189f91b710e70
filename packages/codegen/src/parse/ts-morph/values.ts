// ts-morph's nodes are mixins, whose instances this rule takes for those of another class.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment */
import {
  type ArrayLiteralExpression,
  type BinaryExpression,
  type CallExpression,
  type EnumDeclaration,
  type NewExpression,
  Node,
  type NumericLiteral,
  type ObjectLiteralElementLike,
  type ObjectLiteralExpression,
  type PrefixUnaryExpression,
  SyntaxKind,
  type TemplateExpression,
} from 'ts-morph'
import type { BinaryOperator, ComputationFact, KeyedFact, SpreadFact, UnaryOperator, ValueFact } from '../../facts.js'
import { plainProperties } from '../plain-properties.js'
import { dottedPath, unwrapped } from './names.js'
import { spanOf } from './spans.js'

/** The value of an expression, as far as syntax says it. */
export function valueFact(wrapped: Node): ValueFact {
  const node = unwrapped(wrapped)
  const span = spanOf(node)
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)) {
    return { kind: 'string', value: node.getLiteralValue(), span }
  }
  if (Node.isNumericLiteral(node)) return { kind: 'number', value: numberOf(node), span }
  if (Node.isTrueLiteral(node)) return { kind: 'boolean', value: true, span }
  if (Node.isFalseLiteral(node)) return { kind: 'boolean', value: false, span }
  if (Node.isNullLiteral(node)) return { kind: 'null', span }
  if (Node.isIdentifier(node) && node.getText() === 'undefined') return { kind: 'undefined', span }
  if (Node.isRegularExpressionLiteral(node)) {
    const [source, flags] = splitRegex(node.getText())
    return { kind: 'regex', source, flags, span }
  }
  const path = dottedPath(node)
  if (path !== undefined) return { kind: 'reference', path, text: node.getText(), span }
  if (Node.isArrayLiteralExpression(node)) return arrayFact(node)
  if (Node.isObjectLiteralExpression(node)) return objectFact(node)
  if (Node.isPrefixUnaryExpression(node)) return unaryFact(node)
  if (Node.isBinaryExpression(node)) return binaryFact(node)
  if (Node.isTemplateExpression(node)) return computed(node, { kind: 'template', parts: templateParts(node) })
  if (Node.isElementAccessExpression(node)) {
    const key = node.getArgumentExpression()
    if (key === undefined) return dynamic(node)
    return computed(node, { kind: 'member', object: valueFact(node.getExpression()), key: valueFact(key) })
  }
  if (Node.isPropertyAccessExpression(node)) {
    const key = { kind: 'string', value: node.getName(), span: spanOf(node.getNameNode()) } as const
    return computed(node, { kind: 'member', object: valueFact(node.getExpression()), key })
  }
  if (Node.isCallExpression(node)) return frozenFact(node)
  if (Node.isNewExpression(node)) return regexFact(node)
  return dynamic(node)
}

/** What an enum is when the program runs. */
export function enumFact(node: EnumDeclaration): ValueFact {
  const members = node.getMembers().map((member) => {
    const initializer = member.getInitializer()
    return {
      name: keyText(member.getNameNode()),
      value: initializer === undefined ? undefined : valueFact(initializer),
      span: spanOf(member.getNameNode()),
    }
  })
  return { kind: 'computed', from: { kind: 'enum', members }, text: node.getName(), span: spanOf(node.getNameNode()) }
}

function arrayFact(node: ArrayLiteralExpression): ValueFact {
  const elements = node.getElements()
  if (elements.some((element) => Node.isOmittedExpression(element))) return dynamic(node)
  if (!elements.some((element) => Node.isSpreadElement(element))) {
    return { kind: 'array', elements: elements.map(valueFact), span: spanOf(node) }
  }
  const items = elements.map((element) =>
    Node.isSpreadElement(element)
      ? ({ kind: 'spread', value: valueFact(element.getExpression()) } as const)
      : ({ kind: 'item', value: valueFact(element) } as const),
  )
  return computed(node, { kind: 'array', items })
}

function objectFact(node: ObjectLiteralExpression): ValueFact {
  const parts: (KeyedFact | SpreadFact)[] = []
  for (const property of node.getProperties()) {
    const part = objectPart(property)
    if (part === undefined) return dynamic(node)
    parts.push(part)
  }
  const properties = plainProperties(parts)
  if (properties !== undefined) return { kind: 'object', properties, span: spanOf(node) }
  return computed(node, { kind: 'object', properties: parts })
}

/** Nothing for what makes an object more than its properties. */
function objectPart(property: ObjectLiteralElementLike): KeyedFact | SpreadFact | undefined {
  if (Node.isSpreadAssignment(property)) return { kind: 'spread', value: valueFact(property.getExpression()) }
  const name = property.getNameNode()
  const span = spanOf(name)
  const key: ValueFact = Node.isComputedPropertyName(name)
    ? valueFact(name.getExpression())
    : { kind: 'string', value: keyText(name), span }
  if (Node.isShorthandPropertyAssignment(property)) {
    const local = property.getName()
    const value: ValueFact =
      local === 'undefined'
        ? { kind: 'undefined', span }
        : { kind: 'reference', path: [local], text: property.getText(), span }
    return { kind: 'keyed', key, value, span }
  }
  if (!Node.isPropertyAssignment(property)) return { kind: 'keyed', key, value: dynamic(property), span }
  const initializer = property.getInitializer()
  // Written like this it is the object's prototype.
  const isPrototype = key.kind === 'string' && key.value === '__proto__' && !Node.isComputedPropertyName(name)
  if (initializer === undefined || isPrototype) return undefined
  return { kind: 'keyed', key, value: valueFact(initializer), span }
}

function keyText(name: Node): string {
  if (Node.isStringLiteral(name) || Node.isNoSubstitutionTemplateLiteral(name)) return name.getLiteralValue()
  if (Node.isNumericLiteral(name)) return String(numberOf(name))
  if (Node.isComputedPropertyName(name)) return keyText(name.getExpression())
  return name.getText()
}

function unaryFact(node: PrefixUnaryExpression): ValueFact {
  const operator = unaryOperators.get(node.getOperatorToken())
  const operand = unwrapped(node.getOperand())
  if (operator === '-' && Node.isNumericLiteral(operand)) {
    return { kind: 'number', value: -numberOf(operand), span: spanOf(node) }
  }
  if (operator === undefined) return dynamic(node)
  return computed(node, { kind: 'unary', operator, operand: valueFact(operand) })
}

const unaryOperators: ReadonlyMap<SyntaxKind, UnaryOperator> = new Map([
  [SyntaxKind.MinusToken, '-'],
  [SyntaxKind.PlusToken, '+'],
  [SyntaxKind.TildeToken, '~'],
  [SyntaxKind.ExclamationToken, '!'],
])

function binaryFact(node: BinaryExpression): ValueFact {
  const operator = binaryOperators.get(node.getOperatorToken().getKind())
  if (operator === undefined) return dynamic(node)
  return computed(node, {
    kind: 'binary',
    operator,
    left: valueFact(node.getLeft()),
    right: valueFact(node.getRight()),
  })
}

const binaryOperators: ReadonlyMap<SyntaxKind, BinaryOperator> = new Map([
  [SyntaxKind.PlusToken, '+'],
  [SyntaxKind.MinusToken, '-'],
  [SyntaxKind.AsteriskToken, '*'],
  [SyntaxKind.SlashToken, '/'],
  [SyntaxKind.PercentToken, '%'],
  [SyntaxKind.AsteriskAsteriskToken, '**'],
  [SyntaxKind.LessThanLessThanToken, '<<'],
  [SyntaxKind.GreaterThanGreaterThanToken, '>>'],
  [SyntaxKind.GreaterThanGreaterThanGreaterThanToken, '>>>'],
  [SyntaxKind.AmpersandToken, '&'],
  [SyntaxKind.BarToken, '|'],
  [SyntaxKind.CaretToken, '^'],
])

function templateParts(node: TemplateExpression): readonly ValueFact[] {
  const head = node.getHead()
  return [
    { kind: 'string', value: head.compilerNode.text, span: spanOf(head) },
    ...node.getTemplateSpans().flatMap((span): readonly ValueFact[] => {
      const literal = span.getLiteral()
      const text = { kind: 'string', value: literal.compilerNode.text, span: spanOf(literal) } as const
      return [valueFact(span.getExpression()), text]
    }),
  ]
}

/** `Object.freeze(value)` is `value`. */
function frozenFact(node: CallExpression): ValueFact {
  const [value, surplus] = node.getArguments()
  const isFreeze = dottedPath(node.getExpression())?.join('.') === 'Object.freeze'
  if (!isFreeze || value === undefined || surplus !== undefined || Node.isSpreadElement(value)) return dynamic(node)
  return valueFact(value)
}

function regexFact(node: NewExpression): ValueFact {
  const [source, flags, surplus] = node.getArguments()
  const isRegex = node.getExpression().getText() === 'RegExp'
  if (!isRegex || source === undefined || surplus !== undefined) return dynamic(node)
  return computed(node, {
    kind: 'regex',
    source: valueFact(source),
    flags: flags === undefined ? undefined : valueFact(flags),
  })
}

function computed(node: Node, from: ComputationFact): ValueFact {
  return { kind: 'computed', from, text: node.getText(), span: spanOf(node) }
}

function dynamic(node: Node): ValueFact {
  return { kind: 'dynamic', text: node.getText(), span: spanOf(node) }
}

/** The compiler has read hexadecimal digits and separators; ts-morph's own reading loses exponents. */
export function numberOf(node: NumericLiteral): number {
  return Number(node.compilerNode.text)
}

function splitRegex(text: string): [source: string, flags: string] {
  const end = text.lastIndexOf('/')
  return [text.slice(1, end), text.slice(end + 1)]
}
