import type { Context } from 'telegraf'
import type { Update } from 'telegraf/types'
import type { FoundInput } from '../inputs/index.js'
import type { DispatchTable } from '../table/index.js'
import { callbackQueryId, messageKind, updateKind, updateMessage } from '../updates/index.js'
import { CallbackAnswer } from './callback-answer.js'
import type { Handler, HandlerDefaults, Match } from './handler.js'
import { type Allows, commandTyped, matchCommand, matchInput, matchText, saidIn } from './match.js'
import { handlerError } from './part.js'
import { type KindPlan, type Plans, plansOf, takesText } from './plans.js'
import { Runner, type RunnerOptions } from './runner.js'
import type { Turn } from './turn.js'

export interface DispatcherOptions extends RunnerOptions, HandlerDefaults {
  /** Tells `bot.catch`, else `onError`, of an error that does not end the update's handling. Never rejects. */
  readonly report: (error: unknown, ctx: Context) => Promise<void>
}

type Next = () => Promise<void>

/** Takes updates to their handlers: observers first, then the one that the update is for, else the next middleware. */
export class Dispatcher {
  readonly #plans: Plans
  readonly #runner: Runner
  readonly #options: DispatcherOptions

  /**
   * @throws DuplicateHandlerError if two handlers answer the same
   * @throws RangeError if a rate limit is none
   */
  constructor(table: DispatchTable, options: DispatcherOptions) {
    this.#plans = plansOf(table, options)
    this.#runner = new Runner(options)
    this.#options = options
  }

  /**
   * `next` runs when no handler takes the update.
   *
   * @throws HandlerError around whatever the handler throws
   */
  dispatch(ctx: Context, turn: Turn, next: Next): Promise<unknown> {
    const { update } = turn
    const plan = this.#plans.of(updateKind(update))
    if (plan === undefined) return next()
    if (plan.observers.length > 0 || plan.takesInputs) return this.#dispatchAll(plan, ctx, turn, next)
    const match = matchCommand(plan, update, ctx.botInfo.username) ?? this.#matchText(plan, ctx, turn)
    if (match instanceof Promise) return match.then((found) => this.#handle(ctx, turn, found, next))
    return this.#handle(ctx, turn, match, next)
  }

  #matchText(plan: KindPlan, ctx: Context, turn: Turn): ReturnType<typeof matchText> {
    if (!takesText(plan)) return undefined
    const allows: Allows = (candidate) => this.#runner.allows(ctx, turn, candidate)
    return matchText(plan, turn.update, allows)
  }

  #handle(ctx: Context, turn: Turn, match: Match | undefined, next: Next): Promise<unknown> {
    if (match === undefined) {
      turn.handler = undefined
      return next()
    }
    const queryId = match.handler.autoAnswer ? callbackQueryId(turn.update) : undefined
    if (queryId === undefined) return this.#runner.run(ctx, turn, match)
    return this.#answering(ctx, queryId, match.handler, (answer) => {
      answer.request()
      return this.#runner.run(ctx, turn, match)
    })
  }

  /** For kinds with observers, or that can answer inputs. */
  async #dispatchAll(plan: KindPlan, ctx: Context, turn: Turn, next: Next): Promise<void> {
    const answering = plan.observers.find(({ autoAnswer }) => autoAnswer)
    const queryId = answering && callbackQueryId(turn.update)
    if (answering === undefined || queryId === undefined) return this.#observeAndHandle(plan, ctx, turn, next)
    await this.#answering(ctx, queryId, answering, (answer) => this.#observeAndHandle(plan, ctx, turn, next, answer))
  }

  async #observeAndHandle(
    plan: KindPlan,
    ctx: Context,
    turn: Turn,
    next: Next,
    answer?: CallbackAnswer,
  ): Promise<void> {
    for (const observer of plan.observers) {
      if (!isObserved(observer, turn.update)) continue
      if (observer.autoAnswer) answer?.request()
      await this.#observe(observer, plan, ctx, turn)
    }
    turn.handler = undefined
    const match = await this.#matchAll(plan, ctx, turn)
    const outcome = await this.#handle(ctx, turn, match, next)
    // Another update was quicker to answer the input, so that this one is none.
    if (outcome === 'answered') await this.#handle(ctx, turn, await this.#matchText(plan, ctx, turn), next)
  }

  /** An observer's error stops nothing. */
  async #observe(handler: Handler, { kind }: KindPlan, ctx: Context, turn: Turn): Promise<void> {
    try {
      await this.#runner.run(ctx, turn, { handler, given: 'words', text: saidIn(turn.update, kind) ?? '' })
    } catch (error) {
      await this.#options.report(error, ctx)
    }
  }

  async #matchAll(plan: KindPlan, ctx: Context, turn: Turn): Promise<Match | undefined> {
    const { update } = turn
    const command = matchCommand(plan, update, ctx.botInfo.username)
    const input = plan.takesInputs ? await this.#matchInput(plan, ctx, update, command) : undefined
    return input ?? command ?? this.#matchText(plan, ctx, turn)
  }

  /** A command that is typed decides, by the input's own rule, whether it is the answer. */
  async #matchInput(
    plan: KindPlan,
    ctx: Context,
    update: Update,
    command: Match | undefined,
  ): Promise<Match | undefined> {
    const found = await this.#pendingInput(ctx, update, command)
    const answer = found && matchInput(this.#plans, plan, update, found)
    if (found === undefined || (answer === undefined && command === undefined)) return undefined
    if (commandTyped(plan, update, ctx.botInfo.username) === undefined)
      return command === undefined ? answer : undefined
    switch (found.commands) {
      case 'answers':
        return answer
      case 'cancels':
        await this.#options.pendingInputs.consume(found)
        return undefined
      case 'keeps':
        return undefined
    }
  }

  /** Commands work also while the storage of inputs does not. */
  async #pendingInput(ctx: Context, update: Update, command: Match | undefined): Promise<FoundInput | undefined> {
    try {
      return await this.#options.pendingInputs.find(update)
    } catch (error) {
      if (command === undefined) throw error
      await this.#options.report(error, ctx)
      return undefined
    }
  }

  /** Has the callback query answered when `run` has ended, if by then that was requested and nobody has done it. */
  async #answering<T>(
    ctx: Context,
    queryId: string,
    handler: Handler,
    run: (answer: CallbackAnswer) => Promise<T>,
  ): Promise<T> {
    const answer = new CallbackAnswer(ctx, queryId)
    try {
      return await run(answer)
    } finally {
      await answer.settle().catch((error: unknown) => {
        return this.#options.report(handlerError(handler, ctx.update, error), ctx)
      })
    }
  }
}

function isObserved({ route: { spec } }: Handler, update: Update): boolean {
  if (spec.kind !== 'observer' || spec.messageKinds.length === 0) return true
  const message = updateMessage(update)
  return message !== undefined && spec.messageKinds.includes(messageKind(message))
}
