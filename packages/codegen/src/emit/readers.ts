import type { ArgumentType, HandlerParameter, ItemType } from '../model.js'
import { numberLiteral, stringLiteral } from './literals.js'
import type { RouteNames } from './route-names.js'
import { readerMakers } from './runtime-names.js'

type ReaderNames = Pick<RouteNames, 'runtime' | 'imports'>

/** The name by which an argument is read: its own, or that of `@ParamMapping`. */
export function argumentName({ name, mapping }: Pick<HandlerParameter, 'name' | 'mapping'>): string {
  return mapping?.value ?? name ?? ''
}

/** `optional(oneOf('size', ['s', 'm', 'l']))` */
export function argumentReader(type: ArgumentType, parameter: HandlerParameter, names: ReaderNames): string {
  const reader = readerOf(type, argumentName(parameter), names)
  return parameter.optional ? `${names.runtime('optional')}(${reader})` : reader
}

function readerOf(type: ArgumentType, name: string, names: ReaderNames): string {
  if (type.kind === 'list') return `${names.runtime(readerMakers.list)}(${itemReader(type.item, name, names)})`
  return itemReader(type, name, names)
}

function itemReader(type: ItemType, name: string, names: ReaderNames): string {
  const make = `${names.runtime(readerMakers[type.kind])}(${stringLiteral(name)}`
  switch (type.kind) {
    case 'oneOf':
      return `${make}, [${type.values.map(literal).join(', ')}])`
    case 'enum':
      return `${make}, ${names.imports.valueOfType(type.type)})`
    case 'text':
    case 'word':
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'date':
      return `${make})`
  }
}

function literal(value: string | number): string {
  return typeof value === 'number' ? numberLiteral(value) : stringLiteral(value)
}
