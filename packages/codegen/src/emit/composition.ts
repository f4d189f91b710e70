import type { Instances } from '../config/index.js'
import type { Bot, ComponentReference, ConstructedClass, Dependency, HandlerClass, TypeReference } from '../model.js'
import { ReferenceMap } from '../reference-map.js'
import type { Imports } from './imports.js'
import { deeper, listed, type Margin, outermost } from './layout.js'
import { isIdentifierName, stringLiteral } from './literals.js'
import { lowerCamelCase, Scope } from './names.js'

/** How the generated function gets the instances that its routes call. */
export interface Composition {
  /** The function's parameter list between what stands before it and what follows it up to where that can be broken. */
  readonly parameters: (before: string, after: string) => string
  /** The interface of what the function takes; nothing when it takes nothing of the bot's own. */
  readonly provided: string | undefined
  /** What the function takes of the bot's own, in the order of that interface. */
  readonly fields: readonly ProvidedField[]
  /** The classes whose instances several have to do with, each after what it depends on. */
  readonly shared: readonly ConstructedClass[]
  /** The statement that makes the instance of a class. */
  readonly construction: (each: ConstructedClass, margin: Margin) => string
  /** Whether the instance of a class is made in the function of its routes. */
  readonly isAlone: (each: ConstructedClass) => boolean
  /** The variable with the instance of a class; empty where there is none. */
  readonly instanceOf: (each: ConstructedClass) => string
  readonly componentOf: (reference: ComponentReference) => string
}

/** One thing that the bot's main module hands in. */
export interface ProvidedField {
  readonly name: string
  readonly type: string
  readonly optional: boolean
  /** The constructor parameters that get it. */
  readonly dependencies: readonly Dependency[]
}

/**
 * Plans one instance of each class that handlers are called on or need.
 *
 * @param classNames - the local name of each class of the bot
 * @param locals - the scope of the generated function
 */
export function planComposition(
  bot: Bot,
  classNames: ReadonlyMap<ConstructedClass, string>,
  instances: Instances,
  imports: Imports,
  locals: Scope,
): Composition {
  const find = finder(bot)
  const constructed = inOrder(bot, find)
  const nameOf = (each: ConstructedClass) => classNames.get(each) ?? ''
  const plan =
    instances === 'resolve'
      ? planResolver(constructed, imports, locals)
      : planConstructor({ constructed, find }, nameOf, imports, locals)
  const variables = new Map<ConstructedClass, string>()
  for (const each of constructed) variables.set(each, locals.pick(lowerCamelCase(nameOf(each))))
  const instanceOf = (each: ConstructedClass | undefined) => (each === undefined ? '' : (variables.get(each) ?? ''))
  const componentOf = (reference: ComponentReference) => instanceOf(find(reference))
  const shared = sharedClasses(bot, constructed, find)
  return {
    ...plan,
    shared: [...constructed].filter((each) => shared.has(each)),
    construction: (each, margin) =>
      plan.construction(`const ${instanceOf(each)} = `, each, nameOf(each), componentOf, margin),
    isAlone: (each) => variables.has(each) && !shared.has(each),
    instanceOf,
    componentOf,
  }
}

/** The classes whose instances others need than their own handlers. */
function sharedClasses(
  { components }: Bot,
  constructed: ReadonlySet<ConstructedClass>,
  find: Find,
): ReadonlySet<ConstructedClass> {
  const shared = new Set<ConstructedClass>(components)
  for (const { dependencies } of constructed) {
    for (const { component } of dependencies) {
      const needed = component === undefined ? undefined : find(component)
      if (needed !== undefined) shared.add(needed)
    }
  }
  return shared
}

/** The class that a reference names. */
type Find = (reference: ComponentReference) => ConstructedClass | undefined

function finder({ classes, components }: Bot): Find {
  let known: ReferenceMap<ConstructedClass> | undefined
  return (reference) => {
    if (known === undefined) {
      known = new ReferenceMap()
      for (const each of [...classes, ...components]) known.set(each, each)
    }
    return known.get(reference)
  }
}

interface Plan extends Pick<Composition, 'parameters' | 'provided' | 'fields'> {
  /** A statement that begins with `before` and makes an instance. */
  readonly construction: (
    before: string,
    each: ConstructedClass,
    className: string,
    componentOf: (reference: ComponentReference) => string,
    margin: Margin,
  ) => string
}

/** The classes that need an instance: those whose methods are called, and components, each after what it depends on. */
function inOrder({ classes, components }: Bot, find: Find): ReadonlySet<ConstructedClass> {
  const ordered = new Set<ConstructedClass>()
  const visit = (each: ConstructedClass): void => {
    if (ordered.has(each)) return
    for (const { component } of each.dependencies) {
      const needed = component === undefined ? undefined : find(component)
      if (needed !== undefined) visit(needed)
    }
    ordered.add(each)
  }
  for (const each of components) visit(each)
  for (const each of classes) if (needsInstance(each)) visit(each)
  return ordered
}

/** A class whose handlers are all static is never instantiated. */
function needsInstance({ handlers }: HandlerClass): boolean {
  return handlers.some(({ method }) => !method.static)
}

