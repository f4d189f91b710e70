/**
 * What a handler's decorator says, in one form: the decorators record it on the class, the generated table repeats it,
 * and the two are compared at start.
 */
import type { MessageKind, MessageUpdateKind, UpdateKind } from '../updates/index.js'
import type { Filter } from './contracts.js'

/** Where a text can come from: a message's text or caption, or the data of a pressed button. */
export type TextScope = MessageUpdateKind | 'callback_query'

/** Chats whose command menu shows a command (Bot API, “BotCommandScope”). */
export type MenuScope = 'default' | 'all_private_chats' | 'all_group_chats' | 'all_chat_administrators'

export interface CommandSpec {
  readonly kind: 'command'
  /** Lower case, without the slash. */
  readonly names: readonly string[]
  readonly scope: readonly TextScope[]
  readonly description: string | undefined
  /** Descriptions by two-letter language code. */
  readonly locales: Readonly<Record<string, string>>
  /** None: the command is in no menu. */
  readonly menu: readonly MenuScope[]
  readonly autoAnswer: boolean | undefined
}

export interface CallbackSpec {
  readonly kind: 'callback'
  readonly names: readonly string[]
  /** Nothing: as the bot's `autoAnswer` says. */
  readonly autoAnswer: boolean | undefined
}

export interface InputSpec {
  readonly kind: 'input'
  readonly ids: readonly string[]
  /** What an input accepts unless `expect` says otherwise. */
  readonly kinds: readonly UpdateKind[]
  readonly autoAnswer: boolean | undefined
}

export interface TextSpec {
  readonly kind: 'text'
  readonly texts: readonly string[]
  readonly scope: readonly TextScope[]
  /** 0 is tried first. */
  readonly priority: number
  readonly filters: readonly FilterClass[]
  readonly autoAnswer: boolean | undefined
}

export interface PatternSpec {
  readonly kind: 'pattern'
  /** Matches the whole text. */
  readonly pattern: RegExp
  readonly scope: readonly TextScope[]
  readonly priority: number
  readonly filters: readonly FilterClass[]
  readonly autoAnswer: boolean | undefined
}

export interface ObserverSpec {
  readonly kind: 'observer'
  readonly kinds: readonly UpdateKind[]
  /** None: updates with any message, and without one. */
  readonly messageKinds: readonly MessageKind[]
  readonly autoAnswer: boolean | undefined
}

export interface UnprocessedSpec {
  readonly kind: 'unprocessed'
  /** None: all kinds. */
  readonly kinds: readonly UpdateKind[]
  readonly autoAnswer: boolean | undefined
}

export type HandlerSpec =
  | CommandSpec
  | CallbackSpec
  | InputSpec
  | TextSpec
  | PatternSpec
  | ObserverSpec
  | UnprocessedSpec

/** A class of filters, whatever its constructor takes. */
export type FilterClass = abstract new (...args: never[]) => Filter

type OneOrMany<T> = T | readonly T[]

/** What may be said of a handler of callback queries. */
export interface AutoAnswerOptions {
  /** Answers the callback query once the handler has ended, however it ended. Default: the bot's `autoAnswer`. */
  readonly autoAnswer?: boolean
}

export interface CommandHandlerOptions extends AutoAnswerOptions {
  /** Shown in Telegram's command menu: 1–256 characters (Bot API, “BotCommand”). */
  readonly description?: string
  /** Descriptions in other languages, by two-letter ISO 639-1 code. */
  readonly locales?: Readonly<Record<string, string>>
  /** The menus that show the command, or `false` for none. Default `default`. */
  readonly menu?: OneOrMany<MenuScope> | false
  /** The kinds of updates that it answers. Default `message`. */
  readonly scope?: OneOrMany<TextScope>
}

export interface TextHandlerOptions extends AutoAnswerOptions {
  /** The kinds of updates that it answers. Default `message`. */
  readonly scope?: OneOrMany<TextScope>
  /** Lower numbers are tried first. Default 0. */
  readonly priority?: number
  /** All must match; else the next handler is tried. */
  readonly filters?: readonly FilterClass[]
}

export interface InputHandlerOptions extends AutoAnswerOptions {
  /** The kinds of updates that an input accepts unless `expect` says otherwise. Default `message`. */
  readonly kinds?: OneOrMany<UpdateKind>
}

export interface UpdateHandlerOptions extends AutoAnswerOptions {
  /** Only updates with a message of one of these kinds. */
  readonly messageKind?: OneOrMany<MessageKind>
}

/** `'order'` and `'/order'` are the same command. */
export function commandName(name: string): string {
  return (name.startsWith('/') ? name.slice(1) : name).toLowerCase()
}

export function commandSpec(names: OneOrMany<string>, options: CommandHandlerOptions = {}): CommandSpec {
  return {
    kind: 'command',
    names: listOf(names).map(commandName),
    scope: listOf(options.scope ?? 'message'),
    description: options.description,
    locales: options.locales ?? {},
    menu: options.menu === false ? [] : listOf(options.menu ?? 'default'),
    autoAnswer: options.autoAnswer,
  }
}

export function callbackSpec(names: OneOrMany<string>, { autoAnswer }: AutoAnswerOptions = {}): CallbackSpec {
  return { kind: 'callback', names: listOf(names), autoAnswer }
}

export function inputSpec(ids: OneOrMany<string>, { kinds, autoAnswer }: InputHandlerOptions = {}): InputSpec {
  return { kind: 'input', ids: listOf(ids), kinds: listOf(kinds ?? 'message'), autoAnswer }
}

export function textSpec(texts: OneOrMany<string>, options: TextHandlerOptions = {}): TextSpec {
  return { kind: 'text', texts: listOf(texts), ...textOptions(options) }
}

/** @throws SyntaxError if `pattern` is a text that is no regular expression */
export function patternSpec(pattern: RegExp | string, options: TextHandlerOptions = {}): PatternSpec {
  return { kind: 'pattern', pattern: new RegExp(pattern), ...textOptions(options) }
}

export function observerSpec(
  kinds: OneOrMany<UpdateKind>,
  { messageKind = [], autoAnswer }: UpdateHandlerOptions = {},
): ObserverSpec {
  return { kind: 'observer', kinds: listOf(kinds), messageKinds: listOf(messageKind), autoAnswer }
}

export function unprocessedSpec(
  kinds: OneOrMany<UpdateKind> = [],
  { autoAnswer }: AutoAnswerOptions = {},
): UnprocessedSpec {
  return { kind: 'unprocessed', kinds: listOf(kinds), autoAnswer }
}

function textOptions({ scope = 'message', priority = 0, filters = [], autoAnswer }: TextHandlerOptions) {
  return { scope: listOf(scope), priority, filters, autoAnswer }
}

function listOf<T>(oneOrMany: OneOrMany<T>): readonly T[] {
  // `Array.isArray` does not tell readonly arrays apart.
  return Array.isArray(oneOrMany) ? (oneOrMany as readonly T[]) : [oneOrMany as T]
}
