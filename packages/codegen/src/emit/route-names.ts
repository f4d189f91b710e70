import type { ComponentReference, HandlerClass } from '../model.js'
import type { Imports } from './imports.js'
import type { Variables } from './names.js'
import type { RuntimeNames } from './runtime-names.js'

/** What the routes of all classes of a module call things by. */
export interface RouteNames {
  readonly runtime: RuntimeNames
  /** The variable with a component's instance. */
  readonly componentOf: (component: ComponentReference) => string
  /** Holds already what the routes ask for. */
  readonly imports: Imports
  /** The variable with the update that a route handles. */
  readonly update: string
  /** The variables with the arguments of each route. */
  readonly variables: Variables
}

/** A class with handlers and what it is called by. */
export interface NamedClass {
  readonly of: HandlerClass
  /** The class that the names were picked for: another version, with nothing else that names depend on. */
  readonly planned: HandlerClass
  readonly className: string
  /** The function that makes its routes. */
  readonly functionName: string
  /** The variable with its instance; empty when only static methods are handlers. */
  readonly instance: string
}
