import { answered, routeKinds } from '../emit/index.js'
import type { Bot, Handler, HandlerClass, HandlerDecorator, LocatedList, Place, RateLimit } from '../model.js'
import type { DescribedHandler, SourcePlace } from './description.js'
import { componentId, UniqueNames } from './names.js'
import { describeParameter } from './parameters.js'

/** A handler with its description. */
export interface Described {
  readonly handler: Handler
  readonly description: DescribedHandler
}

/** The classes of a bot by names that are unique in it. */
export function classNames({ classes }: Bot): ReadonlyMap<HandlerClass, string> {
  const names = new UniqueNames()
  return new Map(classes.map((each) => [each, names.pick(each.name ?? 'default', each.file)]))
}

/** The handlers of a bot in the order of its table. */
export function describeHandlers({ classes }: Bot, names: ReadonlyMap<HandlerClass, string>): readonly Described[] {
  const ids = new UniqueNames()
  return classes.flatMap((each) => {
    const className = names.get(each) ?? ''
    return inTableOrder(each).map((handler) => ({ handler, description: describeHandler(handler, className, ids) }))
  })
}

function inTableOrder({ handlers }: HandlerClass): readonly Handler[] {
  return routeKinds.flatMap((kind) => handlers.filter(({ decorator }) => decorator.kind === kind))
}

function describeHandler(handler: Handler, className: string, ids: UniqueNames): DescribedHandler {
  const { decorator, method, place, parameters, guards, limit, argumentParser } = handler
  const answers = answersOf(decorator)
  const id = [`${className}.${method.name.text}`, decorator.kind, ...answers].join(' ')
  return {
    id: ids.pick(id, place.file),
    kind: decorator.kind,
    answers,
    class: className,
    method: method.name.text,
    place: placeOf(place),
    parameters: parameters.map(describeParameter),
    guards: guards.map(({ value }) => componentId(value)),
    filters: 'filters' in decorator ? decorator.filters.map(({ value }) => componentId(value)) : [],
    argumentParser: argumentParser && componentId(argumentParser.value),
    limit: limit && limitWords(limit.value),
    description: decorator.kind === 'command' ? decorator.description?.value : undefined,
    options: optionsOf(decorator),
  }
}

export function placeOf({ file, line, column }: Place): SourcePlace {
  return { file, line, column }
}

function answersOf(decorator: HandlerDecorator): readonly string[] {
  if (decorator.kind !== 'pattern') return valuesOf({ value: answered(decorator) })
  const { pattern } = decorator
  return pattern === undefined ? [] : [String(new RegExp(pattern.value.source, pattern.value.flags))]
}

function limitWords({ rate, period }: RateLimit): string {
  return `${rate} per ${typeof period === 'number' ? `${period} ms` : period}`
}

function optionsOf(decorator: HandlerDecorator): readonly string[] {
  const { autoAnswer } = decorator
  return [...ownOptions(decorator), ...(autoAnswer === undefined ? [] : [`autoAnswer: ${autoAnswer.value}`])]
}

function ownOptions(decorator: HandlerDecorator): readonly string[] {
  switch (decorator.kind) {
    case 'command': {
      const { scope, menu, locales } = decorator
      const languages = locales?.value.map(({ language }) => language.value) ?? []
      return [
        ...listOption('scope', scope, 'message'),
        ...(menu?.value.length === 0 ? ['menu: false'] : listOption('menu', menu, 'default')),
        ...(languages.length === 0 ? [] : [`locales: ${languages.join(', ')}`]),
      ]
    }
    case 'callback':
    case 'unprocessed':
      return []
    case 'input':
      return listOption('kinds', decorator.kinds, 'message')
    case 'text':
    case 'pattern': {
      const { scope, priority } = decorator
      const isPlain = priority === undefined || priority.value === 0
      return [...listOption('scope', scope, 'message'), ...(isPlain ? [] : [`priority: ${priority.value}`])]
    }
    case 'observer':
      return listOption('messageKind', decorator.messageKinds, '')
  }
}

function listOption(name: string, said: LocatedList<string> | undefined, whenAbsent: string): readonly string[] {
  const values = said === undefined ? whenAbsent : valuesOf(said).join(', ')
  return values === whenAbsent ? [] : [`${name}: ${values}`]
}

function valuesOf({ value }: Pick<LocatedList<string>, 'value'>): readonly string[] {
  return value.map((item) => item.value)
}
