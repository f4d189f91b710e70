import { SqlStorageError } from './database/errors.js'
import { asciiOf } from './text.js'

/**
 * A text as a column of so many characters holds it.
 *
 * @throws SqlStorageError where it is too long
 */
export function columnOf(what: string, text: string, limit: number): string {
  const column = asciiOf(text)
  if (column.length <= limit) return column
  throw new SqlStorageError(
    `The ${what} that begins with ${JSON.stringify(text.slice(0, 40))} is too long: it may have ${limit} characters (six for each that is not printable ASCII).`,
  )
}

export const keyOf = (key: string): string => columnOf('key', key, 2000)
