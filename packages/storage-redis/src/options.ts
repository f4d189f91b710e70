/** `strict` asks Redis for each update; `cached` keeps what is open and is told by Redis what has changed. */
export type Consistency = 'strict' | 'cached'

export interface RedisStorageOptions {
  /** What all keys begin with; printable ASCII without `{` and `}`. Default: `botgen:`. */
  readonly prefix?: string
  /**
   * Milliseconds, and up to a tenth more, after which Redis drops a session that nothing was recorded in. Longer than `sessions.expiresAfter` of the
   * bot, which closes sessions properly, and the same in all processes. `Infinity`: never. Default: 72 hours.
   */
  readonly expiresAfter?: number
  /** Milliseconds after which a call that Redis has not answered is given up. Default: 4000; the bot waits 5000. */
  readonly timeout?: number
  /** For tests: the time in milliseconds. Default: the time of the server, the same for all processes. */
  readonly clock?: { now(): number }
}

export interface RedisConnectOptions extends RedisStorageOptions {
  /** Default: `strict`. */
  readonly consistency?: Consistency
  /** Hears what is wrong with the server although it works. Default: `process.emitWarning`. */
  readonly onWarning?: (message: string) => void
}

export interface ResolvedOptions {
  readonly prefix: string
  readonly expiresAfter: number
  readonly timeout: number
  readonly clock: { now(): number } | undefined
}

const hour = 3_600_000

/** @throws RangeError naming the option that is wrong */
export function resolveOptions(options: RedisStorageOptions): ResolvedOptions {
  const { prefix = 'botgen:', expiresAfter = 72 * hour, timeout = 4000, clock } = options
  if (!/^[ -z|~]*$/.test(prefix)) {
    throw new RangeError(`The prefix is ${JSON.stringify(prefix)}; give printable ASCII without { and }.`)
  }
  if (!(expiresAfter > 0)) throw new RangeError(`expiresAfter is ${expiresAfter}; give milliseconds, or Infinity.`)
  if (!(timeout > 0 && timeout < 2 ** 31)) throw new RangeError(`timeout is ${timeout}; give milliseconds.`)
  return { prefix, expiresAfter, timeout, clock }
}

/** Beyond a hundred years Redis need not count. */
const longest = 100 * 365 * 24 * hour

/** A time as Redis takes it: whole milliseconds, or nothing for one that does not end. */
export function duration(milliseconds: number): string {
  return milliseconds > longest ? '' : String(Math.ceil(milliseconds))
}
