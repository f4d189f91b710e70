import type { ArgumentType, HandlerClass, HandlerParameter, TypeReference } from '../model.js'
import { perClass } from '../per-class.js'
import { type ReaderFunction, readerMakers, type RouteFunction, routeMakers } from './runtime-names.js'

/** What the routes of a class need of the module around them. */
export class Uses {
  readonly routes = new Set<RouteFunction>()
  readonly readers = new Set<ReaderFunction>()
  /** Enums are values and types. */
  readonly enums: TypeReference[] = []
  /** The context types that handlers ask for. */
  readonly contexts: TypeReference[] = []
  /** The names of sessions. */
  readonly sessions: string[] = []

  constructor({ handlers }: HandlerClass) {
    for (const { decorator, parameters } of handlers) {
      this.routes.add(routeMakers[decorator.kind])
      for (const parameter of parameters) this.#add(parameter)
    }
  }

  #add({ source, qualifier, optional }: HandlerParameter): void {
    if (source.kind === 'argument') {
      if (optional) this.readers.add('optional')
      this.#addArgument(source.type)
    } else if (source.kind === 'session') {
      const name = qualifier?.value ?? source.qualifier
      if (name !== undefined) this.sessions.push(name)
    } else if (source.kind === 'context' || source.kind === 'telegraf' || source.kind === 'bot') {
      if (source.context !== undefined) this.contexts.push(source.context)
    }
  }

  #addArgument(type: ArgumentType): void {
    const item = type.kind === 'list' ? type.item : type
    this.readers.add(readerMakers[type.kind]).add(readerMakers[item.kind])
    if (item.kind === 'enum') this.enums.push(item.type)
  }
}

/** Goes through a class once for everything that has to be known before its routes are written. */
export const usesOf = perClass((handlers) => new Uses(handlers))
