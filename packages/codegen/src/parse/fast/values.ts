import type {
  ArrayExpression,
  CallExpression,
  Expression,
  NewExpression,
  Node,
  ObjectExpression,
  ObjectPropertyKind,
  TemplateLiteral,
  TSEnumDeclaration,
  UnaryExpression,
} from 'oxc-parser'
import type { BinaryOperator, ComputationFact, KeyedFact, SpreadFact, UnaryOperator, ValueFact } from '../../facts.js'
import { plainProperties } from '../plain-properties.js'
import { keyRange, keyText, numberOf } from './literals.js'
import { dottedPath, stringValue, unwrapped } from './names.js'
import type { Source } from './source.js'
import { Unsure } from './unsure.js'

/** The value of an expression, as far as syntax says it. */
export function valueFact(wrapped: Node, source: Source): ValueFact {
  const node = unwrapped(wrapped)
  const span = source.span(node)
  const text = stringValue(node)
  if (text !== undefined) return { kind: 'string', value: text, span }
  if (node.type === 'Identifier' && node.name === 'undefined') return { kind: 'undefined', span }
  const path = dottedPath(node)
  if (path !== undefined) return { kind: 'reference', path, text: source.textOf(node), span }
  switch (node.type) {
    case 'Literal':
      return literalFact(node, source)
    case 'ArrayExpression':
      return arrayFact(node, source)
    case 'ObjectExpression':
      return objectFact(node, source)
    case 'UnaryExpression':
      return unaryFact(node, source)
    case 'BinaryExpression': {
      const operator = binaryOperators.get(node.operator)
      if (operator === undefined) return dynamic(node, source)
      const left = valueFact(node.left, source)
      return computed(node, { kind: 'binary', operator, left, right: valueFact(node.right, source) }, source)
    }
    case 'TemplateLiteral':
      return computed(node, { kind: 'template', parts: templateParts(node, source) }, source)
    case 'MemberExpression': {
      const key: ValueFact = node.computed
        ? valueFact(node.property, source)
        : { kind: 'string', value: source.textOf(node.property), span: source.span(node.property) }
      return computed(node, { kind: 'member', object: valueFact(node.object, source), key }, source)
    }
    case 'CallExpression':
      return frozenFact(node, source)
    case 'NewExpression':
      return regexFact(node, source)
    default:
      return dynamic(node, source)
  }
}

/** What an enum is when the program runs. */
export function enumFact({ id, body }: TSEnumDeclaration, source: Source): ValueFact {
  const members = body.members.map((member) => ({
    name: keyText(member.id, source),
    value: member.initializer === null ? undefined : valueFact(member.initializer, source),
    span: source.span(keyRange(member.id, member.computed, member.start, source)),
  }))
  return { kind: 'computed', from: { kind: 'enum', members }, text: id.name, span: source.span(id) }
}

/** Known only when the program runs. */
export function dynamic(node: Node, source: Source): ValueFact {
  return { kind: 'dynamic', text: source.textOf(node), span: source.span(node) }
}

function literalFact(node: Extract<Node, { readonly type: 'Literal' }>, source: Source): ValueFact {
  const span = source.span(node)
  const number = numberOf(node)
  if (number !== undefined) return { kind: 'number', value: number, span }
  if ('regex' in node) {
    const text = source.textOf(node)
    const end = text.lastIndexOf('/')
    return { kind: 'regex', source: text.slice(1, end), flags: text.slice(end + 1), span }
  }
  if (typeof node.value === 'boolean') return { kind: 'boolean', value: node.value, span }
  return node.value === null ? { kind: 'null', span } : dynamic(node, source)
}

function arrayFact(node: ArrayExpression, source: Source): ValueFact {
  const elements = node.elements.filter((element) => element !== null)
  if (elements.length < node.elements.length) return dynamic(node, source)
  if (elements.every((element) => element.type !== 'SpreadElement')) {
    return { kind: 'array', elements: elements.map((each) => valueFact(each, source)), span: source.span(node) }
  }
  const items = elements.map((element) =>
    element.type === 'SpreadElement'
      ? ({ kind: 'spread', value: valueFact(element.argument, source) } as const)
      : ({ kind: 'item', value: valueFact(element, source) } as const),
  )
  return computed(node, { kind: 'array', items }, source)
}

