import type { RawMessage } from '../updates/index.js'

/** A command that a user typed. */
export interface TypedCommand {
  /** Lower case, without slash and bot name. */
  readonly name: string
  /** What follows the command, without the white space around it. */
  readonly rest: string
}

/**
 * The command at the start of a message's text or caption. Entities that do not fit the text make none.
 *
 * @param username - the bot's own: a command for another bot (`/order@otherbot`) is none
 */
export function typedCommand(message: RawMessage, username: string): TypedCommand | undefined {
  const text = message.text ?? message.caption
  const entities = message.text === undefined ? message.caption_entities : message.entities
  if (typeof text !== 'string' || !Array.isArray(entities) || !text.startsWith('/')) return undefined
  const length = leadingCommandLength(entities)
  if (length === undefined || length > text.length) return undefined
  const typed = text.slice(1, length).toLowerCase()
  const at = typed.indexOf('@')
  if (at >= 0 && typed.slice(at + 1) !== username.toLowerCase()) return undefined
  return { name: at < 0 ? typed : typed.slice(0, at), rest: text.slice(length).trim() }
}

/** Entities are counted in UTF-16 code units, as JavaScript counts (Bot API, “MessageEntity”). */
function leadingCommandLength(entities: readonly unknown[]): number | undefined {
  for (const entity of entities) {
    const { type, offset, length } = (entity ?? {}) as { type?: unknown; offset?: unknown; length?: unknown }
    if (type !== 'bot_command' || offset !== 0) continue
    return typeof length === 'number' && Number.isInteger(length) && length > 1 ? length : undefined
  }
  return undefined
}
