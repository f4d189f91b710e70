import { type Diagnostic, errorAt } from '../diagnostics/index.js'
import type { HandlerParameter } from '../model.js'

/** A qualifier belongs to a session, says something, and says it once. */
export function checkQualifier({ source, qualifier, name, place }: HandlerParameter): readonly Diagnostic[] {
  if (source.kind === 'unknown') return []
  const label = name === undefined ? 'The parameter' : `\`${name}\``
  if (source.kind !== 'session') {
    if (qualifier === undefined) return []
    const message = `@SessionQualifier stands on ${label}, which is no session; remove it or make the parameter a \`Session\`.`
    return [errorAt('BG1501', qualifier.place, message)]
  }
  if (qualifier?.value.trim() === '') {
    return [
      errorAt(
        'BG1502',
        qualifier.place,
        `The qualifier of ${label} is blank; name the session or remove the decorator.`,
      ),
    ]
  }
  if (source.qualifier?.trim() === '') {
    return [
      errorAt(
        'BG1502',
        place,
        `The qualifier in the type of ${label} is blank; name the session or write \`Session\`.`,
      ),
    ]
  }
  if (qualifier === undefined || source.qualifier === undefined || qualifier.value === source.qualifier) return []
  const message = `@SessionQualifier names '${qualifier.value}', but the type of ${label} names '${source.qualifier}'; make them the same or remove one.`
  return [errorAt('BG1503', qualifier.place, message)]
}