function objectFact(node: ObjectExpression, source: Source): ValueFact {
  const parts: (KeyedFact | SpreadFact)[] = []
  for (const property of node.properties) {
    const part = objectPart(property, source)
    if (part === undefined) return dynamic(node, source)
    parts.push(part)
  }
  const properties = plainProperties(parts)
  if (properties !== undefined) return { kind: 'object', properties, span: source.span(node) }
  return computed(node, { kind: 'object', properties: parts }, source)
}

/** Nothing for what makes an object more than its properties. */
function objectPart(property: ObjectPropertyKind, source: Source): KeyedFact | SpreadFact | undefined {
  if (property.type === 'SpreadElement') return { kind: 'spread', value: valueFact(property.argument, source) }
  const span = source.span(keyRange(property.key, property.computed, property.start, source))
  const key: ValueFact = property.computed
    ? valueFact(property.key, source)
    : { kind: 'string', value: keyText(property.key, source), span }
  if (property.method || property.kind !== 'init') {
    return { kind: 'keyed', key, value: dynamic(property, source), span }
  }
  // Written like this it is the object's prototype.
  const isPrototype = key.kind === 'string' && key.value === '__proto__' && !property.computed && !property.shorthand
  return isPrototype ? undefined : { kind: 'keyed', key, value: valueFact(property.value, source), span }
}

function unaryFact(node: UnaryExpression, source: Source): ValueFact {
  const operator = unaryOperators.get(node.operator)
  if (operator === undefined) return dynamic(node, source)
  const operand = unwrapped(node.argument)
  const number = operator === '-' && operand.type === 'Literal' ? numberOf(operand) : undefined
  if (number !== undefined) return { kind: 'number', value: -number, span: source.span(node) }
  return computed(node, { kind: 'unary', operator, operand: valueFact(operand, source) }, source)
}

const unaryOperators: ReadonlyMap<string, UnaryOperator> = new Map(
  (['-', '+', '~', '!'] as const).map((operator) => [operator, operator]),
)
const binaryOperators: ReadonlyMap<string, BinaryOperator> = new Map(
  (['+', '-', '*', '/', '%', '**', '<<', '>>', '>>>', '&', '|', '^'] as const).map((operator) => [operator, operator]),
)

function templateParts({ quasis, expressions }: TemplateLiteral, source: Source): readonly ValueFact[] {
  return quasis.flatMap((quasi, index): readonly ValueFact[] => {
    const { cooked } = quasi.value
    if (cooked === null) throw new Unsure('A template with an escape that means nothing')
    const text = { kind: 'string', value: cooked, span: source.span(quasi) } as const
    const expression = expressions[index]
    return expression === undefined ? [text] : [text, valueFact(expression, source)]
  })
}

/** `Object.freeze(value)` is `value`. */
function frozenFact(node: CallExpression, source: Source): ValueFact {
  const [value, surplus] = node.arguments
  const isFreeze = dottedPath(node.callee)?.join('.') === 'Object.freeze'
  if (!isFreeze || value === undefined || surplus !== undefined || value.type === 'SpreadElement') {
    return dynamic(node, source)
  }
  return valueFact(value, source)
}

function regexFact(node: NewExpression, source: Source): ValueFact {
  const [pattern, flags, surplus] = node.arguments
  const isRegex = isNamed(node.callee, 'RegExp')
  if (!isRegex || pattern === undefined || surplus !== undefined) return dynamic(node, source)
  return computed(
    node,
    {
      kind: 'regex',
      source: valueFact(pattern, source),
      flags: flags === undefined ? undefined : valueFact(flags, source),
    },
    source,
  )
}

function isNamed(node: Expression, name: string): boolean {
  return node.type === 'Identifier' && node.name === name
}

function computed(node: Node, from: ComputationFact, source: Source): ValueFact {
  return { kind: 'computed', from, text: source.textOf(node), span: source.span(node) }
}
