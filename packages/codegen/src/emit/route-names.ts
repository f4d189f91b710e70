import type { ComponentReference, TypeArgument, TypeReference } from '../model.js'
import type { Imports } from './imports.js'
import type { Note } from './kept-texts.js'
import type { Taken } from './names.js'
import type { RuntimeNames } from './runtime-names.js'

/** What a class's routes call things by. The same answers give the same text. */
export interface RouteNames extends Taken {
  readonly runtime: RuntimeNames
  readonly className: string
  /** The variable with the class's instance; empty when only static methods are handlers. */
  readonly instance: string
  /** The variable with a component's instance. */
  readonly componentOf: (component: ComponentReference) => string
  readonly type: (type: TypeReference) => string
  readonly typeArgument: (argument: TypeArgument) => string
  /** The value that a type's name stands for too. */
  readonly valueOfType: (type: TypeReference) => string
}

/** The part of the names that is the same for all classes of a module. */
export function sharedNames(
  imports: Imports,
  scope: Taken,
): Pick<RouteNames, 'has' | 'type' | 'typeArgument' | 'valueOfType'> {
  return {
    has: (name) => scope.has(name),
    type: (type) => imports.type(type),
    typeArgument: (argument) => imports.typeArgument(argument),
    valueOfType: (type) => imports.valueOfType(type),
  }
}

/** The names as a text gets them, with note taken of each that is used. */
export function notedNames(note: Note<RouteNames>): RouteNames {
  return {
    get className() {
      return note((all) => all.className)
    },
    get instance() {
      return note((all) => all.instance)
    },
    has: (name) => note((all) => all.has(name)),
    runtime: (name) => note((all) => all.runtime(name)),
    componentOf: (component) => note((all) => all.componentOf(component)),
    type: (type) => note((all) => all.type(type)),
    typeArgument: (argument) => note((all) => all.typeArgument(argument)),
    valueOfType: (type) => note((all) => all.valueOfType(type)),
  }
}
