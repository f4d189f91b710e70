import type { ArgumentType, Bot, HandlerDecorator } from '../model.js'
import type { Imports } from './imports.js'

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

type RouteFunction = 'defineDispatchTable' | 'routes' | (typeof routeMakers)[keyof typeof routeMakers]
type ReaderFunction = 'optional' | (typeof readerMakers)[keyof typeof readerMakers]

/** The local name of a function of the runtime, which the generated module imports. */
export type RuntimeNames = (name: RouteFunction | ReaderFunction) => string

const runtime = { kind: 'bare', specifier: '@botgen/runtime' } as const
const readers = { kind: 'bare', specifier: '@botgen/runtime/arguments' } as const

/** Imports what the bot's table needs of the runtime. They come first, so these names are never the ones to yield. */
export function importRuntime(bot: Bot, imports: Imports): RuntimeNames {
  const locals = new Map<string, string>()
  for (const name of routeFunctions(bot)) locals.set(name, imports.value(runtime, name))
  for (const name of readerFunctions(bot)) locals.set(name, imports.value(readers, name))
  return (name) => {
    const local = locals.get(name)
    if (local === undefined) throw new Error(`The generated module uses \`${name}\` without importing it`)
    return local
  }
}

function routeFunctions(bot: Bot): ReadonlySet<RouteFunction> {
  const kinds = bot.classes.flatMap(({ handlers }) => handlers.map(({ decorator }) => routeMakers[decorator.kind]))
  return new Set<RouteFunction>(['defineDispatchTable', 'routes', ...kinds])
}

function readerFunctions(bot: Bot): ReadonlySet<ReaderFunction> {
  const used = new Set<ReaderFunction>()
  const parameters = bot.classes.flatMap(({ handlers }) => handlers.flatMap((handler) => handler.parameters))
  for (const { source, optional } of parameters) {
    if (source.kind !== 'argument') continue
    if (optional) used.add('optional')
    used.add(readerMakers[source.type.kind])
    if (source.type.kind === 'list') used.add(readerMakers[source.type.item.kind])
  }
  return used
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
