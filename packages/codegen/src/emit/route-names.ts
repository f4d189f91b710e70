import type { ComponentReference, TypeArgument, TypeReference } from '../model.js'
import type { Imports } from './imports.js'
import type { Note } from './kept-texts.js'
import type { Taken } from './names.js'
import type { RuntimeNames } from './runtime-names.js'

/** What a class's routes call things by. The same answers give the same text. */
export interface RouteNames extends Taken {
  readonly className: string
  /** The variable with the class's instance; empty when only static methods are handlers. */
  readonly instance: string
  readonly runtime: RuntimeNames
  /** The variable with a component's instance. */
  readonly componentOf: (component: ComponentReference) => string
  readonly type: (type: TypeReference) => string
  readonly typeArgument: (argument: TypeArgument) => string
  /** The value that a type's name stands for too. */
  readonly valueOfType: (type: TypeReference) => string
}

/** What the names of all classes of a module come from. */
export interface ModuleNames {
  readonly runtime: RuntimeNames
  readonly componentOf: (component: ComponentReference) => string
  readonly imports: Imports
  /** The scope that the routes stand in. */
  readonly scope: Taken
}

/** The names for one class. */
export class ClassNames implements RouteNames {
  constructor(
    private readonly module: ModuleNames,
    readonly className: string,
    readonly instance: string,
  ) {}

  has(name: string): boolean {
    return this.module.scope.has(name)
  }

  runtime(name: Parameters<RuntimeNames>[0]): string {
    return this.module.runtime(name)
  }

  componentOf(component: ComponentReference): string {
    return this.module.componentOf(component)
  }

  type(type: TypeReference): string {
    return this.module.imports.type(type)
  }

  typeArgument(argument: TypeArgument): string {
    return this.module.imports.typeArgument(argument)
  }

  valueOfType(type: TypeReference): string {
    return this.module.imports.valueOfType(type)
  }
}

/** The names as a text gets them, with note taken of each that is used. */
export function notedNames(note: Note<RouteNames>): RouteNames {
  return {
    get className() {
      return note((names) => names.className)
    },
    get instance() {
      return note((names) => names.instance)
    },
    has: (name) => note((names) => names.has(name)),
    runtime: (name) => note((names) => names.runtime(name)),
    componentOf: (component) => note((names) => names.componentOf(component)),
    type: (type) => note((names) => names.type(type)),
    typeArgument: (argument) => note((names) => names.typeArgument(argument)),
    valueOfType: (type) => note((names) => names.valueOfType(type)),
  }
}
