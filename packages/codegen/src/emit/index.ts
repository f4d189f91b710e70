import type { Instances } from '../config/index.js'
import { compare } from '../diagnostics/index.js'
import type { Bot, ConstructedClass, HandlerParameter } from '../model.js'
import { planComposition } from './composition.js'
import { block, type Doc, group, hardline, indent, join, line, print, printed, softline } from './doc.js'
import { generatedHeader } from './header.js'
import { Imports } from './imports.js'
import { stringLiteral } from './literals.js'
import { Scope } from './names.js'
import { sharedNames } from './route-names.js'
import { classRoutes, classDepth } from './routes.js'
import { importDispatchTable, importRuntime, type RuntimeNames } from './runtime-names.js'
import type { Surroundings } from './specifiers.js'

export { emitLinks, emitNoLinks } from './links.js'

/** How a bot's modules are written. */
export interface EmitOptions extends Surroundings {
  readonly instances: Instances
  readonly callbackDelimiter: string
}

/** The text of the generated module. The same bot gives the same bytes. */
export function emit(bot: Bot, options: EmitOptions): string {
  const { instances, callbackDelimiter } = options
  const module = new Scope()
  for (const name of ['Provided', 'Qualifier', 'createDispatchTable']) module.pick(name)
  const imports = new Imports(module, options)
  const runtime = importRuntime(bot, imports)
  const tableType = importDispatchTable(imports)
  const classNames = new Map(
    [...bot.classes, ...bot.components].map((each) => [each, importClass(each, imports)] as const),
  )
  importEnums(bot, imports)

  const contexts = contextTypes(bot, imports)
  const locals = module.inner()
  const composition = planComposition(bot, classNames, instances, imports, locals)
  const { instanceOf } = composition
  const shared = { runtime, componentOf: instanceOf, ...sharedNames(imports, locals) }
  const routes = bot.classes.map((handlers) => {
    const { file, name = '' } = handlers
    const names = { ...shared, className: classNames.get(handlers) ?? '', instance: instanceOf({ file, name }) }
    return printed(classRoutes(handlers, names), classDepth)
  })
  const table: Doc = [
    group(
      'export function createDispatchTable',
      composition.parameters,
      `: ${tableType}`,
      typeArgument(contexts),
      ' {',
    ),
    indent(
      hardline,
      join([...composition.constructions, returned(runtime, contexts, routes, callbackDelimiter)], hardline),
    ),
    hardline,
    '}',
  ]
  const parts = [[generatedHeader, hardline, imports.print()], composition.provided, qualifierType(bot), table].filter(
    (part) => part !== undefined,
  )
  return `${print(join(parts, [hardline, hardline]))}\n`
}

function importClass({ name = 'Handlers', file, exported }: ConstructedClass, imports: Imports): string {
  const module = { kind: 'source', file } as const
  return exported.kind === 'named' ? imports.value(module, exported.name) : imports.value(module, 'default', name)
}

/** Enums are values and types: imported as values first, they serve as both. */
function importEnums(bot: Bot, imports: Imports): void {
  for (const { source } of parametersOf(bot)) {
    if (source.kind !== 'argument') continue
    const item = source.type.kind === 'list' ? source.type.item : source.type
    if (item.kind === 'enum') imports.valueOfType(item.type)
  }
}

function returned(
  runtime: RuntimeNames,
  contexts: readonly string[],
  routes: readonly Doc[],
  callbackDelimiter: string,
): Doc {
  const define = runtime('defineDispatchTable')
  const options = callbackDelimiter === '?' ? '' : `, { callbackDelimiter: ${stringLiteral(callbackDelimiter)} }`
  return ['return ', define, typeArgument(contexts), '(', block('[', routes, ']'), options, ')']
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
