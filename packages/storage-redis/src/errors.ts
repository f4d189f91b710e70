/**
 * Why a call failed:
 * - `unreachable`: there is no connection, and nothing was sent; it is tried again all the time.
 * - `unanswered`: no answer in time, or the connection was lost before: whether Redis has done it is unknown.
 * - `credentials`: user name, password or rights do not suffice.
 * - `full`: Redis is out of memory and evicts nothing.
 * - `readonly`: a replica was asked.
 * - `loading`: Redis is starting.
 * - `refused`: Redis refused for another reason, which the message tells.
 * - `closed`: the storage was closed.
 */
export type RedisFailure =
  | 'unreachable'
  | 'unanswered'
  | 'credentials'
  | 'full'
  | 'readonly'
  | 'loading'
  | 'refused'
  | 'closed'

/** Redis did not do what it was asked. No message holds a connection string, user name or password. */
export class RedisStorageError extends Error {
  readonly reason: RedisFailure
  /** Host and port, as in `localhost:6379`. */
  readonly server: string

  constructor(reason: RedisFailure, server: string, what: string, options?: ErrorOptions) {
    super(`Redis at ${server} ${what}`, options)
    this.name = 'RedisStorageError'
    this.reason = reason
    this.server = server
  }
}

interface Refusal {
  readonly codes: readonly string[]
  readonly reason: RedisFailure
  readonly what: (reply: string) => string
}

/** By the first word of what Redis replies. */
const refusals: readonly Refusal[] = [
  {
    codes: ['OOM'],
    reason: 'full',
    what: () =>
      'is out of memory: its maxmemory is reached, and its policy lets it drop nothing. Give it more, or let sessions expire sooner.',
  },
  {
    codes: ['READONLY'],
    reason: 'readonly',
    what: () => 'is a replica, which takes no writes. Connect to the primary.',
  },
  {
    codes: ['LOADING'],
    reason: 'loading',
    what: () => 'is starting and reads its data still. Wait until it is ready.',
  },
  {
    codes: ['WRONGPASS', 'NOAUTH', 'NOPERM', 'ERR AUTH', 'ERR invalid password', 'ERR Client sent AUTH'],
    reason: 'credentials',
    what: (reply) => `does not let the bot in: ${reply}. Look at user name, password and rights (ACL).`,
  },
]

/**
 * @param cause what the client has thrown
 * @param otherwise what it is where Redis did not say why
 */
export function failureOf(
  cause: unknown,
  server: string,
  otherwise: 'unreachable' | 'unanswered' = 'unreachable',
): RedisStorageError {
  if (cause instanceof RedisStorageError) return cause
  const text = textOf(cause)
  const refusal = refusals.find(({ codes }) => codes.some((code) => text.startsWith(`${code} `)))
  if (refusal !== undefined) return new RedisStorageError(refusal.reason, server, refusal.what(text), { cause })
  if (/^[A-Z]{3,} /.test(text)) return new RedisStorageError('refused', server, `refused: ${text}.`, { cause })
  const what = otherwise === 'unanswered' ? 'gave no answer' : 'is not reachable'
  return new RedisStorageError(otherwise, server, `${what}: ${text}. The connection is tried again.`, { cause })
}

/** What went wrong, without a full stop. */
export function textOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  // A host with several addresses: Node puts together what each of them said, without a message.
  const { message } = cause instanceof AggregateError && cause.errors[0] instanceof Error ? cause.errors[0] : cause
  return (message || cause.name).replace(/\.$/, '')
}
