import { compare } from '../diagnostics/index.js'
import type { Bot, HandlerClass, HandlerParameter } from '../model.js'
import { generatedMark } from '../write/index.js'
import { block, type Doc, group, hardline, indent, join, line, list, print, softline } from './doc.js'
import { Imports } from './imports.js'
import { stringLiteral } from './literals.js'
import { lowerCamelCase, Scope } from './names.js'
import { planProvided, providedInterface, providedParameter } from './provided.js'
import { classRoutes } from './routes.js'
import { importDispatchTable, importRuntime, type RuntimeNames } from './runtime-names.js'
import type { Surroundings } from './specifiers.js'

const header = `${generatedMark} Do not edit; run \`npx botgen generate\`.`

/** The text of the generated module. The same bot gives the same bytes. */
export function emit(bot: Bot, surroundings: Surroundings): string {
  const module = new Scope()
  for (const name of ['Provided', 'Qualifier', 'createDispatchTable']) module.pick(name)
  const imports = new Imports(module, surroundings)
  const runtime = importRuntime(bot, imports)
  const table = importDispatchTable(imports)
  const classNames = new Map(bot.classes.map((handlers) => [handlers, importClass(handlers, imports)]))

  const contexts = contextTypes(bot, imports)
  const instantiated = new Map([...classNames].filter(([handlers]) => needsInstance(handlers)))
  const locals = module.inner()
  const provided = planProvided(instantiated, imports, locals)
  const instances = new Map([...instantiated].map(([handlers, name]) => [handlers, locals.pick(lowerCamelCase(name))]))

  const constructions = [...instances].map(([handlers, variable]): Doc => {
    const call = list('(', provided.argumentsOf.get(handlers) ?? [], ')')
    return group(`const ${variable} = new ${classNames.get(handlers) ?? ''}`, call)
  })
  const routes = [...classNames].map(([handlers, className]) =>
    classRoutes(handlers, { runtime, className, instance: instances.get(handlers) }, imports, locals),
  )
  const composition: Doc = [
    group(
      'export function createDispatchTable',
      providedParameter(provided),
      `: ${table}`,
      typeArgument(contexts),
      ' {',
    ),
    indent(hardline, join([...constructions, returned(runtime, contexts, routes)], hardline)),
    hardline,
    '}',
  ]
  const parts = [
    [header, hardline, imports.print()],
    providedInterface(provided),
    qualifierType(bot),
    composition,
  ].filter((part) => part !== undefined)
  return `${print(join(parts, [hardline, hardline]))}\n`
}

function importClass({ name = 'Handlers', file, exported }: HandlerClass, imports: Imports): string {
  const module = { kind: 'source', file } as const
  return exported.kind === 'named' ? imports.value(module, exported.name) : imports.value(module, 'default', name)
}

function needsInstance(handlers: HandlerClass): boolean {
  return handlers.handlers.some(({ method }) => !method.static)
}

function returned(runtime: RuntimeNames, contexts: readonly string[], routes: readonly Doc[]): Doc {
  return ['return ', runtime.defineDispatchTable, typeArgument(contexts), '(', block('[', routes, ']'), ')']
}

/** The context types that handlers ask for, each once, in source order. */
function contextTypes(bot: Bot, imports: Imports): readonly string[] {
  const types = parametersOf(bot).flatMap(({ source }) =>
    (source.kind === 'context' || source.kind === 'telegraf' || source.kind === 'bot') && source.context !== undefined
      ? [imports.type(source.context)]
      : [],
  )
  return [...new Set(types)]
}

function typeArgument(contexts: readonly string[]): Doc {
  if (contexts.length === 0) return ''
  return group('<', indent(softline, join(contexts, [' &', line])), softline, '>')
}

function qualifierType(bot: Bot): Doc | undefined {
  const named = parametersOf(bot).flatMap(({ source, qualifier }) => {
    const name = source.kind === 'session' ? (qualifier?.value ?? source.qualifier) : undefined
    return name === undefined ? [] : [name]
  })
  const qualifiers = [...new Set(named)].sort(compare).map(stringLiteral)
  if (qualifiers.length === 0) return undefined
  const leadingBar: Doc = { kind: 'ifBroken', text: '| ' }
  return [
    "/** The names of this bot's sessions. */",
    hardline,
    group('export type Qualifier =', indent(line, leadingBar, join(qualifiers, [line, '| ']))),
  ]
}

function parametersOf(bot: Bot): readonly HandlerParameter[] {
  return bot.classes.flatMap(({ handlers }) => handlers).flatMap(({ parameters }) => parameters)
}
