import type { CallExpression, Decorator, Node } from 'oxc-parser'
import type { DecoratorFact } from '../../facts.js'
import { dottedPath, mentionsIn, unwrapped } from './names.js'
import type { Source } from './source.js'
import { Unsure } from './unsure.js'
import { valueFact } from './values.js'

export function decoratorFact(node: Decorator, source: Source): DecoratorFact {
  return appliedFact(node.expression, source, node)
}

/** A call that makes a value, as if it were a decorator; nothing when no argument of it could be one. */
export function callFact(node: Node, source: Source): DecoratorFact | undefined {
  const call = unwrapped(node)
  if (call.type === 'ImportExpression') throw new Unsure('An import that is called')
  if (call.type !== 'CallExpression') return undefined
  const fact = appliedFact(call, source)
  return fact.parts === undefined ? undefined : fact
}

/** An expression where a decorator stands; `whole` is what its span is of, if not of itself. */
function appliedFact(applied: Node, source: Source, whole?: Node): DecoratorFact {
  const expression = unwrapped(applied)
  if (expression.type === 'ImportExpression') throw new Unsure('An import that is called')
  const called = expression.type === 'CallExpression' ? expression : undefined
  const callee = called?.callee ?? expression
  const path = dottedPath(callee)
  const mentioning = path === undefined ? [expression] : (called?.arguments ?? [])
  return {
    // The text of anything else matches no name.
    path: path ?? [source.textOf(callee)],
    mentions: mentioning.flatMap((part) => mentionsIn(part, source)),
    arguments: called?.arguments.map((argument) => valueFact(argument, source)),
    parts: called === undefined ? undefined : partsOf(called, source),
    span: source.span(whole ?? expression),
  }
}

function partsOf(call: CallExpression, source: Source): readonly DecoratorFact[] | undefined {
  const parts = call.arguments.map((argument) => {
    const part = unwrapped(argument)
    const isCall = part.type === 'CallExpression' || part.type === 'ImportExpression'
    return isCall || dottedPath(part) !== undefined ? appliedFact(part, source) : undefined
  })
  const decorators = parts.filter((part) => part !== undefined)
  return decorators.length > 0 && decorators.length === parts.length ? decorators : undefined
}
