import type { Handler, HandlerClass, HandlerDecorator } from '../model.js'
import { block, type Doc, lineWidth, list } from './doc.js'
import { invocation } from './invocations.js'
import { numberLiteral, regexExpression, stringLiteral } from './literals.js'
import { argumentReader } from './readers.js'
import { decoratorOptions, strings } from './route-options.js'
import type { RouteNames } from './route-names.js'
import { routeMakers } from './runtime-names.js'

/** How many times the routes of a class are indented. */
export const classDepth = 2

/** The columns before a route. */
const routeIndentation = 8

/** The lists of a class's routes, in the order in which an update is matched. */
const sections: readonly (readonly [kind: HandlerDecorator['kind'], list: string])[] = [
  ['command', 'commands'],
  ['callback', 'callbacks'],
  ['input', 'inputs'],
  ['text', 'texts'],
  ['pattern', 'patterns'],
  ['observer', 'observers'],
  ['unprocessed', 'unprocessed'],
]

/** The block of one class: `routes(OrderHandlers, 'src/handlers/order.ts', { … })`. */
export function classRoutes(handlers: HandlerClass, names: RouteNames): Doc {
  const lists = sections.flatMap(([kind, name]): readonly Doc[] => {
    const ofKind = handlers.handlers.filter(({ decorator }) => decorator.kind === kind)
    const routes = ofKind.map((handler) => route(handler, names))
    return routes.length === 0 ? [] : [[`${name}: `, block('[', routes, ']')]]
  })
  return [
    `${names.runtime('routes')}(${names.className}, ${stringLiteral(handlers.file)}, `,
    block('{', lists, '}'),
    ')',
  ]
}

function route(handler: Handler, names: RouteNames): Doc {
  const { method, decorator } = handler
  const options: readonly Doc[] = [
    ...decoratorOptions(decorator),
    ...around(handler, names),
    ...argumentList(handler, names),
    ['invoke: ', invocation(handler, names)],
  ]
  const made = names.runtime(routeMakers[decorator.kind])
  const answered = answers(decorator)
  const rest = stringLiteral(method.name.text)
  // Like a person: the options hug the call while its first line has room, else each argument has its own.
  const firstLine = `${made}(${answered.text}, ${rest}, {`
  if (routeIndentation + firstLine.length <= lineWidth) {
    return [firstLine.slice(0, -1), block('{', options, '}'), ')']
  }
  return [made, block('(', [answered.doc, rest, block('{', options, '}')], ')')]
}

/** What a route answers, on one line and with breaks. */
function answers(decorator: HandlerDecorator): { readonly text: string; readonly doc: Doc } {
  if (decorator.kind === 'pattern') {
    const expression =
      decorator.pattern === undefined
        ? ''
        : regexExpression(decorator.pattern.value.source, decorator.pattern.value.flags)
    return { text: expression, doc: expression }
  }
  const items = answered(decorator).value
  return { text: `[${items.map(({ value }) => stringLiteral(value)).join(', ')}]`, doc: strings(items) }
}

function answered(decorator: Exclude<HandlerDecorator, { readonly kind: 'pattern' }>) {
  switch (decorator.kind) {
    case 'command':
    case 'callback':
      return decorator.names
    case 'input':
      return decorator.ids
    case 'text':
      return decorator.texts
    case 'observer':
    case 'unprocessed':
      return decorator.kinds
  }
}

/** What stands before the handler, and the sessions that it opens. */
function around(handler: Handler, names: RouteNames): readonly Doc[] {
  const { decorator, parameters, guards, limit, argumentParser } = handler
  const filters = decorator.kind === 'text' || decorator.kind === 'pattern' ? decorator.filters : []
  const qualifiers = parameters.flatMap(({ qualifier }, position) =>
    qualifier === undefined ? [] : [`${position}: ${stringLiteral(qualifier.value)}`],
  )
  const sessions = repliesAround(handler) ? sessionsOf(handler) : []
  const instances = (name: string, used: Handler['guards']): readonly Doc[] =>
    used.length === 0
      ? []
      : [
          [
            `${name}: `,
            list(
              '[',
              used.map(({ value }) => names.componentOf(value)),
              ']',
            ),
          ],
        ]
  return [
    ...instances('filters', filters),
    ...(qualifiers.length === 0 ? [] : [['qualifiers: ', list('{', qualifiers, '}', ' ')]]),
    ...(sessions.length === 0 ? [] : [['sessions: ', list('[', sessions, ']')]]),
    ...instances('guards', guards),
    ...(limit === undefined
      ? []
      : [`limit: { rate: ${numberLiteral(limit.value.rate)}, period: ${period(limit.value.period)} }`]),
    ...(argumentParser === undefined ? [] : [`argumentParser: ${names.componentOf(argumentParser.value)}`]),
  ]
}

/** Whether something may be sent before the handler runs, which its open sessions record. */
function repliesAround({ parameters, guards, limit }: Handler): boolean {
  return guards.length > 0 || limit !== undefined || parameters.some(({ source }) => source.kind === 'argument')
}

function sessionsOf({ parameters }: Handler): readonly string[] {
  const sessions: string[] = []
  for (const { source, qualifier } of parameters) {
    if (source.kind !== 'session') continue
    const name = qualifier?.value ?? source.qualifier
    const session = name === undefined ? 'undefined' : stringLiteral(name)
    if (!sessions.includes(session)) sessions.push(session)
  }
  return sessions
}

function period(value: string | number): string {
  return typeof value === 'number' ? numberLiteral(value) : stringLiteral(value)
}

function argumentList({ parameters }: Handler, names: RouteNames): readonly Doc[] {
  const readers = parameters.flatMap((parameter) => argumentReader(parameter, names) ?? [])
  return readers.length === 0 ? [] : [['arguments: ', list('[', readers, ']')]]
}
