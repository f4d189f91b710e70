import type { EntryId, SessionEntry } from '@botgen/runtime'
import type { Insertable } from 'kysely'
import { SqlStorageError } from '../database/errors.js'
import type { EntryTable } from '../database/tables.js'
import { jsonOf } from '../text.js'

export type EntryRow = Omit<Insertable<EntryTable>, 'session_id' | 'added_at'>

type IdRow = Omit<EntryRow, 'content'>

/** @throws SqlStorageError for an entry that no session has */
export function rowOf(entry: SessionEntry): EntryRow {
  return { ...idRowOf(entry), content: jsonOf(entry) }
}

/** @throws SqlStorageError for ids that no message has */
export function idRowOf({ businessConnectionId, chatId, messageId }: EntryId): IdRow {
  if (!Number.isSafeInteger(chatId) || !Number.isSafeInteger(messageId)) {
    throw new SqlStorageError(`There is no message ${messageId} in a chat ${chatId}: ids are whole numbers.`)
  }
  const connection = businessConnectionId === undefined ? 'null' : jsonOf(businessConnectionId)
  if (connection.length > 500) {
    throw new SqlStorageError('The id of a business connection is too long: it may have about 500 characters.')
  }
  return { connection, chat_id: chatId, message_id: messageId }
}

/** The messages of one chat in one connection. */
export interface IdGroup extends Omit<IdRow, 'message_id'> {
  readonly messages: number[]
}

/** Ids by chat and connection: nearly always one group for a session. */
export function groupsOf(ids: readonly EntryId[]): readonly IdGroup[] {
  const groups = new Map<string, IdGroup>()
  for (const { connection, chat_id, message_id } of ids.map(idRowOf)) {
    const name = `${chat_id} ${connection}`
    const group = groups.get(name)
    if (group === undefined) groups.set(name, { connection, chat_id, messages: [message_id] })
    else group.messages.push(message_id)
  }
  return [...groups.values()]
}

/** In parts of at most `size`: databases have limits for a statement. */
export function parts<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) => all.slice(part * size, (part + 1) * size))
}
