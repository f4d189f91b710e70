import { type Diagnostic, errorAt } from '../diagnostics/index.js'
import type { HandlerClass } from '../model.js'

/** The generated module must be able to import the class and to make an instance of it. */
export function checkClass(handlers: HandlerClass): readonly Diagnostic[] {
  const name = handlers.name === undefined ? 'This class' : `Class \`${handlers.name}\``
  const found: Diagnostic[] = []
  const report = (code: Diagnostic['code'], message: string) => found.push(errorAt(code, handlers.place, message))
  if (handlers.exported.kind === 'equals') {
    report(
      'BG1101',
      `${name} leaves its file by \`export =\`, which is not supported; write \`export class ${handlers.name ?? '…'}\` and import it by that name.`,
    )
  } else if (handlers.nested) {
    report('BG1101', `${name} has handlers but is not at the top level of its file; move it there and export it.`)
  } else if (handlers.name === undefined) {
    report('BG1101', `${name} has handlers but no name; write \`export class … {\` or \`export default class … {\`.`)
  } else if (handlers.exported.kind === 'none') {
    report('BG1101', `${name} has handlers but is not exported; write \`export class ${handlers.name}\`.`)
  }
  // A class whose handlers are all static is never instantiated.
  if (handlers.handlers.some(({ method }) => !method.static)) {
    if (handlers.abstract) {
      report('BG1102', `${name} is abstract, so its handlers have no instance; put them on a class that extends it.`)
    }
    if (handlers.generic) {
      report('BG1103', `${name} is generic, and nothing says with which types; remove the type parameters.`)
    }
  }
  if (handlers.constructorVisibility !== 'public') {
    report('BG1104', `The constructor of ${lowerFirst(name)} is ${handlers.constructorVisibility}; make it public.`)
  }
  return found
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
