/** A call that the database did not do, or did not answer. Holds nothing of the connection's settings. */
export class SqlStorageError extends Error {
  override readonly name = 'SqlStorageError'
  /** The database's or the driver's own code, where there is one: `ECONNREFUSED`, `57P01`, `ER_LOCK_DEADLOCK`. */
  readonly code: string | undefined

  constructor(message: string, code?: string) {
    super(message)
    this.code = code
  }
}

/** Deadlocks, failed serialisations and a locked file: nothing was done, and once more may do. */
const passing = /^(?:40001|40P01|ER_LOCK_DEADLOCK|ER_CHECKREAD|SQLITE_BUSY.*|SQLITE_LOCKED.*)$/

export function isPassing(error: unknown): boolean {
  return passing.test(codeOf(error) ?? '') || /database (?:table )?is locked/.test(messageOf(error))
}

const noTable = /^(?:42P01|3F000|ER_NO_SUCH_TABLE)$/

export function isMissingTable(error: unknown): boolean {
  return noTable.test(codeOf(error) ?? '') || messageOf(error).includes('no such table')
}

/**
 * The error as users see it. The driver's own is left out: some carry the statement with its values, which are your users'.
 */
export function failureOf(doing: string, error: unknown): SqlStorageError {
  if (error instanceof SqlStorageError) return error
  const code = codeOf(error)
  const cause = messageOf(error).replace(/[a-z][a-z0-9+.-]*:\/\/\S+/gi, '…')
  return new SqlStorageError(
    `The database failed to ${doing}: ${[code, cause].filter((part) => part !== undefined && part !== '').join(', ')}.`,
    code,
  )
}

// Errors of a driver may be of another realm, where each class is another one: what they have is asked, not what they are.
function fieldOf(error: unknown, name: 'code' | 'message' | 'errors'): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
}

export function codeOf(error: unknown): string | undefined {
  const code = fieldOf(error, 'code')
  return typeof code === 'string' ? code : undefined
}

export function messageOf(error: unknown): string {
  const message = fieldOf(error, 'message')
  if (typeof message === 'string' && message !== '') return message.replace(/\.$/, '')
  // A host with several addresses that all refuse: the reasons are inside.
  const reasons = fieldOf(error, 'errors')
  return Array.isArray(reasons) ? reasons.map(messageOf).join('; ') : 'for an unknown reason'
}
