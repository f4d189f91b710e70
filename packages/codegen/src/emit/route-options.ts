import type { HandlerDecorator, LocatedList, TextOptions } from '../model.js'
import { type Doc, list } from './doc.js'
import { isIdentifierName, numberLiteral, stringLiteral } from './literals.js'

/** The options that a handler's decorator says, in the order of the decorator's own documentation. */
export function decoratorOptions(decorator: HandlerDecorator): readonly Doc[] {
  return [...ownOptions(decorator), ...option('autoAnswer', decorator.autoAnswer, String)]
}

function ownOptions(decorator: HandlerDecorator): readonly Doc[] {
  switch (decorator.kind) {
    case 'command':
      return [
        ...option('description', decorator.description, stringLiteral),
        ...option('locales', decorator.locales, (locales) =>
          record(locales.map(({ language, description }) => [language.value, description.value])),
        ),
        ...option('menu', decorator.menu, (menus) => (menus.length === 0 ? 'false' : strings(menus))),
        ...option('scope', decorator.scope, strings),
      ]
    case 'callback':
    case 'unprocessed':
      return []
    case 'input':
      return option('kinds', decorator.kinds, strings)
    case 'text':
    case 'pattern':
      return textOptions(decorator)
    case 'observer':
      return option('messageKind', decorator.messageKinds, strings)
  }
}

function textOptions({ scope, priority }: TextOptions): readonly Doc[] {
  return [...option('scope', scope, strings), ...option('priority', priority, numberLiteral)]
}

function option<T>(name: string, said: { readonly value: T } | undefined, print: (value: T) => Doc): readonly Doc[] {
  return said === undefined ? [] : [[`${name}: `, print(said.value)]]
}

/** `['message', 'edited_message']` */
export function strings(items: LocatedList<string>['value']): Doc {
  return list(
    '[',
    items.map(({ value }) => stringLiteral(value)),
    ']',
  )
}

function record(entries: readonly (readonly [key: string, value: string])[]): Doc {
  return list(
    '{',
    entries.map(([key, value]) => `${propertyKey(key)}: ${stringLiteral(value)}`),
    '}',
    ' ',
  )
}

/** A key of an object literal; in brackets where it would set the object's prototype. */
function propertyKey(key: string): string {
  if (key === '__proto__') return `[${stringLiteral(key)}]`
  return isIdentifierName(key) ? key : stringLiteral(key)
}
