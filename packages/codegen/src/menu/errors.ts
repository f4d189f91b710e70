/** What kept a menu from being compared or sent. */
export type MenuErrorReason =
  /** There is no token of this form, or no bot with it. */
  | 'token'
  /** The address of the Bot API server is none. */
  | 'apiRoot'
  /** The table has more commands than a menu takes. */
  | 'size'
  /** The Bot API refused a call. */
  | 'refused'
  /** The Bot API asked to wait longer than may be waited. */
  | 'flood'
  /** The server has trouble of its own. */
  | 'server'
  /** No answer came. */
  | 'network'
  /** An answer came that is not the Bot API's. */
  | 'answer'

/** A menu could not be compared or sent. Neither the message nor anything else here holds the token. */
export class MenuError extends Error {
  override readonly name = 'MenuError'

  constructor(
    message: string,
    readonly reason: MenuErrorReason,
  ) {
    super(message)
  }
}
