import type { Instances } from '../config/index.js'
import type { Bot, ConstructedClass } from '../model.js'
import { type Composition, planComposition } from './composition.js'
import { Imports } from './imports.js'
import { lowerCamelCase, Scope, Variables } from './names.js'
import { qualifierType } from './qualifiers.js'
import type { NamedClass, RouteNames } from './route-names.js'
import { importDispatchTable, importRuntime } from './runtime-names.js'
import type { Surroundings } from './specifiers.js'
import { Uses } from './uses.js'

/** How a bot's modules are written. */
export interface EmitOptions extends Surroundings {
  readonly instances: Instances
  readonly callbackDelimiter: string
}

/** Everything that the generated module calls things by. */
export interface Plan {
  /** The import statements. */
  readonly imported: string
  readonly classes: readonly NamedClass[]
  readonly composition: Composition
  readonly names: RouteNames
  readonly tableType: string
  /** The context types that handlers ask for, each once. */
  readonly contexts: readonly string[]
  /** The type of all names of sessions; nothing where there are none. */
  readonly qualifiers: string | undefined
}

/** Picks all names, before anything is written. */
export function planModule(bot: Bot, options: EmitOptions): Plan {
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
  const classes = bot.classes.map((of): NamedClass => {
    const className = classNames.get(of) ?? ''
    const functionName = locals.pick(`${lowerCamelCase(className)}Routes`)
    return { of, planned: of, className, functionName, instance: composition.instanceOf(of) }
  })
  for (const payload of uses.payloads) imports.typeArgument(payload)

  const ofRoute = locals.inner()
  const update = ofRoute.pick('update')
  const names = { runtime, componentOf: composition.componentOf, imports, update, variables: new Variables(ofRoute) }
  return {
    imported: imports.print(),
    classes,
    composition,
    names,
    tableType,
    contexts,
    qualifiers: qualifierType(uses.sessions),
  }
}

/** All names that a class's function can be written with: the same names for the same class give the same text. */
export function namesIn({ imported, classes, composition }: Plan, { components }: Bot): string {
  const { provided, parameters, instanceOf } = composition
  const ofClasses = classes.map(
    ({ of, className, functionName, instance }) =>
      `${className} ${functionName} ${instance} ${of.file} ${of.name ?? ''}`,
  )
  const ofComponents = components.map((each) => `${instanceOf(each)} ${each.file} ${each.name ?? ''}`)
  return [imported, provided, parameters('', ''), ...ofClasses, ...ofComponents].join('\n')
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
