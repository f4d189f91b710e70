// ts-morph's nodes are mixins, whose instances this rule takes for those of another class.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment */
import { type CallExpression, type Decorator, Node, type SourceFile } from 'ts-morph'
import type { DecoratorFact } from '../../facts.js'
import { dottedPath, mentionsIn, topLevelNames, unwrapped } from './names.js'
import { spanOf } from './spans.js'
import { valueFact } from './values.js'

export function decoratorFact(node: Decorator): DecoratorFact {
  return { ...appliedFact(node.getExpression(), node.getSourceFile()), span: spanOf(node) }
}

/** A call that makes a value, as if it were a decorator; nothing when no argument of it could be one. */
export function callFact(node: Node): DecoratorFact | undefined {
  const call = unwrapped(node)
  if (!Node.isCallExpression(call)) return undefined
  const fact = appliedFact(call, call.getSourceFile())
  return fact.parts === undefined ? undefined : fact
}

/** An expression where a decorator stands. */
function appliedFact(applied: Node, source: SourceFile): DecoratorFact {
  const expression = unwrapped(applied)
  const called = Node.isCallExpression(expression) ? expression : undefined
  const callee = called?.getExpression() ?? expression
  const path = dottedPath(callee)
  const names = topLevelNames(source)
  const mentioning = path === undefined ? [expression] : (called?.getArguments() ?? [])
  return {
    // The text of anything else matches no name.
    path: path ?? [callee.getText()],
    mentions: mentioning.flatMap((part) => mentionsIn(part, names)),
    arguments: called?.getArguments().map(valueFact),
    parts: called === undefined ? undefined : partsOf(called, source),
    span: spanOf(expression),
  }
}

function partsOf(call: CallExpression, source: SourceFile): readonly DecoratorFact[] | undefined {
  const parts = call.getArguments().map((argument) => {
    const part = unwrapped(argument)
    const isDecorator = Node.isCallExpression(part) || dottedPath(part) !== undefined
    return isDecorator ? appliedFact(part, source) : undefined
  })
  const decorators = parts.filter((part) => part !== undefined)
  return decorators.length > 0 && decorators.length === parts.length ? decorators : undefined
}
