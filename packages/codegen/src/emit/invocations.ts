import type { Handler, HandlerParameter, ParameterSource, SessionFlavour } from '../model.js'
import { type Doc, group, indent, line, list } from './doc.js'
import { memberAccess, stringLiteral } from './literals.js'
import { Scope } from './names.js'
import type { RouteNames } from './route-names.js'

/** `(update, meal) => orderHandlers.start(update.session('order'), update.user(), meal)` */
export function invocation({ method, parameters }: Handler, names: RouteNames): Doc {
  const inner = new Scope(names)
  const update = inner.pick('update')
  const taken: string[] = []
  const passed = parameters.map((parameter) => {
    const { source } = parameter
    if (source.kind === 'component' && source.role === 'injectable') return names.componentOf(source.component)
    if (source.kind === 'component') return `await ${update}.provide(${names.componentOf(source.component)})`
    if (source.kind !== 'argument') return `${update}${accessor(parameter, names)}`
    const value = inner.pick(parameter.name ?? 'argument')
    taken.push(value)
    return source.type.kind === 'list' && source.type.passed === 'spread' ? `...${value}` : value
  })
  const usesUpdate = parameters.some(({ source }) => isOfUpdate(source))
  const isProvided = parameters.some(({ source }) => source.kind === 'component' && source.role === 'provider')
  // An underscore says "not used" to the compiler and to linters; a parameter that nothing follows is left out.
  const all = usesUpdate ? [update, ...taken] : taken.length > 0 ? [`_${update}`, ...taken] : []
  const target = method.static ? names.className : names.instance
  const call = [`${target}${memberAccess(method.name.text)}`, list('(', passed, ')')]
  return group(isProvided ? 'async ' : '', list('(', all, ')'), ' =>', group(indent(line, call)))
}

function isOfUpdate(source: ParameterSource): boolean {
  if (source.kind === 'component') return source.role === 'provider'
  return source.kind !== 'argument'
}

/** The expression behind `update` that yields a parameter. */
function accessor({ source, qualifier, optional }: HandlerParameter, names: RouteNames): string {
  switch (source.kind) {
    case 'session': {
      const name = qualifier?.value ?? source.qualifier
      return `.${maybe(source.flavour, optional)}(${name === undefined ? '' : stringLiteral(name)})`
    }
    case 'message':
      return `.${maybe('message', optional)}(${source.has === undefined ? '' : stringLiteral(source.has)})`
    case 'update':
      // There always is an update; only a member of it can be missing.
      return source.has === undefined ? '.update()' : `.${maybe('update', optional)}(${stringLiteral(source.has)})`
    case 'context':
    case 'telegraf':
    case 'bot':
      return `.${source.kind}${source.context === undefined ? '' : `<${names.type(source.context)}>`}()`
    case 'user':
    case 'chat':
    case 'callbackQuery':
      return `.${maybe(source.kind, optional)}()`
    case 'telegram':
    case 'sessions':
    case 'inputs':
    case 'signal':
    case 'invocation':
      return `.${source.kind}()`
    case 'pendingInput':
      return `.${maybe('pendingInput', optional)}${source.payload === undefined ? '' : `<${names.typeArgument(source.payload)}>`}()`
    case 'match':
      return `.${maybe('match', optional)}()`
    case 'component':
    case 'argument':
    case 'unknown':
      throw new Error(`A parameter of kind '${source.kind}' has no accessor`)
  }
}

type Optionable = SessionFlavour | 'message' | 'update' | 'user' | 'chat' | 'callbackQuery' | 'pendingInput' | 'match'

function maybe(name: Optionable, optional: boolean): string {
  return optional ? `optional${name.charAt(0).toUpperCase()}${name.slice(1)}` : name
}
