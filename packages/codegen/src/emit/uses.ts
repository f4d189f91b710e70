import type { ArgumentType, Handler, HandlerClass, HandlerParameter, TypeArgument, TypeReference } from '../model.js'
import { type ReaderFunction, readerMakers, type RouteFunction, routeMakers } from './runtime-names.js'

/** What routes need of the module around them, each in the order of its first use. */
export class Uses {
  readonly routes = new Set<RouteFunction>()
  readonly readers = new Set<ReaderFunction>()
  /** Enums are values and types. */
  readonly enums: TypeReference[] = []
  /** The context types that handlers ask for. */
  readonly contexts: TypeReference[] = []
  /** What pending inputs carry. */
  readonly payloads: TypeArgument[] = []
  /** The names of sessions. */
  readonly sessions = new Set<string>()

  constructor(classes: readonly HandlerClass[]) {
    for (const { handlers } of classes) for (const handler of handlers) this.#add(handler)
  }

  #add({ decorator, parameters }: Handler): void {
    this.routes.add(routeMakers[decorator.kind])
    for (const parameter of parameters) this.#addParameter(parameter)
  }

  #addParameter({ source, qualifier, optional }: HandlerParameter): void {
    if (source.kind === 'argument') {
      if (optional) this.readers.add('optional')
      this.#addArgument(source.type)
    } else if (source.kind === 'session') {
      const name = qualifier?.value ?? source.qualifier
      if (name !== undefined) this.sessions.add(name)
    } else if (source.kind === 'context' || source.kind === 'telegraf' || source.kind === 'bot') {
      if (source.context !== undefined) this.contexts.push(source.context)
    } else if (source.kind === 'pendingInput') {
      if (source.payload !== undefined) this.payloads.push(source.payload)
    }
  }

  #addArgument(type: ArgumentType): void {
    const item = type.kind === 'list' ? type.item : type
    this.readers.add(readerMakers[type.kind]).add(readerMakers[item.kind])
    if (item.kind === 'enum') this.enums.push(item.type)
  }
}
