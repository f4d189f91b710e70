import type { Diagnostic } from '../diagnostics/index.js'
import type { FileFacts, ParameterFact, TypeFact } from '../facts.js'
import type { ConstructedClass, Dependency, Handler, HandlerClass } from '../model.js'
import { type Around, aroundClass, aroundHandler } from './around.js'
import type { InheritedConstructor } from './checker/index.js'
import type { TakenComponent } from './components.js'
import { placeIn } from './decorators.js'
import { followName, type Lookup } from './follow/index.js'
import { readHandlerDecorator } from './handler-decorators.js'
import { handlersOf } from './inheritance.js'
import { lineageOf, type Owner } from './lineage.js'
import { linkParameter } from './parameters.js'
import { type Decorated, type Family, noDecorators } from './reading.js'
import { importableReference } from './references.js'
import type { TypeResolver } from './resolved.js'

/** What linking a class needs to know beyond its own facts. */
export interface LinkContext {
  readonly lookup: Lookup
  /** The component that a type of `file` stands for. */
  readonly takenBy: (type: TypeFact, file: FileFacts) => TakenComponent | undefined
  readonly resolve: TypeResolver
  /** Takes note of a file with a type or a constructor that is not decided. */
  readonly leaveOpen: (file: FileFacts) => void
  readonly inheritedConstructor: (file: FileFacts, line: number, column: number) => InheritedConstructor
  readonly report: (diagnostic: Diagnostic) => void
}

export function linkClass(family: Family, context: LinkContext): HandlerClass {
  const { own, lineage } = family
  const each = constructed(own, lineage, context)
  const around = aroundClass(lineage, context)
  return { ...each, handlers: handlersOf(family).map((decorated) => linkHandler(decorated, around, context)) }
}

/** What it takes to import a class and to make an instance of it. */
export function constructedClass(owner: Owner, context: LinkContext): ConstructedClass {
  return constructed(owner, lineageOf(owner, context.lookup), context)
}

function constructed(owner: Owner, lineage: readonly Owner[], context: LinkContext): ConstructedClass {
  const { fact, file } = owner
  const { construction, file: constructionFile } = constructionOf(owner, lineage, context)
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

function linkHandler({ member, applied, owner: declaring }: Decorated, around: Around, context: LinkContext): Handler {
  const { kind, name, static: isStatic, abstract, generic, visibility, span } = member.fact
  const { file } = declaring
  const where = { method: name.text, file }
  const { guards, limit, argumentParser } = aroundHandler(around, member.decorators, context)
  return {
    decorator: readHandlerDecorator(applied, context),
    place: placeIn(file, applied.use),
    method: { kind, name, static: isStatic, abstract, generic, visibility, place: placeIn(file, span) },
    parameters: member.fact.parameters.map((parameter, index) =>
      linkParameter(parameter, member.parameters[index] ?? noDecorators, where, context),
    ),
    guards,
    limit,
    argumentParser,
  }
}

function constructionOf({ fact, file }: Owner, lineage: readonly Owner[], context: LinkContext): InheritedConstructor {
  const written = writtenConstructor(lineage, context.lookup)
  if (written !== undefined) return written
  context.leaveOpen(file)
  return context.inheritedConstructor(file, fact.span.line, fact.span.column)
}

/** The constructor of a class or of its nearest base class with one; nothing where a base class cannot be read. */
function writtenConstructor(lineage: readonly Owner[], lookup: Lookup): InheritedConstructor | undefined {
  const nearest = lineage.findLast(({ fact }) => fact.construction.kind !== 'inherited')
  if (nearest !== undefined) return { construction: nearest.fact.construction, file: nearest.file }
  const [furthest] = lineage
  const base = furthest?.fact.base && followName(furthest.fact.base.path, furthest.file, lookup)
  // The classes of the runtime that are meant to be extended take nothing.
  return base?.kind === 'library' && base.library === 'runtime'
    ? { construction: { kind: 'none' }, file: undefined }
    : undefined
}

function dependencies(
  parameters: readonly ParameterFact[],
  file: FileFacts | undefined,
  owner: Owner,
  { takenBy }: LinkContext,
): readonly Dependency[] {
  return parameters.flatMap((parameter, position) => {
    if (parameter.rest) return []
    const { name, type, span } = parameter
    const taken = file === undefined ? undefined : takenBy(withoutUndefined(type), file)
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
