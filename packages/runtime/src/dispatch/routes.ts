import type { Update } from 'telegraf/types'
import { BotgenError } from '../errors.js'
import { commandName } from '../table/staleness.js'
import type { ClassRoutes, CommandRoute, DispatchTable } from '../table/index.js'
import { typedCommand } from './command.js'

/** A route and the class that it stands in. */
export interface Route {
  readonly class: ClassRoutes
  readonly command: CommandRoute
}

/** The route that an update takes, and what its handler's arguments are read from. */
export interface Match {
  readonly route: Route
  readonly rest: string
}

/** Two handlers answer the same command. */
export class DuplicateCommandError extends BotgenError {
  constructor(name: string, first: Route, second: Route) {
    super(
      `Both ${handlerName(first)} (${first.class.source}) and ${handlerName(second)} (${second.class.source}) ` +
        `answer /${name}. Give one of them another name.`,
    )
  }
}

/** Finds the route of an update. The cost does not grow with the number of handlers. */
export class RouteIndex {
  readonly #commands: ReadonlyMap<string, Route>

  constructor(table: Pick<DispatchTable, 'classes'>) {
    const commands = new Map<string, Route>()
    for (const routes of table.classes) {
      for (const command of routes.commands) {
        const route: Route = { class: routes, command }
        for (const name of new Set(command.names.map(commandName))) {
          const other = commands.get(name)
          if (other !== undefined) throw new DuplicateCommandError(name, other, route)
          commands.set(name, route)
        }
      }
    }
    this.#commands = commands
  }

  /** @param username - the bot's own */
  match(update: Update, username: string): Match | undefined {
    const command = typedCommand(update, username)
    const route = command && this.#commands.get(command.name)
    return route && { route, rest: command.rest }
  }
}

/** Class and method, for messages to the developer. */
export function handlerName(route: Route): string {
  return `${route.class.handlers.name}.${route.command.method}`
}
