import type { Handler, HandlerDecorator, Located, ComponentReference } from '../model.js'
import { invocation } from './invocations.js'
import { deeper, fits, listed, type Margin, outermost } from './layout.js'
import { numberLiteral, regexExpression, stringLiteral } from './literals.js'
import { type Taken, takenBy } from './parameters.js'
import type { NamedClass, RouteNames } from './route-names.js'
import { decoratorOptions, stringLiterals } from './route-options.js'
import { routeMakers } from './runtime-names.js'

/** Where the statements of a class's function stand. */
export const statementMargin: Margin = deeper(deeper(outermost))
const listMargin = deeper(statementMargin)
const routeMargin = deeper(listMargin)

type Kind = HandlerDecorator['kind']

/** What the lists of a class's routes are called, in the order in which an update is matched. */
const lists: Readonly<Record<Kind, string>> = {
  command: 'commands',
  callback: 'callbacks',
  input: 'inputs',
  text: 'texts',
  pattern: 'patterns',
  observer: 'observers',
  unprocessed: 'unprocessed',
}

/** What the lists hold, in that order. */
export const routeKinds = Object.keys(lists) as readonly Kind[]

/** The routes of one class: `routes(OrderHandlers, 'src/handlers/order.ts', { … })`. */
export function classRoutes(named: NamedClass, names: RouteNames): string {
  const { handlers, file } = named.of
  const parts = [`${names.runtime('routes')}(${named.className}, ${stringLiteral(file)}, {`]
  for (const kind of routeKinds) {
    let isFirst = true
    for (const handler of handlers) {
      if (handler.decorator.kind !== kind) continue
      if (isFirst) parts.push(listMargin, lists[kind], ': [')
      isFirst = false
      parts.push(routeMargin, route(handler, named, names), ',')
    }
    if (!isFirst) parts.push(listMargin, '],')
  }
  if (handlers.length > 0) parts.push(statementMargin)
  parts.push('})')
  return parts.join('')
}

function route(handler: Handler, named: NamedClass, names: RouteNames): string {
  const { method, decorator } = handler
  const made = names.runtime(routeMakers[decorator.kind])
  const literals = decorator.kind === 'pattern' ? undefined : stringLiterals(answered(decorator))
  const answers = literals === undefined ? patternOf(decorator) : `[${literals.join(', ')}]`
  const rest = stringLiteral(method.name.text)
  // Like a person: the options hug the call while its first line has room, else each argument has its own.
  const firstLine = `${made}(${answers}, ${rest}, {`
  if (fits(routeMargin, firstLine)) {
    return `${firstLine}${options(handler, named, names, deeper(routeMargin))}${routeMargin}})`
  }
  const inner = deeper(routeMargin)
  const first = literals === undefined ? `${answers},` : listed(inner, '[', literals, '],')
  const last = `{${options(handler, named, names, deeper(inner))}${inner}},`
  return `${made}(${inner}${first}${inner}${rest},${inner}${last}${routeMargin})`
}

function patternOf(decorator: HandlerDecorator): string {
  if (decorator.kind !== 'pattern' || decorator.pattern === undefined) return ''
  return regexExpression(decorator.pattern.value.source, decorator.pattern.value.flags)
}

/** What a handler's decorator names. */
export function answered(decorator: Exclude<HandlerDecorator, { readonly kind: 'pattern' }>) {
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
function options(handler: Handler, named: NamedClass, names: RouteNames, margin: Margin): string {
  const taken = takenBy(handler.parameters, names)
  const said = decoratorOptions(handler.decorator, margin) + around(handler, taken, names, margin)
  const { readers } = taken
  const read = readers.length === 0 ? '' : `${margin}${listed(margin, 'arguments: [', readers, '],')}`
  return `${said}${read}${margin}${invocation(handler, taken, named, margin)}`
}

/** What stands before the handler, and the sessions that it opens. */
function around(handler: Handler, taken: Taken, { componentOf }: RouteNames, margin: Margin): string {
  const { decorator, guards, limit, argumentParser } = handler
  const { qualifiers, sessions, readers } = taken
  let options = ''
  if (decorator.kind === 'text' || decorator.kind === 'pattern') {
    options += components('filters', decorator.filters, componentOf, margin)
  }
  if (qualifiers.length > 0) options += `${margin}${listed(margin, 'qualifiers: {', qualifiers, '},', ' ')}`
  // Where something may be sent before the handler runs, its open sessions record it.
  const repliesBefore = readers.length > 0 || guards.length > 0 || limit !== undefined
  if (repliesBefore && sessions.length > 0) options += `${margin}${listed(margin, 'sessions: [', sessions, '],')}`
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
  return `${margin}${listed(margin, `${name}: [`, instances, '],')}`
}
