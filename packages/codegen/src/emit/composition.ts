import type { Instances } from '../config/index.js'
import type { Bot, ComponentReference, ConstructedClass, Dependency, HandlerClass, TypeReference } from '../model.js'
import { ReferenceMap } from '../reference-map.js'
import { type Doc, group, hardline, indent, list } from './doc.js'
import type { Imports } from './imports.js'
import { isIdentifierName, stringLiteral } from './literals.js'
import { lowerCamelCase, Scope } from './names.js'

/** How the generated function gets the instances that its routes call. */
export interface Composition {
  /** The function's parameter list. */
  readonly parameters: Doc
  /** The interface of what the function takes; nothing when it takes nothing of the bot's own. */
  readonly provided: Doc | undefined
  /** One statement for each instance that several have to do with, each after what it depends on. */
  readonly constructions: readonly Doc[]
  /** The statement that makes the instance of a class with handlers; nothing where it is shared, or there is none. */
  readonly constructionOf: (handlers: HandlerClass) => Doc | undefined
  /** The variable with the instance of a class; empty where there is none. */
  readonly instanceOf: (each: ConstructedClass) => string
  readonly componentOf: (reference: ComponentReference) => string
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
      : planConstructor({ constructed: new Set(constructed), find }, nameOf, imports, locals)
  const variables = new Map(constructed.map((each) => [each, locals.pick(lowerCamelCase(nameOf(each)))]))
  const instanceOf = (each: ConstructedClass | undefined) => (each === undefined ? '' : (variables.get(each) ?? ''))
  const componentOf = (reference: ComponentReference) => instanceOf(find(reference))
  const construction = (each: ConstructedClass) =>
    group(`const ${instanceOf(each)} = `, plan.made(each, nameOf(each), componentOf))
  const shared = sharedClasses(bot, constructed, find)
  const constructions = constructed.filter((each) => shared.has(each)).map(construction)
  const constructionOf = (each: HandlerClass) =>
    variables.has(each) && !shared.has(each) ? construction(each) : undefined
  return { ...plan, constructions, constructionOf, instanceOf, componentOf }
}

