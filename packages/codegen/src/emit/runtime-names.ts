import type { Bot } from '../model.js'
import type { Imports } from './imports.js'

/** The runtime's functions by the names that the generated module imports them under. */
export interface RuntimeNames {
  readonly command: string
  readonly defineDispatchTable: string
  readonly routes: string
  readonly optional: string
  readonly text: string
  readonly number: string
}

const runtime = { kind: 'bare', specifier: '@botgen/runtime' } as const
const readers = { kind: 'bare', specifier: '@botgen/runtime/arguments' } as const

/** Imports what the bot's table needs of the runtime. They come first, so these names are never the ones to yield. */
export function importRuntime(bot: Bot, imports: Imports): RuntimeNames {
  const taken = bot.classes
    .flatMap(({ handlers }) => handlers)
    .flatMap(({ parameters }) => parameters)
    .filter(({ source }) => source.kind === 'argument')
  const reader = (name: string, isUsed: boolean) => (isUsed ? imports.value(readers, name) : name)
  return {
    command: imports.value(runtime, 'command'),
    defineDispatchTable: imports.value(runtime, 'defineDispatchTable'),
    routes: imports.value(runtime, 'routes'),
    optional: reader(
      'optional',
      taken.some((parameter) => parameter.optional),
    ),
    text: reader(
      'text',
      taken.some(({ source }) => source.kind === 'argument' && source.type.kind === 'text'),
    ),
    number: reader(
      'number',
      taken.some(({ source }) => source.kind === 'argument' && source.type.kind === 'number'),
    ),
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
