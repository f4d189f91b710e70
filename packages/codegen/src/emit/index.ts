import type { Instances } from '../config/index.js'
import { compare } from '../diagnostics/index.js'
import type { Bot, ConstructedClass, HandlerClass } from '../model.js'
import { planComposition } from './composition.js'
import { type Doc, group, hardline, indent, join, line, list, print, printed, softline } from './doc.js'
import { generatedHeader } from './header.js'
import { Imports } from './imports.js'
import { KeptTexts } from './kept-texts.js'
import { createLinkTexts, type LinkTexts } from './links.js'
import { stringLiteral } from './literals.js'
import { lowerCamelCase, Scope } from './names.js'
import { ClassNames, notedNames, type RouteNames } from './route-names.js'
import { classRoutes, classDepth } from './routes.js'
import { importDispatchTable, importRuntime, type RuntimeNames } from './runtime-names.js'
import type { Surroundings } from './specifiers.js'
import { type Uses, usesOf } from './uses.js'

export { emitLinks, emitNoLinks } from './links.js'

/** How a bot's modules are written. */
export interface EmitOptions extends Surroundings {
  readonly instances: Instances
  readonly callbackDelimiter: string
}

/** Texts of parts of a bot's modules, for a bot that is written again and again. */
export interface EmitMemory {
  readonly routes: KeptTexts<HandlerClass, RouteNames>
  readonly links: LinkTexts
}

/** A memory that holds nothing yet. */
export function createEmitMemory(): EmitMemory {
  return { routes: new KeptTexts(notedNames), links: createLinkTexts() }
}

/** The text of the generated module. The same bot gives the same bytes, with a memory and without. */
export function emit(bot: Bot, options: EmitOptions, memory?: EmitMemory): string {
  const { instances, callbackDelimiter } = options
  const module = new Scope()
  for (const name of ['Provided', 'Qualifier', 'createDispatchTable']) module.pick(name)
  const imports = new Imports(module, options)
  const uses = bot.classes.map(usesOf)
  const runtime = importRuntime(uses, imports)
  const tableType = importDispatchTable(imports)
  const classNames = new Map(
    [...bot.classes, ...bot.components].map((each) => [each, importClass(each, imports)] as const),
  )
  // Imported as values first, they serve as types too.
  for (const { enums } of uses) for (const type of enums) imports.valueOfType(type)

  const contexts = [...new Set(uses.flatMap((each) => each.contexts.map((type) => imports.type(type))))]
  const locals = module.inner()
  const composition = planComposition(bot, classNames, instances, imports, locals)
  const names = { runtime, componentOf: composition.componentOf, imports, scope: locals }
  const functionNames = bot.classes.map((each) => locals.pick(`${lowerCamelCase(classNames.get(each) ?? '')}Routes`))
  const functions = bot.classes.map((handlers, index) => {
    const ofClass = new ClassNames(names, classNames.get(handlers) ?? '', composition.instanceOf(handlers))
    const make = (used: RouteNames) => print(classRoutes(handlers, used), classDepth)
    const text = memory === undefined ? make(ofClass) : memory.routes.text(handlers, ofClass, make)
    return routesFunction(functionNames[index] ?? '', composition.constructionOf(handlers), printed(text))
  })
  const calls = functionNames.map((name) => `${name}()`)
  const { constructions } = composition
  const body = [
    ...(constructions.length === 0 ? [] : [join(constructions, hardline)]),
    ...functions,
    returned(runtime, contexts, calls, callbackDelimiter),
  ]
  const table: Doc = [
    group(
      'export function createDispatchTable',
      composition.parameters,
      `: ${tableType}`,
      typeArgument(contexts),
      ' {',
    ),
    indent(hardline, join(body, [hardline, hardline])),
    hardline,
    '}',
  ]
  const parts = [[generatedHeader, hardline, imports.print()], composition.provided, qualifierType(uses), table].filter(
    (part) => part !== undefined,
  )
  return `${print(join(parts, [hardline, hardline]))}\n`
}

function importClass({ name = 'Handlers', file, exported }: ConstructedClass, imports: Imports): string {
  const module = { kind: 'source', file } as const
  return exported.kind === 'named' ? imports.value(module, exported.name) : imports.value(module, 'default', name)
}

/**
 * The function that makes the routes of one class. Each class has its own, because the compiler looks for each name that
 * a route uses through all constants before it in the same function: with the instances of a thousand classes in one,
 * that takes it longer than everything else.
 */
function routesFunction(name: string, construction: Doc | undefined, routes: Doc): Doc {
  const statements = [...(construction === undefined ? [] : [construction]), ['return ', routes]]
  return [`function ${name}() {`, indent(hardline, join(statements, hardline)), hardline, '}']
}

function returned(
  runtime: RuntimeNames,
  contexts: readonly string[],
  calls: readonly string[],
  callbackDelimiter: string,
): Doc {
  const define = runtime('defineDispatchTable')
  const options = callbackDelimiter === '?' ? '' : `, { callbackDelimiter: ${stringLiteral(callbackDelimiter)} }`
  return ['return ', define, typeArgument(contexts), '(', list('[', calls, ']'), options, ')']
}

function typeArgument(contexts: readonly string[]): Doc {
  if (contexts.length === 0) return ''
  return group('<', indent(softline, join(contexts, [' &', line])), softline, '>')
}

function qualifierType(uses: readonly Uses[]): Doc | undefined {
  const named = new Set<string>()
  for (const { sessions } of uses) for (const name of sessions) named.add(name)
  const qualifiers = [...named].sort(compare).map(stringLiteral)
  if (qualifiers.length === 0) return undefined
  const leadingBar: Doc = { kind: 'ifBroken', text: '| ' }
  return [
    "/** The names of this bot's sessions. */",
    hardline,
    group('export type Qualifier =', indent(line, leadingBar, join(qualifiers, [line, '| ']))),
  ]
}
