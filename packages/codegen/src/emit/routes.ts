import type { CommandDecorator, Handler, HandlerClass, HandlerParameter } from '../model.js'
import { block, type Doc, lineWidth, list } from './doc.js'
import type { Imports } from './imports.js'
import { invocation } from './invocations.js'
import { stringLiteral } from './literals.js'
import type { Scope } from './names.js'
import type { RuntimeNames } from './runtime-names.js'

/** How far a command is indented. */
const commandDepth = 8

/** How the function being written calls things. */
export interface RouteNames {
  readonly runtime: RuntimeNames
  readonly className: string
  /** The variable with the class's instance; nothing when only static methods are handlers. */
  readonly instance: string | undefined
}

/** The block of one class: `routes(OrderHandlers, 'src/handlers/order.ts', { … })`. */
export function classRoutes(handlers: HandlerClass, names: RouteNames, imports: Imports, scope: Scope): Doc {
  const commands = handlers.handlers.flatMap((handler) =>
    handler.decorator.kind === 'command' ? [command(handler, handler.decorator, names, imports, scope)] : [],
  )
  return [
    `${names.runtime.routes}(${names.className}, ${stringLiteral(handlers.file)}, `,
    block('{', [['commands: ', block('[', commands, ']')]], '}'),
    ')',
  ]
}

function command(
  handler: Handler,
  decorator: CommandDecorator,
  names: RouteNames,
  imports: Imports,
  scope: Scope,
): Doc {
  const { method, parameters } = handler
  const target = method.static ? names.className : (names.instance ?? names.className)
  const qualifiers = parameters.flatMap(({ qualifier }, position) =>
    qualifier === undefined ? [] : [`${position}: ${stringLiteral(qualifier.value)}`],
  )
  const options: Doc[] = []
  if (decorator.description !== undefined) options.push(`description: ${stringLiteral(decorator.description.value)}`)
  if (qualifiers.length > 0) options.push(['qualifiers: ', list('{', qualifiers, '}', { kind: 'line', flat: ' ' })])
  const values = parameters.flatMap((parameter) => argumentReader(parameter, names.runtime))
  if (values.length > 0) options.push(['arguments: ', list('[', values, ']')])
  options.push(['invoke: ', invocation(handler, target, imports, scope)])
  const called = `[${decorator.names.value.map((name) => stringLiteral(name.value)).join(', ')}]`
  const rest = stringLiteral(method.name.text)
  // Like a person: the options hug the call while its first line has room, else each argument has its own.
  const firstLine = `${names.runtime.command}(${called}, ${rest}, {`
  if (commandDepth + firstLine.length <= lineWidth) {
    return [firstLine.slice(0, -1), block('{', options, '}'), ')']
  }
  const parts = decorator.names.value.map((name) => stringLiteral(name.value))
  return [names.runtime.command, block('(', [list('[', parts, ']'), rest, block('{', options, '}')], ')')]
}

function argumentReader({ source, name, optional }: HandlerParameter, runtime: RuntimeNames): readonly string[] {
  if (source.kind !== 'argument') return []
  const reader = `${source.type.kind === 'text' ? runtime.text : runtime.number}(${stringLiteral(name ?? '')})`
  return [optional ? `${runtime.optional}(${reader})` : reader]
}
