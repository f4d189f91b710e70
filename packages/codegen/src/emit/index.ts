import type { Instances } from '../config/index.js'
import { compare } from '../diagnostics/index.js'
import type { Bot, ConstructedClass, HandlerClass } from '../model.js'
import { planComposition } from './composition.js'
import { generatedHeader } from './header.js'
import { Imports } from './imports.js'
import { Kept } from './kept.js'
import { deeper, fits, listed, type Margin, outermost, square } from './layout.js'
import { createLinkMemory, type LinkMemory } from './links.js'
import { stringLiteral } from './literals.js'
import { lowerCamelCase, Scope } from './names.js'
import { classRoutes, statementMargin } from './routes.js'
import { importDispatchTable, importRuntime } from './runtime-names.js'
import type { Surroundings } from './specifiers.js'
import { Uses } from './uses.js'

export { emitLinks, emitNoLinks } from './links.js'

/** How a bot's modules are written. */
export interface EmitOptions extends Surroundings {
  readonly instances: Instances
  readonly callbackDelimiter: string
}

/** Texts of parts of a bot's modules, for a bot that is written again and again. */
export interface EmitMemory {
  readonly functions: Kept<HandlerClass, string>
  readonly links: LinkMemory
}

/** A memory that holds nothing yet. */
export function createEmitMemory(): EmitMemory {
  return { functions: new Kept(), links: createLinkMemory() }
}

/** Where the functions of all classes stand. */
const functionMargin = deeper(outermost)

/** The text of the generated module. The same bot gives the same bytes, with a memory and without. */
export function emit(bot: Bot, options: EmitOptions, memory?: EmitMemory): string {
  const module = new Scope()
  for (const name of ['Provided', 'Qualifier', 'createDispatchTable']) module.pick(name)
  const imports = new Imports(module, options)
  const uses = new Uses(bot.classes)
  const runtime = importRuntime(uses, imports)
  const tableType = importDispatchTable(imports)
  const classNames = importClasses(bot, imports)
  // Imported as values first, they serve as types too.
  for (const type of uses.enums) imports.valueOfType(type)

  const contexts = [...new Set(uses.contexts.map((type) => imports.type(type)))]
  const locals = module.inner()
  const composition = planComposition(bot, classNames, options.instances, imports, locals)
  const functionNames = bot.classes.map((each) => locals.pick(`${lowerCamelCase(classNames.get(each) ?? '')}Routes`))
  for (const payload of uses.payloads) imports.typeArgument(payload)

  const { parameters, provided, shared, construction, isAlone, instanceOf, componentOf } = composition
  const imported = imports.print()
  // The names are all known by now: what follows only asks for them.
  const kept = memory?.functions.with(
    [
      imported,
      provided,
      parameters('', ''),
      ...functionNames,
      ...Array.from(classNames, ([each, name]) => `${name} ${instanceOf(each)} ${each.file} ${each.name ?? ''}`),
    ].join('\n'),
  )
  const names = { runtime, componentOf, imports, scope: locals }
  const functions = bot.classes.map((each, index) => {
    const known = kept?.get(each)
    if (known !== undefined) return known
    const ofClass = { className: classNames.get(each) ?? '', instance: instanceOf(each) }
    const made = isAlone(each) ? `${statementMargin}${construction(each, statementMargin)}` : ''
    const text = routesFunction(functionNames[index] ?? '', made, classRoutes(each, ofClass, names))
    kept?.set(each, text)
    return text
  })
  const statements = [
    ...(shared.length === 0 ? [] : [shared.map((each) => construction(each, functionMargin)).join(functionMargin)]),
    ...functions,
    returned(runtime('defineDispatchTable'), contexts, functionNames, options.callbackDelimiter),
  ]
  const opened = parameters(
    'export function createDispatchTable',
    `: ${tableType}${contexts.length === 0 ? ' {' : '<'}`,
  )
  const table = [
    contexts.length === 0 ? opened : `${listedContexts(outermost, opened, contexts, ' {').join('')} {`,
    statements.join(`\n${functionMargin}`),
  ].join(functionMargin)
  const parts = [`${generatedHeader}\n${imported}`, provided, qualifierType(uses), `${table}\n}\n`]
  return parts.filter((part) => part !== undefined).join('\n\n')
}

function importClasses({ classes, components }: Bot, imports: Imports): ReadonlyMap<ConstructedClass, string> {
  const names = new Map<ConstructedClass, string>()
  for (const each of classes) names.set(each, importClass(each, imports))
  for (const each of components) names.set(each, importClass(each, imports))
  return names
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
function routesFunction(name: string, construction: string, routes: string): string {
  return `function ${name}() {${construction}${statementMargin}return ${routes}${functionMargin}}`
}

function returned(
  define: string,
  contexts: readonly string[],
  functionNames: readonly string[],
  callbackDelimiter: string,
): string {
  const [above, before] =
    contexts.length === 0
      ? ['', `return ${define}`]
      : listedContexts(functionMargin, `return ${define}<`, contexts, '([')
  const calls = functionNames.map((name) => `${name}()`)
  const options = callbackDelimiter === '?' ? '' : `, { callbackDelimiter: ${stringLiteral(callbackDelimiter)} }`
  return `${above}${listed(functionMargin, `${before}(`, square, calls, `${options})`)}`
}

/**
 * `opened` and behind it `A & B>`, or one context a line; what stands above its last line, then that.
 *
 * @param after - what will follow, as far as it cannot be broken
 */
function listedContexts(
  margin: Margin,
  opened: string,
  contexts: readonly string[],
  after: string,
): readonly [above: string, line: string] {
  const start = opened.lastIndexOf('\n') + 1
  const line = `${opened.slice(start)}${contexts.join(' & ')}>`
  if (fits(margin, `${line}${after}`)) return [opened.slice(0, start), line]
  const inner = deeper(margin)
  return [`${opened}${inner}${contexts.join(` &${inner}`)}${margin}`, '>']
}

function qualifierType({ sessions }: Uses): string | undefined {
  const qualifiers = [...sessions].sort(compare).map(stringLiteral)
  if (qualifiers.length === 0) return undefined
  const comment = "/** The names of this bot's sessions. */"
  const line = `export type Qualifier = ${qualifiers.join(' | ')}`
  if (fits(outermost, line)) return `${comment}\n${line}`
  const bar = `${deeper(outermost)}| `
  return `${comment}\nexport type Qualifier =${bar}${qualifiers.join(bar)}`
}
