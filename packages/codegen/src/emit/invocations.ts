import type { Handler } from '../model.js'
import { deeper, fits, listed, type Margin } from './layout.js'
import { memberAccess } from './literals.js'
import type { Taken } from './parameters.js'
import type { NamedClass } from './route-names.js'

/** `invoke: (update, meal) => orderHandlers.start(update.session('order'), update.user(), meal),` */
export function invocation(
  { method }: Handler,
  { variables, passed, usesUpdate, isProvided, update }: Taken,
  { className, instance }: NamedClass,
  margin: Margin,
): string {
  const opened = isProvided ? 'invoke: async (' : 'invoke: ('
  const callee = `${method.static ? className : instance}${memberAccess(method.name.text)}(`
  const call = `${callee}${passed.join(', ')}),`
  // An underscore says "not used" to the compiler and to linters; a parameter that nothing follows is left out.
  const first = usesUpdate ? [update] : variables.length > 0 ? [`_${update}`] : []
  const head = listed(margin, opened, first.concat(variables), ') =>')
  // Where what is taken has a line each, the call stands behind the last.
  const lastLine = head.includes('\n') ? ') =>' : head
  if (fits(margin, `${lastLine} ${call}`)) return `${head} ${call}`
  const inner = deeper(margin)
  return `${head}${inner}${fits(inner, call) ? call : listed(inner, callee, passed, '),')}`
}
