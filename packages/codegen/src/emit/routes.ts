import type { Handler, HandlerClass, HandlerDecorator, Located, ComponentReference } from '../model.js'
import { invocation } from './invocations.js'
import { curly, deeper, fits, listed, type Margin, outermost, square } from './layout.js'
import { numberLiteral, regexExpression, stringLiteral } from './literals.js'
import { argumentReader } from './readers.js'
import type { ClassNames, RouteNames } from './route-names.js'
import { decoratorOptions, stringLiterals } from './route-options.js'
import { routeMakers } from './runtime-names.js'

/** Where the statements of a class's function stand. */
export const statementMargin: Margin = deeper(deeper(outermost))
const listMargin = deeper(statementMargin)
const routeMargin = deeper(listMargin)

type Kind = HandlerDecorator['kind']

/** The lists of a class's routes, in the order in which an update is matched. */
const sections: readonly { readonly kind: Kind; readonly list: string }[] = [
  { kind: 'command', list: 'commands' },
  { kind: 'callback', list: 'callbacks' },
  { kind: 'input', list: 'inputs' },
  { kind: 'text', list: 'texts' },
  { kind: 'pattern', list: 'patterns' },
  { kind: 'observer', list: 'observers' },
  { kind: 'unprocessed', list: 'unprocessed' },
]

/** The routes of one class: `routes(OrderHandlers, 'src/handlers/order.ts', { … })`. */
export function classRoutes({ handlers, file }: HandlerClass, ofClass: ClassNames, names: RouteNames): string {
  const routes: Partial<Record<Kind, string>> = {}
  for (const handler of handlers) {
    const { kind } = handler.decorator
    routes[kind] = `${routes[kind] ?? ''}${routeMargin}${route(handler, ofClass, names)},`
  }
  let lists = ''
  for (const { kind, list } of sections) {
    const ofKind = routes[kind]
    if (ofKind !== undefined) lists += `${listMargin}${list}: [${ofKind}${listMargin}],`
  }
  const end = lists === '' ? '' : statementMargin
  return `${names.runtime('routes')}(${ofClass.className}, ${stringLiteral(file)}, {${lists}${end}})`
}

function route(handler: Handler, ofClass: ClassNames, names: RouteNames): string {
  const { method, decorator } = handler
  const made = names.runtime(routeMakers[decorator.kind])
  const literals = decorator.kind === 'pattern' ? undefined : stringLiterals(answered(decorator))
  const answers = literals === undefined ? patternOf(decorator) : `[${literals.join(', ')}]`
  const rest = stringLiteral(method.name.text)
  // Like a person: the options hug the call while its first line has room, else each argument has its own.
  const firstLine = `${made}(${answers}, ${rest}, {`
  if (fits(routeMargin, firstLine)) {
    return `${firstLine}${options(handler, ofClass, names, deeper(routeMargin))}${routeMargin}})`
  }
  const inner = deeper(routeMargin)
  const first = literals === undefined ? `${answers},` : listed(inner, '', square, literals, ',')
  const last = `{${options(handler, ofClass, names, deeper(inner))}${inner}},`
  return `${made}(${inner}${first}${inner}${rest},${inner}${last}${routeMargin})`
}

function patternOf(decorator: HandlerDecorator): string {
  if (decorator.kind !== 'pattern' || decorator.pattern === undefined) return ''
  return regexExpression(decorator.pattern.value.source, decorator.pattern.value.flags)
}

function answered(decorator: Exclude<HandlerDecorator, { readonly kind: 'pattern' }>) {
  switch (decorator.kind) {
    case 'command':
    case 'callback':
      return decorator.names.value
    case 'input':
      return decorator.ids.value
    case 'text':
      return decorator.texts.value
    case 'observer':
    case 'unprocessed':
      return decorator.kinds.value
  }
}

/** What stands in a route's braces, a line each or more. */
function options(handler: Handler, ofClass: ClassNames, names: RouteNames, margin: Margin): string {
  const said = decoratorOptions(handler.decorator, margin) + around(handler, names, margin)
  return `${said}${argumentList(handler, names, margin)}${margin}${invocation(handler, ofClass, names, margin)}`
}

/** What stands before the handler, and the sessions that it opens. */
function around(handler: Handler, { componentOf }: RouteNames, margin: Margin): string {
  const { decorator, guards, limit, argumentParser } = handler
  let options = ''
  if (decorator.kind === 'text' || decorator.kind === 'pattern') {
    options += components('filters', decorator.filters, componentOf, margin)
  }
  const qualifiers = qualifiersOf(handler)
  if (qualifiers.length > 0) options += `${margin}${listed(margin, 'qualifiers: ', curly, qualifiers, ',')}`
  const sessions = repliesAround(handler) ? sessionsOf(handler) : []
  if (sessions.length > 0) options += `${margin}${listed(margin, 'sessions: ', square, sessions, ',')}`
  options += components('guards', guards, componentOf, margin)
  if (limit !== undefined) {
    const { rate, period } = limit.value
    const length = typeof period === 'number' ? numberLiteral(period) : stringLiteral(period)
    options += `${margin}limit: { rate: ${numberLiteral(rate)}, period: ${length} },`
  }
  if (argumentParser !== undefined) options += `${margin}argumentParser: ${componentOf(argumentParser.value)},`
  return options
}

function components(
  name: string,
  used: readonly Located<ComponentReference>[],
  componentOf: RouteNames['componentOf'],
  margin: Margin,
): string {
  if (used.length === 0) return ''
  const instances = used.map(({ value }) => componentOf(value))
  return `${margin}${listed(margin, `${name}: `, square, instances, ',')}`
}

function qualifiersOf({ parameters }: Handler): readonly string[] {
  const qualifiers: string[] = []
  for (const [position, { qualifier }] of parameters.entries()) {
    if (qualifier !== undefined) qualifiers.push(`${position}: ${stringLiteral(qualifier.value)}`)
  }
  return qualifiers
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

function argumentList({ parameters }: Handler, names: RouteNames, margin: Margin): string {
  const readers: string[] = []
  for (const parameter of parameters) {
    const reader = argumentReader(parameter, names)
    if (reader !== undefined) readers.push(reader)
  }
  return readers.length === 0 ? '' : `${margin}${listed(margin, 'arguments: ', square, readers, ',')}`
}
