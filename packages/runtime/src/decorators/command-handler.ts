export interface CommandHandlerOptions {
  /** Shown in Telegram's command menu: 1–256 characters. */
  readonly description?: string
}

/** Makes a method answer a command. */
export declare function CommandHandler(
  names: string | readonly string[],
  options?: CommandHandlerOptions,
): MethodDecorator

/** Names the session that a `Session` parameter gets. */
export declare function SessionQualifier(qualifier: string): ParameterDecorator
