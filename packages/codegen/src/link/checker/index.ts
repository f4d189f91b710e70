import type { Project } from '../../discover/index.js'
import type { ConstructionFact, FileFacts } from '../../facts.js'
import type { Lookup } from '../follow/index.js'
import type { TypeResolver } from '../resolved.js'

/** A constructor and the file whose names it uses. */
export interface InheritedConstructor {
  readonly construction: ConstructionFact
  /** Nothing when the base class is not the project's own: what it names cannot be imported from its file. */
  readonly file: FileFacts | undefined
}

/** What only the type checker can say. */
export interface Checker {
  /** Says what types are; `lookup` is what may be looked up for it. */
  readonly resolverFor: (lookup: Lookup) => TypeResolver
  /** The constructor that a class at this line and column inherits. */
  readonly inheritedConstructor: (file: FileFacts, line: number, column: number) => InheritedConstructor
}

/** Loads TypeScript with its checker over `files`, and whatever they import. */
export async function loadChecker(project: Project, files: readonly FileFacts[]): Promise<Checker> {
  const { createChecker } = await import('./checker.js')
  return createChecker(project, files)
}
