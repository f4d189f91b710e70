import type { Handler, HandlerClass, HandlerDecorator } from '../model.js'
import { block, type Doc, lineWidth, list } from './doc.js'
import type { Imports } from './imports.js'
import { invocation } from './invocations.js'
import { numberLiteral, regexExpression, stringLiteral } from './literals.js'
import type { Scope } from './names.js'
import { argumentReader } from './readers.js'
import { decoratorOptions, strings } from './route-options.js'
import { routeMakers, type RuntimeNames } from './runtime-names.js'

/** How far a route is indented. */
const routeDepth = 8

/** How the function being written calls things. */
export interface RouteNames {
  readonly runtime: RuntimeNames
  readonly className: string
  /** The variable with the class's instance; nothing when only static methods are handlers. */
  readonly instance: string | undefined
  /** The variable with a component's instance. */
  readonly componentOf: (component: { readonly file: string; readonly name: string }) => string
}

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
export function classRoutes(handlers: HandlerClass, names: RouteNames, imports: Imports, scope: Scope): Doc {
  const lists = sections.flatMap(([kind, name]): readonly Doc[] => {
    const ofKind = handlers.handlers.filter(({ decorator }) => decorator.kind === kind)
    const routes = ofKind.map((handler) => route(handler, names, imports, scope))
    return routes.length === 0 ? [] : [[`${name}: `, block('[', routes, ']')]]
  })
  return [
    `${names.runtime('routes')}(${names.className}, ${stringLiteral(handlers.file)}, `,
    block('{', lists, '}'),
    ')',
  ]
}

function route(handler: Handler, names: RouteNames, imports: Imports, scope: Scope): Doc {
  const { method, decorator } = handler
  const target = method.static ? names.className : (names.instance ?? names.className)
  const options: readonly Doc[] = [
    ...decoratorOptions(decorator),
    ...around(handler, names),
    ...argumentList(handler, names, imports),
    ['invoke: ', invocation(handler, { target, componentOf: names.componentOf }, imports, scope)],
  ]
  const made = names.runtime(routeMakers[decorator.kind])
  const answered = answers(decorator)
  const rest = stringLiteral(method.name.text)
  // Like a person: the options hug the call while its first line has room, else each argument has its own.
  const firstLine = `${made}(${answered.text}, ${rest}, {`
  if (routeDepth + firstLine.length <= lineWidth) {
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
function around(handler: Handler, { componentOf }: RouteNames): readonly Doc[] {
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
              used.map(({ value }) => componentOf(value)),
              ']',
            ),
          ],
        ]
  return [
    ...instances('filters', filters),
    ...(qualifiers.length === 0 ? [] : [['qualifiers: ', list('{', qualifiers, '}', { kind: 'line', flat: ' ' })]]),
    ...(sessions.length === 0 ? [] : [['sessions: ', list('[', sessions, ']')]]),
    ...instances('guards', guards),
    ...(limit === undefined
      ? []
      : [`limit: { rate: ${numberLiteral(limit.value.rate)}, period: ${period(limit.value.period)} }`]),
    ...(argumentParser === undefined ? [] : [`argumentParser: ${componentOf(argumentParser.value)}`]),
  ]
}

/** Whether something may be sent before the handler runs, which its open sessions record. */
function repliesAround({ parameters, guards, limit }: Handler): boolean {
  return guards.length > 0 || limit !== undefined || parameters.some(({ source }) => source.kind === 'argument')
}

function sessionsOf({ parameters }: Handler): readonly string[] {
  const sessions = parameters.flatMap(({ source, qualifier }) => {
    if (source.kind !== 'session') return []
    const name = qualifier?.value ?? source.qualifier
    return [name === undefined ? 'undefined' : stringLiteral(name)]
  })
  return [...new Set(sessions)]
}

function period(value: string | number): string {
  return typeof value === 'number' ? numberLiteral(value) : stringLiteral(value)
}

function argumentList({ parameters }: Handler, { runtime }: RouteNames, imports: Imports): readonly Doc[] {
  const readers = parameters.flatMap((parameter) => argumentReader(parameter, runtime, imports) ?? [])
  return readers.length === 0 ? [] : [['arguments: ', list('[', readers, ']')]]
}
