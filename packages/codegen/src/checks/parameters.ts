import { type Diagnostic, errorAt } from '../diagnostics/index.js'
import type { Handler, HandlerParameter } from '../model.js'

/** What an argument list can mean. */
export function checkParameters({ parameters, method }: Handler): readonly Diagnostic[] {
  const texts = parameters.filter(({ source }) => source.kind === 'argument')
  const found: Diagnostic[] = []
  // What is wrong between arguments takes two of them.
  if (texts.length > 1) found.push(...checkOrder(texts), ...checkLists(texts), ...checkNames(texts, method.name.text))
  for (const parameter of parameters) found.push(...checkDecorators(parameter))
  return found
}

/** Arguments are read in order, so a missing one can only be at the end. */
function checkOrder(texts: readonly HandlerParameter[]): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const lastRequired = texts.findLast((parameter) => !parameter.optional && !isList(parameter))
  if (lastRequired === undefined) return found
  for (const parameter of texts.slice(0, texts.indexOf(lastRequired))) {
    if (!parameter.optional) continue
    const name = parameter.name ?? ''
    const required = lastRequired.name ?? ''
    found.push(
      errorAt(
        'BG1403',
        parameter.place,
        `Argument \`${name}\` is optional but stands before \`${required}\`, which is not; move it behind or make both optional.`,
        { related: [{ message: `\`${required}\` is required.`, place: lastRequired.place }] },
      ),
    )
  }
  return found
}

/** A list takes all that is left. */
function checkLists(texts: readonly HandlerParameter[]): readonly Diagnostic[] {
  return texts.slice(0, -1).flatMap((parameter) => {
    if (!isList(parameter)) return []
    const message = `Argument \`${parameter.name ?? ''}\` is a list, which takes all words that are left, but other arguments follow; move it to the end.`
    return [errorAt('BG1409', parameter.place, message)]
  })
}

function isList({ source }: HandlerParameter): boolean {
  return source.kind === 'argument' && source.type.kind === 'list'
}

/** Arguments are found by their names too. */
function checkNames(texts: readonly HandlerParameter[], method: string): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const first = new Map<string, HandlerParameter>()
  for (const parameter of texts) {
    const { name, mapping, place } = parameter
    const called = mapping?.value ?? name ?? ''
    const other = first.get(called)
    if (other === undefined) {
      first.set(called, parameter)
      continue
    }
    const message = `Two arguments of \`${method}\` are read by the name '${called}'; give one of them another name.`
    const related = [{ message: `\`${other.name ?? ''}\` has it already.`, place: other.mapping?.place ?? other.place }]
    found.push(errorAt('BG1408', mapping?.place ?? place, message, { related }))
  }
  return found
}

const nothing: readonly Diagnostic[] = []

/** `@ParamMapping` and `@Word` say how an argument is read. */
function checkDecorators({ source, mapping, word, name }: HandlerParameter): readonly Diagnostic[] {
  if (source.kind === 'unknown' || (mapping === undefined && word === undefined)) return nothing
  const label = `\`${name ?? 'a parameter'}\``
  const found: Diagnostic[] = []
  if (mapping !== undefined && source.kind !== 'argument') {
    const message = `@ParamMapping stands on ${label}, which is no argument; remove it.`
    found.push(errorAt('BG1410', mapping.place, message))
  } else if (mapping?.value.trim() === '') {
    found.push(errorAt('BG1203', mapping.place, `The name of ${label} is blank; write one, or remove @ParamMapping.`))
  }
  const isWord = source.kind === 'argument' && source.type.kind === 'word'
  if (word !== undefined && !isWord) {
    const message = `@Word stands on ${label}, which is no \`string\` argument; remove it.`
    found.push(errorAt('BG1410', word, message))
  }
  return found
}
