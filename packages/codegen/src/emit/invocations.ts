import type { Handler, HandlerParameter, SessionFlavour } from '../model.js'
import { deeper, fits, listed, type Margin, round } from './layout.js'
import { memberAccess, stringLiteral } from './literals.js'
import { Scope } from './names.js'
import type { ClassNames, RouteNames } from './route-names.js'

/** `invoke: (update, meal) => orderHandlers.start(update.session('order'), update.user(), meal),` */
export function invocation(
  { method, parameters }: Handler,
  { className, instance }: ClassNames,
  names: RouteNames,
  margin: Margin,
): string {
  const inner = new Scope(names.scope)
  const update = inner.pick('update')
  const taken: string[] = []
  const passed: string[] = []
  let usesUpdate = false
  let isProvided = false
  for (const parameter of parameters) {
    const { source } = parameter
    if (source.kind === 'component') {
      const component = names.componentOf(source.component)
      if (source.role === 'provider') isProvided = true
      passed.push(source.role === 'provider' ? `await ${update}.provide(${component})` : component)
    } else if (source.kind === 'argument') {
      const value = inner.pick(parameter.name ?? 'argument')
      taken.push(value)
      passed.push(source.type.kind === 'list' && source.type.passed === 'spread' ? `...${value}` : value)
    } else {
      usesUpdate = true
      passed.push(`${update}${accessor(parameter, names)}`)
    }
  }
  // An underscore says "not used" to the compiler and to linters; a parameter that nothing follows is left out.
  if (usesUpdate || isProvided) taken.unshift(update)
  else if (taken.length > 0) taken.unshift(`_${update}`)
  const before = isProvided ? 'invoke: async ' : 'invoke: '
  const target = `${method.static ? className : instance}${memberAccess(method.name.text)}`
  return arrow(margin, before, taken, target, passed)
}

/** `before(taken) => target(passed),`, the call on the next line where it has no room behind what is taken. */
function arrow(
  margin: Margin,
  before: string,
  taken: readonly string[],
  target: string,
  passed: readonly string[],
): string {
  const call = `${target}(${passed.join(', ')}),`
  const text = `${before}(${taken.join(', ')}) => ${call}`
  if (fits(margin, text)) return text
  const head = listed(margin, before, round, taken, ' =>')
  if (head.includes('\n') && fits(margin, `) => ${call}`)) return `${head} ${call}`
  const inner = deeper(margin)
  return `${head}${inner}${listed(inner, target, round, passed, ',')}`
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
      return `.${source.kind}${source.context === undefined ? '' : `<${names.imports.type(source.context)}>`}()`
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
      return `.${maybe('pendingInput', optional)}${source.payload === undefined ? '' : `<${names.imports.typeArgument(source.payload)}>`}()`
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
