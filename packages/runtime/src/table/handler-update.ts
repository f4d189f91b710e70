import type { Context, Telegraf, Telegram } from 'telegraf'
import type { CallbackQuery, Chat, Message, Update, User } from 'telegraf/types'
import type { BotOf } from '../bot-of.js'
import type { ParameterProvider } from '../decorators/index.js'
import type { Inputs, PendingInput } from '../inputs/index.js'
import type { SessionManager } from '../sessions/manager.js'
import type { PeekSession, Session, SessionContext } from '../sessions/session.js'
import type { Invocation } from './invocation.js'

/** The update that has a field `K`, such as `message` or `callback_query`. */
export type UpdateWith<K extends PropertyKey> = Extract<Update, Readonly<Record<K, unknown>>>

/** The message that has a field `K`, such as `text` or `photo`. */
export type MessageWith<K extends PropertyKey> = Extract<Message, Readonly<Record<K, unknown>>>

/**
 * One update on its way to one handler, as generated code sees it: each method yields one kind of parameter.
 *
 * A method named `optional…` returns `undefined` where its twin throws `MissingContextError` because the update has no
 * such thing. Sessions open when they are asked for.
 */
export abstract class HandlerUpdate {
  abstract session(): Session<undefined>
  abstract session<Q extends string>(qualifier: Q): Session<Q>
  abstract optionalSession(): Session<undefined> | undefined
  abstract optionalSession<Q extends string>(qualifier: Q): Session<Q> | undefined
  /** The session's handle without opening it. */
  abstract peekSession(): PeekSession<undefined>
  abstract peekSession<Q extends string>(qualifier: Q): PeekSession<Q>
  abstract optionalPeekSession(): PeekSession<undefined> | undefined
  abstract optionalPeekSession<Q extends string>(qualifier: Q): PeekSession<Q> | undefined
  /** The context with everything that it sends recorded in the session. */
  abstract sessionContext(): SessionContext<undefined>
  abstract sessionContext<Q extends string>(qualifier: Q): SessionContext<Q>
  abstract optionalSessionContext(): SessionContext<undefined> | undefined
  abstract optionalSessionContext<Q extends string>(qualifier: Q): SessionContext<Q> | undefined

  abstract user(): User
  abstract optionalUser(): User | undefined
  abstract chat(): Chat
  abstract optionalChat(): Chat | undefined
  abstract message(): Message
  /** The message if it has the field `has`. */
  abstract message<K extends string>(has: K): MessageWith<K>
  abstract optionalMessage(): Message | undefined
  abstract optionalMessage<K extends string>(has: K): MessageWith<K> | undefined
  abstract callbackQuery(): CallbackQuery
  abstract optionalCallbackQuery(): CallbackQuery | undefined
  abstract update(): Update
  /** The update if it has the field `has`. */
  abstract update<K extends string>(has: K): UpdateWith<K>
  abstract optionalUpdate<K extends string>(has: K): UpdateWith<K> | undefined

  /** `C` is what the table declares; `botgen()` checks it against the bot's own context. */
  abstract context<C extends Context = Context>(): C
  abstract telegraf<C extends Context = Context>(): Telegraf<C>
  abstract bot<C extends Context = Context>(): BotOf<C>
  abstract telegram(): Telegram
  abstract sessions(): SessionManager
  abstract inputs(): Inputs
  /** The input that this update answers. */
  abstract pendingInput<P = unknown>(): PendingInput<P>
  abstract optionalPendingInput<P = unknown>(): PendingInput<P> | undefined
  /** How the regular expression of the handler matched. */
  abstract match(): RegExpMatchArray
  abstract optionalMatch(): RegExpMatchArray | undefined
  /** What a provider makes for this update. */
  abstract provide<T>(provider: ParameterProvider<T>): Promise<T>
  /** Aborted when the bot's `handlerTimeout` is over. */
  abstract signal(): AbortSignal
  abstract invocation(): Invocation
}
