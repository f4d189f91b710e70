import { type Diagnostic, errorAt } from '../diagnostics/index.js'
import type { Handler } from '../model.js'
import { decoratorLabel } from './handler-kinds.js'

/** The generated module must be able to call the method by its name. */
export function checkMethod({ method, decorator }: Handler): readonly Diagnostic[] {
  const name = `\`${method.name.text}\``
  const found: Diagnostic[] = []
  const report = (code: Diagnostic['code'], message: string) => found.push(errorAt(code, method.place, message))
  if (method.kind !== 'method') {
    const article = method.kind === 'property' ? 'a property' : `a ${method.kind}`
    report('BG1114', `${decoratorLabel(decorator)} stands on ${article}; make ${name} a method.`)
  }
  if (method.name.kind === 'computed') {
    report('BG1115', `The handler's name ${name} is computed; write the name itself.`)
  } else if (method.name.kind === 'hash') {
    report('BG1111', `Handler ${name} is private, so the dispatch table cannot call it; remove the \`#\`.`)
  }
  if (method.visibility !== 'public') {
    report(
      'BG1111',
      `Handler ${name} is ${method.visibility}, so the dispatch table cannot call it; remove \`${method.visibility}\`.`,
    )
  }
  if (method.abstract) {
    report(
      'BG1112',
      `Handler ${name} is abstract, so there is nothing to call; put the decorator where it is implemented.`,
    )
  }
  if (method.generic) {
    report('BG1113', `Handler ${name} is generic, and nothing says with which types; remove the type parameters.`)
  }
  return found
}
