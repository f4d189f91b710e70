import type {
  ArrayExpression,
  Expression,
  IdentifierName,
  Node,
  NumericLiteral,
  ObjectExpression,
  StringLiteral,
  TemplateLiteral,
} from 'oxc-parser'
import { Code, Kind } from '../tokens.js'
import { notPlain, type Reader } from './reader.js'

/** Words that begin more than a name. */
const operators = new Set(
  `new function class async await yield typeof void delete import this super let static throw return if else for while do
  switch case try var const enum with default export extends in instanceof`.split(/\s+/),
)

/** A name, a literal, a list or an object of them, or a call of a name with them. */
export function expression(reader: Reader): Expression {
  const { start } = reader
  let node = primary(reader)
  for (;;) {
    switch (reader.kind) {
      case Code.Dot:
        node = memberOf(reader, node, start)
        break
      case Code.OpenParen: {
        const callee = node
        const given = list(reader, Code.CloseParen)
        node = {
          type: 'CallExpression',
          start,
          end: reader.end,
          callee,
          arguments: given,
          optional: false,
        }
        break
      }
      case Kind.Word:
        if (!reader.is('as') || reader.startsLine()) return node
        node = constant(reader, node, start)
        break
      default:
        return node
    }
  }
}

/** Any word as a name. */
export function identifier(reader: Reader): IdentifierName {
  const { start } = reader
  const name = reader.takeName()
  return { type: 'Identifier', start, end: reader.end, name }
}

/** `a.b.c` */
export function dottedName(reader: Reader): Expression {
  const { start } = reader
  let node = identifier(reader) as Expression
  while (reader.kind === Code.Dot) node = memberOf(reader, node, start)
  return node
}

/** `.name`, of what stands before it and begins at `start`. */
function memberOf(reader: Reader, object: Expression, start: number): Expression {
  reader.take(Code.Dot)
  const property = identifier(reader)
  return { type: 'MemberExpression', start, end: reader.end, object, property, computed: false, optional: false }
}

export function stringLiteral(reader: Reader): StringLiteral {
  const { start } = reader
  const raw = reader.text
  const value = reader.takeString()
  return { type: 'Literal', start, end: reader.end, value, raw }
}

export function numberLiteral(reader: Reader): NumericLiteral {
  const { start } = reader
  const raw = reader.text
  if (!/^\d+(?:\.\d+)?$/.test(raw)) throw notPlain
  reader.at++
  return { type: 'Literal', start, end: reader.end, value: Number(raw), raw }
}

/** `-1` */
export function negative(reader: Reader): Expression {
  const { start } = reader
  reader.take(Code.Minus)
  const argument = numberLiteral(reader)
  return { type: 'UnaryExpression', start, end: reader.end, operator: '-', prefix: true, argument }
}

function primary(reader: Reader): Expression {
  switch (reader.kind) {
    case Kind.Word:
      return word(reader)
    case Kind.String:
      return stringLiteral(reader)
    case Kind.Number:
      return numberLiteral(reader)
    case Kind.Regex:
      return regex(reader)
    case Kind.Template:
      return template(reader)
    case Code.Minus:
      return negative(reader)
    case Code.OpenBracket:
      return array(reader)
    case Code.OpenBrace:
      return object(reader)
    default:
      throw notPlain
  }
}

function word(reader: Reader): Expression {
  const { start, text } = reader
  if (text === 'true' || text === 'false' || text === 'null') {
    reader.at++
    const value = text === 'null' ? null : text === 'true'
    return { type: 'Literal', start, end: reader.end, value, raw: text } as Expression
  }
  if (operators.has(text)) throw notPlain
  return identifier(reader)
}

function regex(reader: Reader): Expression {
  const { start, text: raw } = reader
  reader.at++
  const end = raw.lastIndexOf('/')
  const parts = { pattern: raw.slice(1, end), flags: raw.slice(end + 1) }
  return { type: 'Literal', start, end: reader.end, value: null, raw, regex: parts }
}

function template(reader: Reader): TemplateLiteral {
  const { start, text } = reader
  if (text.includes('\\')) throw notPlain
  reader.at++
  const { end } = reader
  const cooked = text.slice(1, -1)
  const whole = { type: 'TemplateElement', start: start + 1, end: end - 1, value: { raw: cooked, cooked }, tail: true }
  return { type: 'TemplateLiteral', start, end, quasis: [whole], expressions: [] } as unknown as TemplateLiteral
}

function array(reader: Reader): ArrayExpression {
  const { start } = reader
  const elements = list(reader, Code.CloseBracket)
  return { type: 'ArrayExpression', start, end: reader.end, elements }
}

/** Expressions between brackets. */
function list(reader: Reader, close: number): Expression[] {
  const found: Expression[] = []
  reader.at++
  while (!reader.skip(close)) {
    found.push(expression(reader))
    if (!reader.skip(Code.Comma) && reader.kind !== close) throw notPlain
  }
  return found
}

function object(reader: Reader): ObjectExpression {
  const { start } = reader
  const properties: Node[] = []
  reader.take(Code.OpenBrace)
  while (!reader.skip(Code.CloseBrace)) {
    properties.push(property(reader))
    if (!reader.skip(Code.Comma) && reader.kind !== Code.CloseBrace) throw notPlain
  }
  return { type: 'ObjectExpression', start, end: reader.end, properties } as ObjectExpression
}

function property(reader: Reader): Node {
  const { start, kind } = reader
  const isName = kind === Kind.Word
  const key = isName ? identifier(reader) : kind === Kind.String ? stringLiteral(reader) : numberLiteral(reader)
  const shorthand = !reader.skip(Code.Colon)
  if (shorthand && !(isName && (reader.kind === Code.Comma || reader.kind === Code.CloseBrace))) throw notPlain
  const value = shorthand ? key : expression(reader)
  const { end } = reader
  return { type: 'Property', start, end, key, value, kind: 'init', shorthand, computed: false, method: false }
}

/** `value as const` */
function constant(reader: Reader, value: Expression, start: number): Expression {
  reader.at++
  const from = reader.start
  reader.takeWord('const')
  const { end } = reader
  const typeName = { type: 'Identifier', start: from, end, name: 'const' }
  const typeAnnotation = { type: 'TSTypeReference', start: from, end, typeName, typeArguments: null }
  return { type: 'TSAsExpression', start, end, expression: value, typeAnnotation } as Expression
}
