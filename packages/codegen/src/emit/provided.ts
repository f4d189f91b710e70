import type { Dependency, HandlerClass, TypeReference } from '../model.js'
import { type Doc, hardline, indent, list } from './doc.js'
import type { Imports } from './imports.js'
import { isIdentifierName, stringLiteral } from './literals.js'
import { lowerCamelCase, Scope } from './names.js'

/** One thing that the bot's main module hands in. */
interface Field {
  readonly name: string
  readonly type: string
  readonly optional: boolean
  /** Its name inside the function. */
  readonly local: string
}

/** What the handler classes need, and which of it each of them gets. */
export interface Provided {
  readonly fields: readonly Field[]
  /** Local names, in the order of the constructor's parameters. */
  readonly argumentsOf: ReadonlyMap<HandlerClass, readonly string[]>
}

/** A dependency of a class, with the text of its type. */
interface Need {
  readonly handlers: HandlerClass
  readonly dependency: Dependency
  readonly type: string
  readonly wanted: string
}

/**
 * One field for each type that a constructor names; a type without an importable name has a field of its own.
 *
 * @param classNames - the local name of each class that is instantiated
 * @param locals - the scope of the function that takes the fields apart
 */
export function planProvided(classNames: ReadonlyMap<HandlerClass, string>, imports: Imports, locals: Scope): Provided {
  const needs = [...classNames].flatMap(([handlers, className]) =>
    handlers.dependencies.map((dependency) => needOf(handlers, className, dependency, imports)),
  )
  const fieldNames = new Scope()
  const fields = new Map<string, Field>()
  for (const { dependency, type, wanted } of needs) {
    const known = fields.get(type)
    if (known === undefined) {
      const name = fieldNames.pickProperty(wanted, dependency.name)
      fields.set(type, { name, type, optional: dependency.optional, local: locals.pick(name) })
    } else if (known.optional && !dependency.optional) {
      fields.set(type, { ...known, optional: false })
    }
  }
  const argumentsOf = new Map<HandlerClass, string[]>()
  for (const { handlers, type } of needs) {
    const names = argumentsOf.get(handlers) ?? []
    const field = fields.get(type)
    if (field !== undefined) names.push(field.local)
    argumentsOf.set(handlers, names)
  }
  return { fields: [...fields.values()], argumentsOf }
}

/** The interface; nothing when nothing is needed. */
export function providedInterface({ fields }: Provided): Doc | undefined {
  if (fields.length === 0) return undefined
  const lines = fields.map(({ name, optional, type }) => {
    const key = isIdentifierName(name) ? name : stringLiteral(name)
    if (!optional) return [hardline, `readonly ${key}: ${type}`]
    // The type of an optional constructor parameter already holds `undefined`.
    const whenAbsent = type.startsWith('ConstructorParameters<') ? '' : ' | undefined'
    return [hardline, `readonly ${key}?: ${type}${whenAbsent}`]
  })
  return [
    '/** What this bot needs from its main module. */',
    hardline,
    'export interface Provided {',
    indent(...lines),
    hardline,
    '}',
  ]
}

/** The function's parameter list. */
export function providedParameter({ fields }: Provided): Doc {
  if (fields.length === 0) return '()'
  const parts = fields.map(({ name, local }) => (name === local ? name : `${name}: ${local}`))
  const whenAbsent = fields.every((field) => field.optional) ? ' = {}' : ''
  return ['(', list('{', parts, '}', { kind: 'line', flat: ' ' }), `: Provided${whenAbsent})`]
}

function needOf(handlers: HandlerClass, className: string, dependency: Dependency, imports: Imports): Need {
  const { type, name, position } = dependency
  if (type !== undefined) {
    return { handlers, dependency, type: imports.type(type), wanted: lowerCamelCase(typeName(type)) }
  }
  return {
    handlers,
    dependency,
    type: `ConstructorParameters<typeof ${className}>[${position}]`,
    wanted: name ?? `${lowerCamelCase(className)}Options`,
  }
}

function typeName({ name, members }: TypeReference): string {
  return members.at(-1) ?? (name.kind === 'named' ? name.name : name.local)
}
