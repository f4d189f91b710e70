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

// Made out here, so that questions that are kept do not hold on to the names of the module that they were first put to.
const ask = {
  className: (names: RouteNames) => names.className,
  instance: (names: RouteNames) => names.instance,
  has: (name: string) => (names: RouteNames) => names.has(name),
  runtime: (name: Parameters<RuntimeNames>[0]) => (names: RouteNames) => names.runtime(name),
  componentOf: (component: ComponentReference) => (names: RouteNames) => names.componentOf(component),
  type: (type: TypeReference) => (names: RouteNames) => names.type(type),
  typeArgument: (argument: TypeArgument) => (names: RouteNames) => names.typeArgument(argument),
  valueOfType: (type: TypeReference) => (names: RouteNames) => names.valueOfType(type),
}

/** The names as a text gets them, with note taken of each that is used. */
export function notedNames(note: Note<RouteNames>): RouteNames {
  return {
    get className() {
      return note(ask.className)
    },
    get instance() {
      return note(ask.instance)
    },
    has: (name) => note(ask.has(name)),
    runtime: (name) => note(ask.runtime(name)),
    componentOf: (component) => note(ask.componentOf(component)),
    type: (type) => note(ask.type(type)),
    typeArgument: (argument) => note(ask.typeArgument(argument)),
    valueOfType: (type) => note(ask.valueOfType(type)),
  }
}