/** The classes whose instances others need than their own handlers. */
function sharedClasses(
  { components }: Bot,
  constructed: readonly ConstructedClass[],
  find: Find,
): ReadonlySet<ConstructedClass> {
  const needed = constructed
    .flatMap(({ dependencies }) => dependencies)
    .flatMap(({ component }) => (component === undefined ? [] : (find(component) ?? [])))
  return new Set([...components, ...needed])
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

interface Plan extends Pick<Composition, 'parameters' | 'provided'> {
  /** The expression that makes an instance. */
  readonly made: (
    each: ConstructedClass,
    className: string,
    componentOf: (reference: ComponentReference) => string,
  ) => Doc
}

/** The classes that need an instance: those whose methods are called, and components, each after what it depends on. */
function inOrder({ classes, components }: Bot, find: Find): readonly ConstructedClass[] {
  const ordered = new Set<ConstructedClass>()
  const visit = (each: ConstructedClass): void => {
    if (ordered.has(each)) return
    for (const { component } of each.dependencies) {
      const needed = component === undefined ? undefined : find(component)
      if (needed !== undefined) visit(needed)
    }
    ordered.add(each)
  }
  components.forEach(visit)
  classes.filter(needsInstance).forEach(visit)
  return [...ordered]
}

/** A class whose handlers are all static is never instantiated. */
function needsInstance({ handlers }: HandlerClass): boolean {
  return handlers.some(({ method }) => !method.static)
}

function planResolver(constructed: readonly ConstructedClass[], imports: Imports, locals: Scope): Plan {
  const resolve = locals.pick('resolve')
  const module = { kind: 'bare', specifier: '@botgen/runtime' } as const
  const isUsed = constructed.length > 0
  const type = isUsed
    ? imports.type({ module, name: { kind: 'named', name: 'Resolve' }, members: [], typeArguments: [] })
    : ''
  return {
    parameters: isUsed ? `(${resolve}: ${type})` : '()',
    provided: undefined,
    made: (_, className) => `${resolve}(${className})`,
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
    parameters: providedParameter(provided),
    provided: providedInterface(provided),
    made: (each, className, componentOf) => {
      const values = each.dependencies.map((dependency) =>
        isMade(dependency, made) ? componentOf(dependency.component) : (provided.localOf.get(dependency) ?? ''),
      )
      return [`new ${className}`, list('(', values, ')')]
    },
  }
}

type MadeDependency = Dependency & { readonly component: ComponentReference }

function isMade(dependency: Dependency, { constructed, find }: Made): dependency is MadeDependency {
  if (dependency.component === undefined) return false
  const each = find(dependency.component)
  return each !== undefined && constructed.has(each)
}

/** One thing that the bot's main module hands in. */
interface Field {
  readonly name: string
  readonly type: string
  readonly optional: boolean
  /** Its name inside the function. */
  readonly local: string
}

/** What constructors need that nothing in the bot makes. */
interface Provided {
  readonly fields: readonly Field[]
  /** The local name of what each dependency gets. */
  readonly localOf: ReadonlyMap<Dependency, string>
}

/** A dependency of a class, with the text of its type. */
interface Need {
  readonly dependency: Dependency
  readonly type: string
  readonly className: string
}

/** One field for each type that a constructor names; a type without an importable name has a field of its own. */
function planProvided(
  made: Made,
  nameOf: (each: ConstructedClass) => string,
  imports: Imports,
  locals: Scope,
): Provided {
  const needs = [...made.constructed].flatMap((each) =>
    each.dependencies
      .filter((dependency) => !isMade(dependency, made))
      .map((dependency) => needOf(dependency, nameOf(each), imports)),
  )
  const fieldNames = new Scope()
  const fields = new Map<string, Field>()
  for (const { dependency, type, className } of needs) {
    const field = fields.get(type)
    if (field === undefined) {
      const name = fieldNames.pickProperty(wantedName(dependency, className), dependency.name)
      fields.set(type, { name, type, optional: dependency.optional, local: locals.pick(name) })
    } else if (field.optional && !dependency.optional) {
      fields.set(type, { ...field, optional: false })
    }
  }
  const localOf = new Map(needs.map(({ dependency, type }) => [dependency, fields.get(type)?.local ?? '']))
  return { fields: [...fields.values()], localOf }
}

/** The interface; nothing when nothing is needed. */
function providedInterface({ fields }: Provided): Doc | undefined {
  if (fields.length === 0) return undefined
  const lines = fields.map(({ name, optional, type }) => {
    const key = isIdentifierName(name) ? name : stringLiteral(name)
    if (!optional) return [hardline, `readonly ${key}: ${type}`]
    // The type of an optional constructor parameter already holds `undefined`.
    const whenAbsent = type.startsWith('ConstructorParameters<') ? '' : ' | undefined'
    return [hardline, `readonly ${key}?: ${type}${whenAbsent}`]
  })
  return [
    '/** What this bot needs from its main module. */',
    hardline,
    'export interface Provided {',
    indent(...lines),
    hardline,
    '}',
  ]
}

/** The function's parameter list. */
function providedParameter({ fields }: Provided): Doc {
  if (fields.length === 0) return '()'
  const parts = fields.map(({ name, local }) => (name === local ? name : `${name}: ${local}`))
  const whenAbsent = fields.every((field) => field.optional) ? ' = {}' : ''
  return ['(', list('{', parts, '}', ' '), `: Provided${whenAbsent})`]
}

function needOf(dependency: Dependency, className: string, imports: Imports): Need {
  const { type, position } = dependency
  const text = type === undefined ? `ConstructorParameters<typeof ${className}>[${position}]` : imports.type(type)
  return { dependency, type: text, className }
}

/** What the field would be called if nothing else were. */
function wantedName({ type, name }: Dependency, className: string): string {
  if (type !== undefined) return lowerCamelCase(typeName(type))
  return name ?? `${lowerCamelCase(className)}Options`
}

function typeName({ name, members }: TypeReference): string {
  return members.at(-1) ?? (name.kind === 'named' ? name.name : name.local)
}
