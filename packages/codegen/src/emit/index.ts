import type { Bot, HandlerClass } from '../model.js'
import type { Composition, ProvidedField } from './composition.js'
import { generatedHeader } from './header.js'
import { KeptPlan } from './kept-plan.js'
import { deeper, fits, listed, type Margin, outermost } from './layout.js'
import { LinkMemory } from './links.js'
import { stringLiteral } from './literals.js'
import { type EmitOptions, type Plan, planModule } from './plan.js'
import type { NamedClass } from './route-names.js'
import { classRoutes, statementMargin } from './routes.js'

export type { ProvidedField } from './composition.js'
export { emitLinks, emitNoLinks } from './links.js'
export type { EmitOptions } from './plan.js'
export { answered, routeKinds } from './routes.js'

/** What the main module hands in to `createDispatchTable`. */
export function providedFields(bot: Bot, options: EmitOptions): readonly ProvidedField[] {
  return planModule(bot, options).composition.fields
}

/** Names and texts of parts of a bot's modules, for a bot that is written again and again. */
export interface EmitMemory {
  readonly plan: KeptPlan
  readonly links: LinkMemory
}

/** A memory that holds nothing yet. */
export function createEmitMemory(): EmitMemory {
  return { plan: new KeptPlan(), links: new LinkMemory() }
}

/** Where the functions of all classes stand. */
const functionMargin = deeper(outermost)

/** What parts statements that stand there. */
const apart = `\n${functionMargin}`

/** The text of the generated module. The same bot gives the same bytes, with a memory and without. */
export function emit(bot: Bot, options: EmitOptions, memory?: EmitMemory): string {
  const { plan, functions } = memory?.plan.of(bot, options) ?? { plan: planModule(bot, options), functions: undefined }
  const { imported, composition, qualifiers } = plan
  const opened = [`${generatedHeader}\n${imported}`, composition.provided, qualifiers, tableOpened(plan)]
  return [
    opened.filter((part) => part !== undefined).join('\n\n'),
    functionMargin,
    sharedInstances(composition),
    ...functionTexts(plan, functions),
    returned(plan, options.callbackDelimiter),
    '\n}\n',
  ].join('')
}

function tableOpened({ composition, tableType, contexts }: Plan): string {
  const before = 'export function createDispatchTable'
  if (contexts.length === 0) return composition.parameters(before, `: ${tableType} {`)
  const opened = composition.parameters(before, `: ${tableType}<`)
  return `${listedContexts(outermost, opened, contexts, ' {').join('')} {`
}

function sharedInstances({ shared, construction }: Composition): string {
  if (shared.length === 0) return ''
  return `${shared.map((each) => construction(each, functionMargin)).join(functionMargin)}${apart}`
}

function functionTexts(plan: Plan, kept: WeakMap<HandlerClass, string> | undefined): readonly string[] {
  return plan.classes.map((named) => {
    const known = kept?.get(named.of)
    if (known !== undefined) return known
    const text = routesFunction(named, plan)
    kept?.set(named.of, text)
    return text
  })
}

/**
 * The function that makes the routes of one class. Each class has its own, because the compiler looks for each name that
 * a route uses through all constants before it in the same function: with the instances of a thousand classes in one,
 * that takes it longer than everything else.
 */
function routesFunction(named: NamedClass, { composition, names }: Plan): string {
  const { isAlone, construction } = composition
  const made = isAlone(named.planned) ? `${statementMargin}${construction(named.planned, statementMargin)}` : ''
  const routes = classRoutes(named, names)
  // Joined, a text is in one piece: V8 would go through all pieces of another each time that it is written.
  return [
    'function ',
    named.functionName,
    '() {',
    made,
    statementMargin,
    'return ',
    routes,
    functionMargin,
    '}',
    apart,
  ].join('')
}

function returned({ names, contexts, classes }: Plan, callbackDelimiter: string): string {
  const define = names.runtime('defineDispatchTable')
  const [above, before] =
    contexts.length === 0
      ? ['', `return ${define}`]
      : listedContexts(functionMargin, `return ${define}<`, contexts, '([')
  const calls = classes.map(({ functionName }) => `${functionName}()`)
  const options = callbackDelimiter === '?' ? '' : `, { callbackDelimiter: ${stringLiteral(callbackDelimiter)} }`
  return `${above}${listed(functionMargin, `${before}([`, calls, `]${options})`)}`
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
