import type { ComponentReference } from '../model.js'
import type { Imports } from './imports.js'
import type { Taken } from './names.js'
import type { RuntimeNames } from './runtime-names.js'

/** What the routes of all classes of a module call things by. */
export interface RouteNames {
  readonly runtime: RuntimeNames
  /** The variable with a component's instance. */
  readonly componentOf: (component: ComponentReference) => string
  /** Holds already what the routes ask for. */
  readonly imports: Imports
  /** The scope that the routes stand in. */
  readonly scope: Taken
}

/** What the routes of one class call it by. */
export interface ClassNames {
  readonly className: string
  /** The variable with the class's instance; empty when only static methods are handlers. */
  readonly instance: string
}
