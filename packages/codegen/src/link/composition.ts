import type { Instances } from '../config/index.js'
import { type Diagnostic, errorAt } from '../diagnostics/index.js'
import type {
  Component,
  ComponentReference,
  ComponentRole,
  ConstructedClass,
  Handler,
  HandlerClass,
  Place,
} from '../model.js'
import { perClass } from '../per-class.js'
import { ReferenceMap } from '../reference-map.js'
import { constructedClass, type LinkContext } from './classes.js'

/** What one class needs of another, and where it says so. */
interface Need {
  readonly component: ComponentReference
  readonly role: ComponentRole
  /** The class that needs it. */
  readonly from: ConstructedClass
  /** Whoever needs it, as messages call it: `ShopHandlers.buy`. */
  readonly by: string
  readonly place: Place
}

interface Node {
  readonly each: ConstructedClass
  /** What its constructor needs. */
  readonly dependencies: readonly Need[]
  /** Nothing for a class with handlers. */
  readonly found: { readonly role: ComponentRole; readonly need: Need } | undefined
}

/** Nodes in the order in which they were found. */
interface Graph {
  readonly nodes: readonly Node[]
  readonly of: (reference: ConstructedClass | ComponentReference) => Node | undefined
}

/**
 * The classes whose instances the handlers need, each after what it depends on: guards, filters, argument parsers,
 * providers and injectables, and the injectables that these need in turn. Circles, and what nobody could make an
 * instance of, are reported with the path that leads there.
 *
 * A container makes its instances itself: with `resolve` only what handlers name is looked at.
 */
export function componentsOf(
  classes: readonly HandlerClass[],
  instances: Instances,
  context: LinkContext,
): readonly Component[] {
  if (classes.every((each) => needsNothing(each, instances))) {
    if (instances === 'construct') for (const each of classes) untypedAlone(each).forEach(context.report)
    return []
  }
  const graph = graphOf(classes, instances, context)
  const { ordered, circles } = inOrder(graph)
  const problems = [
    ...ordered.flatMap((node) => unmakeable(node, instances, graph)),
    ...(instances === 'construct' ? ordered.flatMap((node) => untyped(node.each, wayTo(node, graph))) : []),
    ...circles.flatMap(circular),
  ]
  problems.forEach(context.report)
  return ordered.flatMap(({ each, found }) => (found === undefined ? [] : [{ ...each, role: found.role }]))
}

function graphOf(classes: readonly HandlerClass[], instances: Instances, context: LinkContext): Graph {
  const nodes: Node[] = []
  const known = new ReferenceMap<Node>()
  const needs: Need[] = []
  const add = (each: ConstructedClass, found: Node['found']) => {
    const dependencies = instances === 'construct' ? dependencyNeeds(each) : nothing
    const node = { each, dependencies, found }
    nodes.push(node)
    known.set(each, node)
    for (const need of dependencies) needs.push(need)
  }
  for (const each of classes) {
    for (const need of handlerNeeds(each)) needs.push(need)
    add(each, undefined)
  }
  // It grows while it is gone through, so that the shortest way to each class is the one that is told.
  for (const need of needs) {
    const each = known.get(need.component) === undefined ? constructedBehind(need.component, context) : undefined
    if (each !== undefined) add(each, { role: need.role, need })
  }
  // Of two classes that one name stands for, the last one counts.
  return { nodes: nodes.filter((node) => known.get(node.each) === node), of: (reference) => known.get(reference) }
}

function constructedBehind(
  { file: path, name }: ComponentReference,
  context: LinkContext,
): ConstructedClass | undefined {
  const file = context.lookup.files.get(path)
  const fact = file?.classes.find((candidate) => candidate.name === name)
  return file === undefined || fact === undefined ? undefined : constructedClass({ fact, file }, context)
}

const nothing: readonly Need[] = []

/** Most classes need no instance of another one that the table would have to make. */
function needsNothing(each: HandlerClass, instances: Instances): boolean {
  return handlerNeeds(each).length === 0 && (instances === 'resolve' || injectedInto(each).length === 0)
}

const injectedInto = perClass((each) => dependencyNeeds(each))

/** Most handlers need no component. */
function hasNeeds({ guards, argumentParser, decorator, parameters }: Handler): boolean {
  return (
    guards.length > 0 ||
    argumentParser !== undefined ||
    ('filters' in decorator && decorator.filters.length > 0) ||
    parameters.some(({ source }) => source.kind === 'component')
  )
}

const handlerNeeds = perClass((each): readonly Need[] =>
  each.handlers.flatMap((handler) => {
    if (!hasNeeds(handler)) return nothing
    const { guards, argumentParser, decorator, parameters, method } = handler
    const by = `${labelOf(each)}.${method.name.text}`
    const use = (role: ComponentRole) => (used: { readonly value: ComponentReference; readonly place: Place }) => ({
      from: each,
      by,
      component: used.value,
      role,
      place: used.place,
    })
    const filters = decorator.kind === 'text' || decorator.kind === 'pattern' ? decorator.filters : []
    return [
      ...guards.map(use('guard')),
      ...filters.map(use('filter')),
      ...(argumentParser === undefined ? [] : [use('argumentParser')(argumentParser)]),
      ...parameters.flatMap(({ source, place }) =>
        source.kind === 'component' ? [use(source.role)({ value: source.component, place })] : [],
      ),
    ]
  }),
)

