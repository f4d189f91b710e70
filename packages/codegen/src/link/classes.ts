import type { Diagnostic } from '../diagnostics/index.js'
import type { FileFacts, ParameterFact, TypeFact } from '../facts.js'
import type { ConstructedClass, Dependency, Handler, HandlerClass } from '../model.js'
import { aroundOf } from './around.js'
import type { InheritedConstructor } from './checker/index.js'
import type { Injectables } from './components.js'
import { placeIn } from './decorators.js'
import { followName, type World } from './follow/index.js'
import { readHandlerDecorator } from './handler-decorators.js'
import { type Decorated, handlersOf, lineageOf, type Owner } from './lineage.js'
import { linkParameter } from './parameters.js'
import { importableReference } from './references.js'
import type { TypeResolver } from './resolved.js'

/** What linking a class needs to know beyond its own facts. */
export interface LinkContext {
  readonly world: World
  readonly components: Injectables
  readonly resolve: TypeResolver
  readonly inheritedConstructor: (file: FileFacts, line: number, column: number) => InheritedConstructor
  readonly report: (diagnostic: Diagnostic) => void
}

export function linkClass(owner: Owner, context: LinkContext): HandlerClass {
  const handlers = handlersOf(owner, context.world)
  return { ...constructedClass(owner, context), handlers: handlers.map((each) => linkHandler(each, owner, context)) }
}

/** What it takes to import a class and to make an instance of it. */
export function constructedClass(owner: Owner, context: LinkContext): ConstructedClass {
  const { fact, file } = owner
  const { construction, file: constructionFile } = constructionOf(owner, context)
  return {
    name: fact.name,
    file: file.file,
    exported: fact.exported,
    nested: fact.place === 'nested',
    abstract: fact.abstract,
    generic: fact.generic,
    place: placeIn(file, fact.span),
    constructorVisibility: construction.kind === 'declared' ? construction.visibility : 'public',
    dependencies:
      construction.kind === 'declared' ? dependencies(construction.parameters, constructionFile, owner, context) : [],
  }
}

function linkHandler(decorated: Decorated, owner: Owner, context: LinkContext): Handler {
  const { member, applied, owner: declaring } = decorated
  const { kind, name, static: isStatic, abstract, generic, visibility } = member
  const { file } = declaring
  return {
    decorator: readHandlerDecorator(applied, context),
    place: placeIn(file, applied.use),
    method: { kind, name, static: isStatic, abstract, generic, visibility, place: placeIn(file, member.span) },
    parameters: member.parameters.map((parameter) => linkParameter(parameter, name.text, file, context)),
    ...aroundOf(decorated, owner, context),
  }
}

function constructionOf(owner: Owner, context: LinkContext): InheritedConstructor {
  const { fact, file } = owner
  return (
    writtenConstructor(owner, context.world) ?? context.inheritedConstructor(file, fact.span.line, fact.span.column)
  )
}

/** The constructor of a class or of its nearest base class with one; nothing where a base class cannot be read. */
export function writtenConstructor(owner: Owner, world: World): InheritedConstructor | undefined {
  const lineage = lineageOf(owner, world)
  const nearest = lineage.findLast(({ fact }) => fact.construction.kind !== 'inherited')
  if (nearest !== undefined) return { construction: nearest.fact.construction, file: nearest.file }
  const furthest = lineage[0] ?? owner
  const base = furthest.fact.base && followName(furthest.fact.base.path, furthest.file, world)
  // The classes of the runtime that are meant to be extended take nothing.
  return base?.kind === 'library' && base.library === 'runtime'
    ? { construction: { kind: 'none' }, file: undefined }
    : undefined
}

function dependencies(
  parameters: readonly ParameterFact[],
  file: FileFacts | undefined,
  owner: Owner,
  { components }: LinkContext,
): readonly Dependency[] {
  return parameters.flatMap((parameter, position) => {
    if (parameter.rest) return []
    const { name, type, span } = parameter
    const taken = file === undefined ? undefined : components.behind(withoutUndefined(type), file)
    return [
      {
        name,
        position,
        // A base class that cannot be read has no place to show.
        place: file === undefined ? placeIn(owner.file, owner.fact.span) : placeIn(file, span),
        declared: type.kind === 'none' && !parameter.hasDefault ? 'untyped' : 'typed',
        optional: parameter.optional || parameter.hasDefault,
        type: file === undefined ? undefined : importableReference(type, file),
        // What a provider makes belongs to an update, and no update is there when instances are made.
        component: taken?.role === 'injectable' ? taken.component : undefined,
      },
    ]
  })
}

/** The one type beside `undefined`. */
function withoutUndefined(type: TypeFact): TypeFact {
  if (type.kind !== 'union') return type
  const [only, another] = type.members.filter((member) => member.kind !== 'keyword' || member.name !== 'undefined')
  return only !== undefined && another === undefined ? only : type
}
