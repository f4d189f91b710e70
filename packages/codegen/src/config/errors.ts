/** The configuration, an option or the project itself is wrong; nothing was generated. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'

  /**
   * @param file - the absolute path of the file at fault, if it is in a file
   * @param key - the path of the key at fault, such as `include[1]`
   */
  constructor(
    message: string,
    readonly file?: string,
    readonly key?: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
