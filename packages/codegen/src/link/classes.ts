import type { Diagnostic } from '../diagnostics/index.js'
import type { ClassFact, ConstructionFact, DecoratorFact, FileFacts, MemberFact, ParameterFact } from '../facts.js'
import type { Dependency, Handler, HandlerClass } from '../model.js'
import type { InheritedConstructor } from './checker/index.js'
import { readCommand } from './commands.js'
import { decoratorName, placeIn } from './decorators.js'
import type { World } from './follow/index.js'
import { linkParameter } from './parameters.js'
import { importableReference } from './references.js'
import type { TypeResolver } from './resolved.js'

/** What linking a class needs to know beyond its own facts. */
export interface LinkContext {
  readonly world: World
  readonly resolve: TypeResolver
  readonly inheritedConstructor: (file: FileFacts, line: number, column: number) => InheritedConstructor
  readonly report: (diagnostic: Diagnostic) => void
}

/** A member that bears `@CommandHandler`. */
export interface Decorated {
  readonly member: MemberFact
  readonly decorator: DecoratorFact
}

/** The handlers of a class. */
export function handlersOf(fact: ClassFact, file: FileFacts, world: World): readonly Decorated[] {
  return fact.members.flatMap((member) =>
    member.decorators
      .filter((decorator) => decoratorName(decorator, file, world) === 'CommandHandler')
      .map((decorator) => ({ member, decorator })),
  )
}

export function linkClass(fact: ClassFact, file: FileFacts, context: LinkContext): HandlerClass {
  const { construction, file: constructionFile } = constructionOf(fact, file, context)
  return {
    name: fact.name,
    file: file.file,
    exported: fact.exported,
    nested: fact.place === 'nested',
    abstract: fact.abstract,
    generic: fact.generic,
    place: placeIn(file, fact.span),
    constructorVisibility: construction.kind === 'declared' ? construction.visibility : 'public',
    dependencies: construction.kind === 'declared' ? dependencies(construction.parameters, constructionFile) : [],
    handlers: handlersOf(fact, file, context.world).map((handler) => linkHandler(handler, file, context)),
  }
}

function linkHandler({ member, decorator }: Decorated, file: FileFacts, context: LinkContext): Handler {
  const { kind, name, static: isStatic, abstract, generic, visibility } = member
  return {
    decorator: readCommand(decorator, file, context.world, context.report),
    place: placeIn(file, decorator.span),
    method: { kind, name, static: isStatic, abstract, generic, visibility, place: placeIn(file, member.span) },
    parameters: member.parameters.map((parameter) => linkParameter(parameter, name.text, file, context)),
    guards: [],
    limit: undefined,
    argumentParser: undefined,
  }
}

function constructionOf(
  fact: ClassFact,
  file: FileFacts,
  context: LinkContext,
): { readonly construction: ConstructionFact; readonly file: FileFacts | undefined } {
  if (fact.construction.kind !== 'inherited') return { construction: fact.construction, file }
  return context.inheritedConstructor(file, fact.span.line, fact.span.column)
}

function dependencies(parameters: readonly ParameterFact[], file: FileFacts | undefined): readonly Dependency[] {
  return parameters.flatMap((parameter, position) => {
    if (parameter.rest) return []
    const type = file === undefined ? undefined : importableReference(parameter.type, file)
    return [
      {
        name: parameter.name,
        position,
        optional: parameter.optional || parameter.hasDefault,
        type,
        component: undefined,
      },
    ]
  })
}
