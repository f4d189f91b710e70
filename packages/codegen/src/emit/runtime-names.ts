import type { ArgumentType, HandlerDecorator } from '../model.js'
import type { Imports } from './imports.js'
import type { Uses } from './uses.js'

/** What makes the routes of each kind. */
export const routeMakers = {
  command: 'command',
  callback: 'callback',
  input: 'input',
  text: 'exactText',
  pattern: 'pattern',
  observer: 'observer',
  unprocessed: 'unprocessed',
} as const satisfies Readonly<Record<HandlerDecorator['kind'], string>>

/** What reads the arguments of each type. */
export const readerMakers = {
  text: 'text',
  word: 'singleWord',
  number: 'number',
  bigint: 'bigint',
  boolean: 'boolean',
  date: 'date',
  oneOf: 'oneOf',
  enum: 'enumOf',
  list: 'rest',
} as const satisfies Readonly<Record<ArgumentType['kind'], string>>

/** What a table and its routes are made with. */
export type RouteFunction =
  | 'defineDispatchTable'
  | 'routes'
  | (typeof routeMakers)[keyof typeof routeMakers] /** What arguments are read with. */
export type ReaderFunction = 'optional' | (typeof readerMakers)[keyof typeof readerMakers]

/** The local name of a function of the runtime, which the generated module imports. */
export type RuntimeNames = (name: RouteFunction | ReaderFunction) => string

const runtime = { kind: 'bare', specifier: '@botgen/runtime' } as const
const readers = { kind: 'bare', specifier: '@botgen/runtime/arguments' } as const

/** Imports what a bot needs of the runtime. They come first, so these names are never the ones to yield. */
export function importRuntime(uses: Uses, imports: Imports): RuntimeNames {
  const locals = new Map<string, string>()
  const add = (module: typeof runtime | typeof readers, name: string) => {
    if (!locals.has(name)) locals.set(name, imports.value(module, name))
  }
  for (const name of ['defineDispatchTable', 'routes']) add(runtime, name)
  for (const name of uses.routes) add(runtime, name)
  for (const name of uses.readers) add(readers, name)
  return (name) => {
    const local = locals.get(name)
    if (local === undefined) throw new Error(`The generated module uses \`${name}\` without importing it`)
    return local
  }
}

/** The table's type. */
export function importDispatchTable(imports: Imports): string {
  return imports.type({
    module: runtime,
    name: { kind: 'named', name: 'DispatchTable' },
    members: [],
    typeArguments: [],
  })
}
