import type { Context, Telegraf, Telegram } from 'telegraf'
import type { CallbackQuery, Chat, Update, User } from 'telegraf/types'
import type { BotOf } from '../bot-of.js'
import type { ParameterProvider } from '../decorators/index.js'
import { MissingContextError } from '../errors.js'
import type { Inputs, PendingInput } from '../inputs/index.js'
import type { PeekSession, Session, SessionContext, SessionManager } from '../sessions/index.js'
import { HandlerUpdate, Invocation, type MessageWith, type UpdateWith } from '../table/index.js'
import { updateChat, updateKind, updateMessage, updateUser } from '../updates/index.js'
import type { Handler, Match } from './handler.js'
import type { Turn } from './turn.js'

/** What handlers of one bot may ask for beside the update. */
export interface HandlerEnvironment {
  readonly bot: BotOf
  /** Handles an update as part of another one's turn. */
  readonly dispatch: (update: Update) => Promise<void>
}

/** The parameters of one handler call. */
export class BoundUpdate extends HandlerUpdate {
  readonly #ctx: Context
  readonly #turn: Turn
  readonly #match: Match
  readonly #environment: HandlerEnvironment

  constructor(ctx: Context, turn: Turn, match: Match, environment: HandlerEnvironment) {
    super()
    this.#ctx = ctx
    this.#turn = turn
    this.#match = match
    this.#environment = environment
  }

  override session<Q extends string | undefined = undefined>(qualifier?: Q): Session<Q> {
    return this.#need('Session', this.optionalSession(qualifier))
  }

  override optionalSession<Q extends string | undefined = undefined>(qualifier?: Q): Session<Q> | undefined {
    // The manager makes the session under the qualifier that it was asked for.
    return this.#environment.bot.sessions.of(this.#turn.update, { qualifier }) as Session<Q> | undefined
  }

  override peekSession<Q extends string | undefined = undefined>(qualifier?: Q): PeekSession<Q> {
    return this.#need('PeekSession', this.optionalPeekSession(qualifier))
  }

  override optionalPeekSession<Q extends string | undefined = undefined>(qualifier?: Q): PeekSession<Q> | undefined {
    return this.#environment.bot.sessions.peek(this.#turn.update, { qualifier }) as PeekSession<Q> | undefined
  }

  override sessionContext<Q extends string | undefined = undefined>(qualifier?: Q): SessionContext<Q> {
    return this.#need('SessionContext', this.optionalSessionContext(qualifier))
  }

  override optionalSessionContext<Q extends string | undefined = undefined>(
    qualifier?: Q,
  ): SessionContext<Q> | undefined {
    return this.optionalSession(qualifier)?.with(this.#ctx)
  }

  override user(): User {
    return this.#need('User', this.optionalUser())
  }

  override optionalUser(): User | undefined {
    // Telegram's own object, read structurally.
    return updateUser(this.#turn.update) as unknown as User | undefined
  }

  override chat(): Chat {
    return this.#need('Chat', this.optionalChat())
  }

  override optionalChat(): Chat | undefined {
    return updateChat(this.#turn.update) as unknown as Chat | undefined
  }

  override message<K extends string>(has?: K): MessageWith<K> {
    return this.#need(has === undefined ? 'Message' : `Message with '${has}'`, this.optionalMessage(has))
  }

  override optionalMessage<K extends string>(has?: K): MessageWith<K> | undefined {
    const message = updateMessage(this.#turn.update)
    const fits = message !== undefined && (has === undefined || message[has] !== undefined)
    return fits ? (message as unknown as MessageWith<K>) : undefined
  }

  override callbackQuery(): CallbackQuery {
    return this.#need('CallbackQuery', this.optionalCallbackQuery())
  }

  override optionalCallbackQuery(): CallbackQuery | undefined {
    const { update } = this.#turn
    return 'callback_query' in update ? update.callback_query : undefined
  }

  override update<K extends string>(has?: K): UpdateWith<K> {
    return this.#need(`Update with '${has ?? ''}'`, this.optionalUpdate(has))
  }

  override optionalUpdate<K extends string>(has?: K): UpdateWith<K> | undefined {
    const { update } = this.#turn
    return has === undefined || has in update ? (update as UpdateWith<K>) : undefined
  }

  override context<C extends Context>(): C {
    // `botgen()` accepts a table only for a bot whose context is the one that the table declares.
    return this.#ctx as C
  }

  override telegraf<C extends Context>(): Telegraf<C> {
    return this.#environment.bot as unknown as Telegraf<C>
  }

  override bot<C extends Context>(): BotOf<C> {
    return this.#environment.bot as unknown as BotOf<C>
  }

  override telegram(): Telegram {
    return this.#ctx.telegram
  }

  override sessions(): SessionManager {
    return this.#environment.bot.sessions
  }

  override inputs(): Inputs {
    return this.#environment.bot.inputs
  }

  override pendingInput<P>(): PendingInput<P> {
    return this.#need('PendingInput', this.optionalPendingInput<P>())
  }

  override optionalPendingInput<P>(): PendingInput<P> | undefined {
    // What a payload is, only the caller of `expect` knows.
    return this.#match.input?.input as PendingInput<P> | undefined
  }

  override match(): RegExpMatchArray {
    return this.#need('RegExpMatchArray', this.optionalMatch())
  }

  override optionalMatch(): RegExpMatchArray | undefined {
    return this.#match.groups
  }

  override async provide<T>(provider: ParameterProvider<T>): Promise<T> {
    return provider.provide(this.#ctx, this.invocation())
  }

  override signal(): AbortSignal {
    return this.#turn.signal
  }

  override invocation(): Invocation {
    return new HandlerInvocation(this.#turn, this.#match.handler, this.#environment.dispatch)
  }

  #need<T>(parameter: string, value: T | undefined): T {
    if (value !== undefined) return value
    const kind = updateKind(this.#turn.update)
    throw new MissingContextError(this.#match.handler, parameter, kind)
  }
}

class HandlerInvocation extends Invocation {
  readonly #turn: Turn
  readonly #handler: Handler
  readonly #dispatch: (update: Update) => Promise<void>

  constructor(turn: Turn, handler: Handler, dispatch: (update: Update) => Promise<void>) {
    super()
    this.#turn = turn
    this.#handler = handler
    this.#dispatch = dispatch
  }

  override get handler(): string {
    return this.#handler.name
  }

  override get source(): string {
    return this.#handler.source
  }

  override get update(): Update {
    return this.#turn.update
  }

  override get signal(): AbortSignal {
    return this.#turn.signal
  }

  override dispatch(update: Update): Promise<void> {
    return this.#dispatch(update)
  }
}
