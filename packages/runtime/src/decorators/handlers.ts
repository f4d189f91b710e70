import type { UpdateKind } from '../updates/index.js'
import { type HandlerDecorator, recordOnMethod } from './apply.js'
import {
  type AutoAnswerOptions,
  type CommandHandlerOptions,
  callbackSpec,
  commandSpec,
  type HandlerSpec,
  type InputHandlerOptions,
  inputSpec,
  observerSpec,
  patternSpec,
  type TextHandlerOptions,
  textSpec,
  type UpdateHandlerOptions,
  unprocessedSpec,
} from './spec.js'

function handler(spec: HandlerSpec): HandlerDecorator {
  return recordOnMethod((record, member) => record.handlers.push({ member, spec }))
}

interface CommandHandlerFactory {
  /**
   * Makes a method answer a command.
   *
   * @param names - one or several, with or without the slash: 1–32 of a–z, 0–9 and _ (Bot API, “BotCommand”)
   * @example
   * class OrderHandlers {
   *   \@CommandHandler('order', { description: 'Order a meal' })
   *   async start(order: Session<'order'>, meal?: string) {}
   * }
   */
  (names: string | readonly string[], options?: CommandHandlerOptions): HandlerDecorator
  /**
   * Makes a method answer buttons whose callback data is a name, or a name with arguments: `like` or `like?3`.
   *
   * @param names - one or several; with arguments at most 64 bytes (Bot API, “InlineKeyboardButton”)
   */
  readonly CallbackQuery: (names: string | readonly string[], options?: AutoAnswerOptions) => HandlerDecorator
}

export const CommandHandler: CommandHandlerFactory = Object.assign(
  (names: string | readonly string[], options?: CommandHandlerOptions) => handler(commandSpec(names, options)),
  {
    CallbackQuery: (names: string | readonly string[], options?: AutoAnswerOptions) =>
      handler(callbackSpec(names, options)),
  },
)

interface CommonHandlerFactory {
  /** Makes a method answer a text or caption that is exactly one of `texts`. */
  readonly Text: (texts: string | readonly string[], options?: TextHandlerOptions) => HandlerDecorator
  /**
   * Makes a method answer a text or caption that the pattern matches as a whole; its groups can be taken as arguments.
   *
   * @param pattern - the flags `g` and `y` mean nothing here
   */
  readonly Regex: (pattern: RegExp | string, options?: TextHandlerOptions) => HandlerDecorator
}

export const CommonHandler: CommonHandlerFactory = {
  Text: (texts, options) => handler(textSpec(texts, options)),
  Regex: (pattern, options) => handler(patternSpec(pattern, options)),
}

/** Makes a method take the answer that `bot.inputs.expect(ctx, id)` waits for. */
export function InputHandler(ids: string | readonly string[], options?: InputHandlerOptions): HandlerDecorator {
  return handler(inputSpec(ids, options))
}

/** Makes a method see every update of some kinds, whatever else handles or refuses it. */
export function UpdateHandler(
  kinds: UpdateKind | readonly UpdateKind[],
  options?: UpdateHandlerOptions,
): HandlerDecorator {
  return handler(observerSpec(kinds, options))
}

/**
 * Makes a method take the updates that no other handler takes.
 *
 * @param kinds - all kinds by default
 */
export function UnprocessedHandler(
  kinds?: UpdateKind | readonly UpdateKind[],
  options?: AutoAnswerOptions,
): HandlerDecorator {
  return handler(unprocessedSpec(kinds, options))
}
