import { closest, type Diagnostic, errorAt } from '../diagnostics/index.js'
import type { HandlerDecorator, Located, LocatedList } from '../model.js'
import { decoratorLabel } from './handler-kinds.js'
import { menuScopes, messageKinds, textScopes, updateFacts } from './update-facts.js'

const updateKinds: readonly string[] = [...updateFacts.keys()]

/** Kinds that are there, and that go together. */
export function checkKinds(decorator: HandlerDecorator): readonly Diagnostic[] {
  switch (decorator.kind) {
    case 'command':
      return [...checkScope(decorator.scope, decorator), ...known(decorator.menu, menuScopes, 'menu')]
    case 'text':
    case 'pattern':
      return checkScope(decorator.scope, decorator)
    case 'input':
      return [...known(decorator.kinds, updateKinds, 'kind of updates'), ...notEmpty(decorator.kinds, 'kinds')]
    case 'observer':
      return [
        ...known(decorator.kinds, updateKinds, 'kind of updates'),
        ...known(decorator.messageKinds, messageKinds, 'kind of messages'),
        ...checkMessageKinds(decorator.kinds, decorator.messageKinds),
      ]
    case 'unprocessed':
      return known(decorator.kinds, updateKinds, 'kind of updates')
    case 'callback':
      return []
  }
}

function checkScope(scope: LocatedList<string> | undefined, decorator: HandlerDecorator): readonly Diagnostic[] {
  if (scope === undefined) return []
  const found = scope.value.flatMap((kind): readonly Diagnostic[] => {
    if (!updateKinds.includes(kind.value) || textScopes.includes(kind.value)) return []
    const message = `${decoratorLabel(decorator)} answers texts, and an update with \`${kind.value}\` has none; use @UpdateHandler('${kind.value}') instead, or name another kind.`
    return [errorAt('BG1612', kind.place, message, { help: `Texts come with ${textScopes.join(', ')}.` })]
  })
  return [...found, ...known(scope, updateKinds, 'kind of updates'), ...notEmpty(scope, 'scope')]
}

function known(said: LocatedList<string> | undefined, all: readonly string[], what: string): readonly Diagnostic[] {
  if (said === undefined) return []
  return said.value.flatMap((kind) => (all.includes(kind.value) ? [] : [unknownKind(kind, all, what)]))
}

function unknownKind({ value, place }: Located<string>, all: readonly string[], what: string): Diagnostic {
  const near = closest(value, all)
  const advice = near === undefined ? `name one of those that the Bot API has` : `did you mean \`${near}\`?`
  const help = near === undefined ? `There are ${all.join(', ')}.` : undefined
  const message = `There is no ${what} '${value}'; ${advice.endsWith('?') ? advice : `${advice}.`}`
  return errorAt('BG1606', place, message, { help })
}

function notEmpty(said: LocatedList<string> | undefined, option: string): readonly Diagnostic[] {
  if (said === undefined || said.value.length > 0) return []
  const message = `\`${option}\` is an empty list, so nothing would come; name a kind, or leave \`${option}\` out.`
  return [errorAt('BG1303', said.place, message)]
}

/** Only updates with a message have a kind of message. */
function checkMessageKinds(kinds: LocatedList<string>, wanted: LocatedList<string> | undefined): readonly Diagnostic[] {
  if (wanted === undefined) return []
  const without = kinds.value.filter(({ value }) => updateFacts.get(value)?.message === 'never')
  return without.map(({ value, place }) => {
    const message = `An update with \`${value}\` has no message, so with \`messageKind\` it never comes; remove '${value}' or \`messageKind\`.`
    return errorAt('BG1612', place, message)
  })
}
