import type { Telegram } from 'telegraf'
import type { Clock } from '../clock.js'
import { type Duration, milliseconds } from '../duration.js'
import type { ErrorListener } from '../errors.js'
import {
  InMemorySessionStorage,
  InMemoryStateStorage,
  type SessionStorage,
  type StateStorage,
} from '../storage/index.js'
import type { SessionKey } from './key.js'
import type { SessionKeyStrategy } from './key-strategy.js'
import type { WhileStorageFails } from './recorder.js'

export interface SessionOptions {
  /** Default `chatUser`. */
  readonly keyStrategy?: SessionKeyStrategy
  /** Where entries are kept. Default: the memory of this process. */
  readonly storage?: SessionStorage
  /** Where timed deletions are kept. Default: the memory of this process. */
  readonly state?: StateStorage
  /** Whether the message that opens a session, such as `/order`, is recorded in it. Default true. */
  readonly recordOpeningMessage?: boolean
  /** What stored keys begin with. Default: the bot's id, so that two bots on one storage never meet. */
  readonly namespace?: string
  /** A session in which nothing was recorded for so long is closed. Default `'48h'`; `Infinity`: never. */
  readonly expiresAfter?: Duration
  /** So many entries are kept of a session; the oldest are dropped first. Default: all. */
  readonly maxEntries?: number
  /** Default `continue`. */
  readonly whileStorageFails?: WhileStorageFails
}

/** What a session manager is made from. */
export interface SessionManagerConfig extends SessionOptions {
  readonly botId: number
  readonly telegram: Telegram
  readonly clock: Clock
  readonly onError: ErrorListener
  /** A failure of the storage that `onError` heard of is over. Default: nothing. */
  readonly onRecovery?: () => void
  /** Runs a task in the turn of the key's chat, behind its updates. Default: at once. */
  readonly inTurn?: (key: SessionKey, task: () => Promise<void>) => Promise<void>
}

export interface ResolvedConfig extends Required<SessionManagerConfig> {
  /** In milliseconds. */
  readonly expiresAfter: number
}

/** Fills in the defaults. @throws RangeError if a duration or number is none */
export function resolveConfig(config: SessionManagerConfig): ResolvedConfig {
  const { maxEntries = Number.POSITIVE_INFINITY, namespace = String(config.botId) } = config
  if (!(maxEntries >= 1) || (Number.isFinite(maxEntries) && !Number.isInteger(maxEntries))) {
    throw new RangeError(`sessions.maxEntries is ${maxEntries}; give a whole number from 1, or Infinity.`)
  }
  if (!/^[\x21-\x7e]+$/.test(namespace) || namespace.includes('/')) {
    throw new RangeError(`sessions.namespace is '${namespace}'; give printable ASCII without blanks and slashes.`)
  }
  assertStorage(config.storage)
  return {
    ...config,
    maxEntries,
    namespace,
    keyStrategy: config.keyStrategy ?? 'chatUser',
    storage: config.storage ?? new InMemorySessionStorage(),
    state: config.state ?? new InMemoryStateStorage(config.clock),
    recordOpeningMessage: config.recordOpeningMessage ?? true,
    expiresAfter: milliseconds(config.expiresAfter ?? '48h', 'sessions.expiresAfter'),
    whileStorageFails: config.whileStorageFails ?? 'continue',
    onRecovery: config.onRecovery ?? (() => {}),
    inTurn: config.inTurn ?? ((_key, task) => task()),
  }
}

/** What a caller without types may hand over by mistake. */
function assertStorage(storage: SessionStorage | undefined): void {
  if (storage === undefined) return
  for (const method of ['add', 'list', 'remove', 'clear'] as const) {
    if (typeof storage[method] !== 'function') throw new RangeError(`sessions.storage has no method ${method}().`)
  }
}
