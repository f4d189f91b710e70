import type { HandlerDecorator, LocatedList, TextOptions } from '../model.js'
import { listed, type Margin } from './layout.js'
import { isIdentifierName, numberLiteral, stringLiteral } from './literals.js'

/** The options that a handler's decorator says, a line each, in the order of the decorator's own documentation. */
export function decoratorOptions(decorator: HandlerDecorator, margin: Margin): string {
  const options = ownOptions(decorator, margin)
  const { autoAnswer } = decorator
  return autoAnswer === undefined ? options : `${options}${margin}autoAnswer: ${autoAnswer.value},`
}

function ownOptions(decorator: HandlerDecorator, margin: Margin): string {
  switch (decorator.kind) {
    case 'command': {
      const { description, locales, menu, scope } = decorator
      let options = description === undefined ? '' : `${margin}description: ${stringLiteral(description.value)},`
      if (locales !== undefined) {
        const texts = locales.value.map(
          ({ language, description }) => `${propertyKey(language.value)}: ${stringLiteral(description.value)}`,
        )
        options += `${margin}${listed(margin, 'locales: {', texts, '},', ' ')}`
      }
      options += menu?.value.length === 0 ? `${margin}menu: false,` : stringsOption('menu', menu, margin)
      return options + stringsOption('scope', scope, margin)
    }
    case 'callback':
    case 'unprocessed':
      return ''
    case 'input':
      return stringsOption('kinds', decorator.kinds, margin)
    case 'text':
    case 'pattern':
      return textOptions(decorator, margin)
    case 'observer':
      return stringsOption('messageKind', decorator.messageKinds, margin)
  }
}

function textOptions({ scope, priority }: TextOptions, margin: Margin): string {
  const options = stringsOption('scope', scope, margin)
  return priority === undefined ? options : `${options}${margin}priority: ${numberLiteral(priority.value)},`
}

function stringsOption(name: string, said: LocatedList<string> | undefined, margin: Margin): string {
  return said === undefined ? '' : `${margin}${listed(margin, `${name}: [`, stringLiterals(said.value), '],')}`
}

/** `'message'`, `'edited_message'` */
export function stringLiterals(items: LocatedList<string>['value']): readonly string[] {
  return items.map(({ value }) => stringLiteral(value))
}

/** A key of an object literal; in brackets where it would set the object's prototype. */
function propertyKey(key: string): string {
  if (key === '__proto__') return `[${stringLiteral(key)}]`
  return isIdentifierName(key) ? key : stringLiteral(key)
}
