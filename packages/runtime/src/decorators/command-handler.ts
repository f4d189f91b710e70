import { legacyRecord, type RecordedClass, standardRecord } from './metadata.js'

export interface CommandHandlerOptions {
  /** Shown in Telegram's command menu: 1–256 characters (Bot API, “BotCommand”). */
  readonly description?: string | undefined
}

/** A decorator of methods, legacy (`experimentalDecorators`) and standard alike. */
export interface HandlerDecorator {
  (target: object, member: string | symbol, descriptor: PropertyDescriptor): void
  (method: (...args: never[]) => unknown, context: ClassMethodDecoratorContext): void
}

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
export function CommandHandler(
  names: string | readonly string[],
  options: CommandHandlerOptions = {},
): HandlerDecorator {
  return (target: object, memberOrContext: string | symbol | ClassMethodDecoratorContext) => {
    const isStandard = typeof memberOrContext === 'object'
    const record: RecordedClass = isStandard ? standardRecord(memberOrContext.metadata) : legacyRecord(target)
    const member = String(isStandard ? memberOrContext.name : memberOrContext)
    record.commands.push({ member, names: [names].flat(), description: options.description })
  }
}

/**
 * Names the session that a `Session` parameter gets. Needs `experimentalDecorators`; `Session<'order'>` says the same
 * without a decorator.
 */
export function SessionQualifier(qualifier: string): ParameterDecorator {
  return (target, member, position) => {
    legacyRecord(target).qualifiers.push({ member: String(member), position, qualifier })
  }
}