function dependencyNeeds(each: ConstructedClass): readonly Need[] {
  return each.dependencies.flatMap(({ component, place }) =>
    component === undefined ? [] : [{ component, role: 'injectable' as const, from: each, by: labelOf(each), place }],
  )
}

/** Each node after its dependencies; a circle is cut where it closes. */
function inOrder(graph: Graph): { readonly ordered: readonly Node[]; readonly circles: readonly (readonly Need[])[] } {
  const ordered = new Set<Node>()
  const circles: (readonly Need[])[] = []
  const visit = (node: Node, path: readonly Need[]): void => {
    if (ordered.has(node)) return
    for (const need of node.dependencies) {
      const needed = graph.of(need.component)
      if (needed === undefined) continue
      const way = [...path, need]
      const start = way.findIndex(({ from }) => from === needed.each)
      if (start === -1) visit(needed, way)
      else circles.push(way.slice(start))
    }
    ordered.add(node)
  }
  for (const node of graph.nodes) visit(node, [])
  return { ordered: [...ordered], circles }
}

function circular(circle: readonly Need[]): readonly Diagnostic[] {
  const [first] = circle
  const last = circle.at(-1)
  const names = [...circle.map(({ by }) => by), first?.by ?? '']
  const who =
    circle.length === 1
      ? 'This class needs itself, so it can never be made'
      : 'These need each other, so none of them can be made first'
  const message = `${who}: ${arrows(names)}. Have one of them take what it needs as a method's parameter, or remove @Injectable() from one, so that the main module hands it in.`
  return last === undefined ? [] : [errorAt('BG1801', last.place, message, { related: circle.map(told) })]
}

function unmakeable({ each, found }: Node, instances: Instances, graph: Graph): readonly Diagnostic[] {
  if (found === undefined) return []
  const fault = faultOf(each, instances)
  if (fault === undefined) return []
  const needs = pathTo(found.need, graph)
  const way = arrows([...needs.map(({ by }) => by), labelOf(each)])
  const message = `\`${labelOf(each)}\` ${fault.what}, so the table can have no instance of it: ${way}. ${fault.advice}`
  return [errorAt('BG1802', each.place, message, { related: needs.map(told) })]
}

function wayTo({ found }: Node, graph: Graph): readonly Need[] {
  return found === undefined ? nothing : pathTo(found.need, graph)
}

const untypedAlone = perClass((each) => untyped(each, nothing))

/** @param needs - how one comes to the class */
function untyped(each: ConstructedClass, needs: readonly Need[]): readonly Diagnostic[] {
  return each.dependencies
    .filter(({ declared, optional }) => declared === 'untyped' && !optional)
    .map(({ name, place }) => {
      const what = name === undefined ? 'a parameter' : `\`${name}\``
      const way = arrows([...needs.map(({ by }) => by), labelOf(each)])
      const message = `The constructor of \`${labelOf(each)}\` takes ${what} without a type, so nothing says what to pass: ${way}. Write its type.`
      return errorAt('BG1802', place, message, { related: needs.map(told) })
    })
}

/** Why no instance of the class can be had, and what to do about it. */
function faultOf(
  each: ConstructedClass,
  instances: Instances,
): { readonly what: string; readonly advice: string } | undefined {
  const { name, exported, nested, abstract, generic, constructorVisibility } = each
  if (nested) return { what: 'is not at the top level of its file', advice: 'Move it there and export it.' }
  if (name === undefined) return { what: 'has no name', advice: 'Give it one.' }
  if (exported.kind === 'none') return { what: 'is not exported', advice: `Write \`export class ${name}\`.` }
  if (exported.kind === 'equals') {
    return { what: 'leaves its file by `export =`', advice: `Write \`export class ${name}\`.` }
  }
  if (constructorVisibility !== 'public') {
    return { what: `has a constructor that is ${constructorVisibility}`, advice: 'Make it public.' }
  }
  if (instances === 'resolve') return undefined
  if (abstract) return { what: 'is abstract', advice: 'Name a class that extends it.' }
  if (generic) return { what: 'is generic', advice: 'Name a class that extends it with types.' }
  return undefined
}

/** How a handler comes to need a class: each step's need. */
function pathTo(need: Need, graph: Graph): readonly Need[] {
  const before = graph.of(need.from)?.found
  return before === undefined ? [need] : [...pathTo(before.need, graph), need]
}

function told({ by, component, place }: Need) {
  return { message: `\`${by}\` needs \`${component.name}\` here.`, place }
}

function arrows(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(' → ')
}

function labelOf({ name }: { readonly name: string | undefined }): string {
  return name ?? 'class'
}