function planResolver(constructed: ReadonlySet<ConstructedClass>, imports: Imports, locals: Scope): Plan {
  const resolve = locals.pick('resolve')
  const module = { kind: 'bare', specifier: '@botgen/runtime' } as const
  const parameters =
    constructed.size === 0
      ? '()'
      : `(${resolve}: ${imports.type({ module, name: { kind: 'named', name: 'Resolve' }, members: [], typeArguments: [] })})`
  return {
    parameters: (before, after) => `${before}${parameters}${after}`,
    provided: undefined,
    fields: [],
    construction: (before, _, className) => `${before}${resolve}(${className})`,
  }
}

/** The classes that the generated function makes instances of. */
interface Made {
  /** In their order. */
  readonly constructed: ReadonlySet<ConstructedClass>
  readonly find: Find
}

function planConstructor(
  made: Made,
  nameOf: (each: ConstructedClass) => string,
  imports: Imports,
  locals: Scope,
): Plan {
  const provided = planProvided(made, nameOf, imports, locals)
  return {
    parameters: (before, after) => providedParameter(provided, before, after),
    provided: providedInterface(provided),
    fields: provided.fields,
    construction: (before, each, className, componentOf, margin) => {
      const values = each.dependencies.map((dependency) =>
        isMade(dependency, made) ? componentOf(dependency.component) : (provided.localOf.get(dependency) ?? ''),
      )
      return listed(margin, `${before}new ${className}(`, values, ')')
    },
  }
}

type MadeDependency = Dependency & { readonly component: ComponentReference }

function isMade(dependency: Dependency, { constructed, find }: Made): dependency is MadeDependency {
  if (dependency.component === undefined) return false
  const each = find(dependency.component)
  return each !== undefined && constructed.has(each)
}

interface Field extends ProvidedField {
  readonly dependencies: Dependency[]
  /** Its name inside the function. */
  readonly local: string
}

/** What constructors need that nothing in the bot makes. */
interface Provided {
  readonly fields: readonly Field[]
  /** The local name of what each dependency gets. */
  readonly localOf: ReadonlyMap<Dependency, string>
}

/** One field for each type that a constructor names; a type without an importable name has a field of its own. */
function planProvided(
  made: Made,
  nameOf: (each: ConstructedClass) => string,
  imports: Imports,
  locals: Scope,
): Provided {
  const needs = needsOf(made, nameOf, imports)
  const fieldNames = new Scope()
  const fields = new Map<string, Field>()
  for (const { dependency, type, className } of needs) {
    const field = fields.get(type)
    if (field === undefined) {
      const name = fieldNames.pickProperty(wantedName(dependency, className), dependency.name)
      const { optional } = dependency
      fields.set(type, { name, type, optional, local: locals.pick(name), dependencies: [dependency] })
      continue
    }
    field.dependencies.push(dependency)
    if (field.optional && !dependency.optional) fields.set(type, { ...field, optional: false })
  }
  const localOf = new Map<Dependency, string>()
  for (const { dependency, type } of needs) localOf.set(dependency, fields.get(type)?.local ?? '')
  return { fields: [...fields.values()], localOf }
}

/** A dependency of a class, with the text of its type. */
interface Need {
  readonly dependency: Dependency
  readonly type: string
  readonly className: string
}

function needsOf(made: Made, nameOf: (each: ConstructedClass) => string, imports: Imports): readonly Need[] {
  const needs: Need[] = []
  for (const each of made.constructed) {
    for (const dependency of each.dependencies) {
      if (isMade(dependency, made)) continue
      const className = nameOf(each)
      needs.push({ dependency, type: typeOf(dependency, className, imports), className })
    }
  }
  return needs
}

function typeOf({ type, position }: Dependency, className: string, imports: Imports): string {
  return type === undefined ? `ConstructorParameters<typeof ${className}>[${position}]` : imports.type(type)
}

/** The interface; nothing when nothing is needed. */
function providedInterface({ fields }: Provided): string | undefined {
  if (fields.length === 0) return undefined
  const margin = deeper(outermost)
  const lines = fields.map(({ name, optional, type }) => {
    const key = isIdentifierName(name) ? name : stringLiteral(name)
    if (!optional) return `${margin}readonly ${key}: ${type}`
    // The type of an optional constructor parameter already holds `undefined`.
    const whenAbsent = type.startsWith('ConstructorParameters<') ? '' : ' | undefined'
    return `${margin}readonly ${key}?: ${type}${whenAbsent}`
  })
  return `/** What this bot needs from its main module. */\nexport interface Provided {${lines.join('')}\n}`
}

/** The function's parameter list. */
function providedParameter({ fields }: Provided, before: string, after: string): string {
  if (fields.length === 0) return `${before}()${after}`
  const parts = fields.map(({ name, local }) => (name === local ? name : `${name}: ${local}`))
  const whenAbsent = fields.every((field) => field.optional) ? ' = {}' : ''
  return listed(outermost, `${before}({`, parts, `}: Provided${whenAbsent})${after}`, ' ')
}

/** What the field would be called if nothing else were. */
function wantedName({ type, name }: Dependency, className: string): string {
  if (type !== undefined) return lowerCamelCase(typeName(type))
  return name ?? `${lowerCamelCase(className)}Options`
}

function typeName({ name, members }: TypeReference): string {
  return members.at(-1) ?? (name.kind === 'named' ? name.name : name.local)
}
