import type { Handler, HandlerParameter, SessionFlavour } from '../model.js'
import { type Doc, group, indent, line, list } from './doc.js'
import type { Imports } from './imports.js'
import { memberAccess, stringLiteral } from './literals.js'
import type { Scope } from './names.js'

/** `(update, meal) => orderHandlers.start(update.session('order'), update.user(), meal)` */
export function invocation({ method, parameters }: Handler, target: string, imports: Imports, scope: Scope): Doc {
  const inner = scope.inner()
  const update = inner.pick('update')
  const written = parameters.map((parameter) =>
    parameter.source.kind === 'argument'
      ? { text: inner.pick(parameter.name ?? 'argument'), isArgument: true }
      : { text: `${update}${accessor(parameter, imports)}`, isArgument: false },
  )
  const values = written.filter((part) => part.isArgument).map((part) => part.text)
  const usesUpdate = values.length < written.length
  // An underscore says "not used" to the compiler and to linters; a parameter that nothing follows is left out.
  const taken = usesUpdate ? [update, ...values] : values.length > 0 ? [`_${update}`, ...values] : []
  const call = [
    `${target}${memberAccess(method.name.text)}`,
    list(
      '(',
      written.map((part) => part.text),
      ')',
    ),
  ]
  return group(list('(', taken, ')'), ' =>', group(indent(line, call)))
}

/** The expression behind `update` that yields a parameter. */
function accessor({ source, qualifier, optional }: HandlerParameter, imports: Imports): string {
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
      return `.${source.kind}${source.context === undefined ? '' : `<${imports.type(source.context)}>`}()`
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
      return `.${maybe('pendingInput', optional)}()`
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
