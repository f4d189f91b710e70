import type { ArgumentType, HandlerParameter, ItemType } from '../model.js'
import type { Imports } from './imports.js'
import { numberLiteral, stringLiteral } from './literals.js'
import { readerMakers, type RuntimeNames } from './runtime-names.js'

/** The name by which an argument is read: its own, or that of `@ParamMapping`. */
export function argumentName({ name, mapping }: Pick<HandlerParameter, 'name' | 'mapping'>): string {
  return mapping?.value ?? name ?? ''
}

/** `optional(oneOf('size', ['s', 'm', 'l']))`; nothing for a parameter that is no argument. */
export function argumentReader(
  parameter: HandlerParameter,
  runtime: RuntimeNames,
  imports: Imports,
): string | undefined {
  const { source, optional } = parameter
  if (source.kind !== 'argument') return undefined
  const reader = readerOf(source.type, argumentName(parameter), runtime, imports)
  return optional ? `${runtime('optional')}(${reader})` : reader
}

function readerOf(type: ArgumentType, name: string, runtime: RuntimeNames, imports: Imports): string {
  if (type.kind === 'list') return `${runtime(readerMakers.list)}(${itemReader(type.item, name, runtime, imports)})`
  return itemReader(type, name, runtime, imports)
}

function itemReader(type: ItemType, name: string, runtime: RuntimeNames, imports: Imports): string {
  const make = `${runtime(readerMakers[type.kind])}(${stringLiteral(name)}`
  switch (type.kind) {
    case 'oneOf':
      return `${make}, [${type.values.map(literal).join(', ')}])`
    case 'enum':
      return `${make}, ${imports.valueOfType(type.type)})`
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
