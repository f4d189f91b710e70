import type { Context } from 'telegraf'
import { HandlerError } from '../errors.js'
import type { DispatchTable } from '../table/index.js'
import { readArguments, usageLine } from './arguments.js'
import { BoundUpdate, type HandlerEnvironment } from './bound-update.js'
import { handlerName, type Match, RouteIndex } from './routes.js'
import type { Turn } from './turn.js'

/** Runs the handler of an update. */
export class Dispatcher {
  readonly #routes: RouteIndex
  readonly #environment: HandlerEnvironment

  constructor(table: Pick<DispatchTable, 'classes'>, environment: HandlerEnvironment) {
    this.#routes = new RouteIndex(table)
    this.#environment = environment
  }

  /** `next` runs when no handler takes the update. */
  dispatch(ctx: Context, turn: Turn, next: () => Promise<void>): Promise<void> {
    const match = this.#routes.match(turn.update, ctx.botInfo.username)
    return match === undefined ? next() : this.#handle(ctx, turn, match)
  }

  /** @throws HandlerError around whatever the handler throws */
  async #handle(ctx: Context, turn: Turn, match: Match): Promise<void> {
    const { handler, rest } = match
    const { route } = handler
    const read = readArguments(route.arguments, rest)
    if (!read.ok) {
      await ctx.reply(usageLine(route.spec.kind === 'command' ? (route.spec.names[0] ?? '') : '', route.arguments))
      return
    }
    turn.handler = handlerName(handler)
    try {
      await route.invoke(new BoundUpdate(ctx, turn, match, this.#environment), ...read.values)
    } catch (error) {
      throw new HandlerError(handlerName(handler), handler.class.source, turn.update, error)
    }
  }
}
