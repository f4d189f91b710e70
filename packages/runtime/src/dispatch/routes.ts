import type { Update } from 'telegraf/types'
import type { CommandSpec } from '../decorators/index.js'
import { BotgenError } from '../errors.js'
import type { PendingInput } from '../inputs/index.js'
import type { ClassRoutes, DispatchTable, Route } from '../table/index.js'
import { typedCommand } from './command.js'

/** A route and the class that it stands in. */
export interface Handler {
  readonly class: ClassRoutes
  readonly route: Route
}

/** The handler that an update goes to, and what its arguments are read from. */
export interface Match {
  readonly handler: Handler
  readonly rest: string
  /** Of a regular expression. */
  readonly groups?: RegExpMatchArray
  /** What the update answers. */
  readonly input?: PendingInput
}

/** Two handlers answer the same command. */
export class DuplicateCommandError extends BotgenError {
  constructor(name: string, first: Handler, second: Handler) {
    super(
      `Both ${handlerName(first)} (${first.class.source}) and ${handlerName(second)} (${second.class.source}) ` +
        `answer /${name}. Give one of them another name.`,
    )
  }
}

/** Finds the handler of an update. The cost does not grow with the number of handlers. */
export class RouteIndex {
  readonly #commands: ReadonlyMap<string, Handler>

  constructor(table: Pick<DispatchTable, 'classes'>) {
    const commands = new Map<string, Handler>()
    for (const routes of table.classes) {
      for (const route of routes.routes) {
        if (route.spec.kind === 'command') addCommand(commands, { class: routes, route }, route.spec)
      }
    }
    this.#commands = commands
  }

  /** @param username - the bot's own */
  match(update: Update, username: string): Match | undefined {
    const command = typedCommand(update, username)
    const handler = command && this.#commands.get(command.name)
    return handler && { handler, rest: command.rest }
  }
}

function addCommand(commands: Map<string, Handler>, handler: Handler, { names }: CommandSpec): void {
  for (const name of new Set(names)) {
    const other = commands.get(name)
    if (other !== undefined) throw new DuplicateCommandError(name, other, handler)
    commands.set(name, handler)
  }
}

/** Class and method, for messages to the developer. */
export function handlerName(handler: Handler): string {
  return `${handler.class.handlers.name}.${handler.route.method}`
}
