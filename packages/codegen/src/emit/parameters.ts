import type { HandlerParameter, SessionFlavour } from '../model.js'
import { stringLiteral } from './literals.js'
import { argumentReader } from './readers.js'
import type { RouteNames } from './route-names.js'

/** What a handler's parameters come to in its route. */
export interface Taken {
  /** `0: 'order'` */
  readonly qualifiers: readonly string[]
  /** The names of its sessions as code, each once. */
  readonly sessions: readonly string[]
  /** `optional(text('note'))` */
  readonly readers: readonly string[]
  /** The variables that its arguments come in. */
  readonly variables: readonly string[]
  /** What it is called with. */
  readonly passed: readonly string[]
  readonly usesUpdate: boolean
  /** Whether a provider makes something that has to be waited for. */
  readonly isProvided: boolean
  /** The variable with the update. */
  readonly update: string
}

/** Goes through the parameters of a handler once. */
export function takenBy(parameters: readonly HandlerParameter[], names: RouteNames): Taken {
  const { update } = names
  const qualifiers: string[] = []
  const sessions: string[] = []
  const readers: string[] = []
  const variables: string[] = []
  const passed: string[] = []
  let usesUpdate = false
  let isProvided = false
  for (const parameter of parameters) {
    const { source, qualifier } = parameter
    if (qualifier !== undefined) qualifiers.push(`${passed.length}: ${stringLiteral(qualifier.value)}`)
    if (source.kind === 'argument') {
      const variable = names.variables.pick(parameter.name ?? 'argument', variables)
      variables.push(variable)
      readers.push(argumentReader(source.type, parameter, names))
      passed.push(source.type.kind === 'list' && source.type.passed === 'spread' ? `...${variable}` : variable)
    } else if (source.kind === 'component') {
      const component = names.componentOf(source.component)
      if (source.role === 'provider') isProvided = true
      passed.push(source.role === 'provider' ? `await ${update}.provide(${component})` : component)
    } else {
      usesUpdate = true
      passed.push(`${update}${accessor(parameter, names)}`)
      if (source.kind !== 'session') continue
      const name = qualifier?.value ?? source.qualifier
      const session = name === undefined ? 'undefined' : stringLiteral(name)
      if (!sessions.includes(session)) sessions.push(session)
    }
  }
  usesUpdate ||= isProvided
  return { qualifiers, sessions, readers, variables, passed, usesUpdate, isProvided, update }
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
