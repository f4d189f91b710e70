import type {
  ClaimAnswer,
  EntryId,
  EntryPredicate,
  SessionEntry,
  SessionStorage,
  StoredSession,
  UpdateClaim,
} from '@botgen/runtime'
import { Appends, fieldOf } from './appends.js'
import {
  BorrowedConnection,
  type Connection,
  connect,
  type RedisClientLike,
  type RedisTarget,
} from './connection/index.js'
import { Keys } from './keys.js'
import { duration, type RedisStorageOptions, type ResolvedOptions, resolveOptions } from './options.js'
import { RedisStateStorage } from './redis-state-storage.js'
import * as claims from './scripts/claims.js'
import * as sessions from './scripts/sessions.js'
import { Server } from './server.js'
import { warnOfEviction } from './eviction.js'

/** Telegram keeps updates for 24 hours; a clock may be wrong by a while. */
const handledFor = 25 * 3_600_000

/**
 * Keeps sessions in Redis, Valkey or a Redis Cluster, for all processes of a bot, and `state` beside them.
 *
 * @example
 * const storage = await RedisStorage.connect('redis://localhost:6379')
 * const bot = botgen(telegraf, table, { sessions: { storage, state: storage.state } })
 */
export class RedisStorage implements SessionStorage {
  /** Pending inputs, rate limits and the like. Works for as long as the storage is open. */
  readonly state: RedisStateStorage
  readonly #server: Server
  readonly #keys: Keys
  readonly #options: ResolvedOptions
  readonly #appends: Appends
  /** What is open as the client remembers it, where it does. */
  readonly #cache: { invalidate(key: string): void } | undefined

  private constructor(connection: Connection, keys: Keys, options: ResolvedOptions) {
    this.#server = new Server(connection, options.timeout)
    this.#keys = keys
    this.#options = options
    this.#cache = connection.cache
    this.#appends = new Appends(this.#server, {
      isCluster: connection.isCluster,
      time: () => this.#now(),
      ttl: duration(options.expiresAfter),
    })
    this.state = new RedisStateStorage(this.#server, keys, options)
  }

  /**
   * Connects, and connects again whenever the connection is lost; `close()` ends it.
   *
   * @param target such as `redis://user:password@host:6379/0`; `rediss:` for TLS
   * @throws TypeError for a URL that is none, RangeError for a wrong option
   * @throws RedisStorageError where there is no connection within the `timeout`, or Redis lets nobody in
   */
  static async connect(target: string | RedisTarget): Promise<RedisStorage> {
    const options = typeof target === 'string' ? { url: target } : target
    const resolved = resolveOptions(options)
    const keys = new Keys(resolved.prefix)
    const connection = await connect(options, resolved, keys.openPrefix)
    await warnOfEviction(connection, options.onWarning)
    return new RedisStorage(connection, keys, resolved)
  }

  /**
   * Uses a connected client of node-redis, or a cluster client, which stays yours: `close()` leaves it open.
   *
   * @throws RangeError for a wrong option
   */
  static using(client: RedisClientLike, options: RedisStorageOptions = {}): RedisStorage {
    const resolved = resolveOptions(options)
    return new RedisStorage(new BorrowedConnection(client), new Keys(resolved.prefix), resolved)
  }

  async add(key: string, entry: SessionEntry): Promise<void> {
    await this.addMany(key, [entry])
  }

  async addMany(key: string, entries: readonly SessionEntry[]): Promise<void> {
    if (entries.length > 0) await this.#append(key, '', entries)
  }

  async list(key: string): Promise<readonly SessionEntry[]> {
    const values = (await this.#server.run(sessions.list, [this.#keys.ofSession(key).session])) as readonly string[]
    // One of them is the time of the last use.
    return values.filter((value) => value.startsWith('{')).map((value) => JSON.parse(value) as SessionEntry)
  }

  async count(key: string): Promise<number> {
    return Number(await this.#server.run(sessions.count, [this.#keys.ofSession(key).session]))
  }

  async remove(key: string, predicate: EntryPredicate): Promise<number> {
    const entries = await this.list(key)
    return this.#remove(key, entries.filter(predicate))
  }

  async removeIds(key: string, ids: readonly EntryId[]): Promise<void> {
    await this.#remove(key, ids)
  }

  async clear(key: string): Promise<void> {
    const { session, open } = this.#keys.ofSession(key)
    await this.#changing(open, this.#server.run(sessions.clear, [session, open], [key]))
  }

  async openSession(key: string): Promise<number> {
    const { session, open, last } = this.#keys.ofSession(key)
    const args = [this.#now(), duration(this.#options.expiresAfter), key]
    return Number(await this.#changing(open, this.#server.run(sessions.openSession, [session, open, last], args)))
  }

  addIfOpen(key: string, epoch: number, entries: readonly SessionEntry[]): Promise<boolean> {
    return this.#append(key, String(epoch), entries)
  }

  async openKeys(chat: string): Promise<readonly StoredSession[]> {
    const open = this.#keys.openOf(chat)
    const found =
      this.#cache === undefined
        ? await this.#server.run(sessions.openKeys, [open])
        : await this.#server.ask((client) => client.hGetAll(open))
    return pairs(found)
      .filter(([key]) => key.startsWith(chat))
      .map(([key, epoch]) => ({ key, epoch: Number(epoch) }))
  }

  async closeIfIdle(key: string, epoch: number, idleSince: number): Promise<boolean> {
    const { session, open } = this.#keys.ofSession(key)
    const args = [key, String(epoch), idleSince === Number.POSITIVE_INFINITY ? '' : String(idleSince)]
    return (await this.#changing(open, this.#server.run(sessions.closeIfIdle, [session, open], args))) === 1
  }

  async claimUpdate({ namespace, updateId, lane, owner }: UpdateClaim, lease: number): Promise<ClaimAnswer> {
    const { keys, bit } = this.#keys.ofUpdate(namespace, updateId, lane)
    const args = [this.#now(), String(updateId), String(bit), owner, lane ?? '', String(Math.ceil(lease))]
    // The script answers nothing else.
    return (await this.#server.run(claims.claimUpdate, keys, args)) as ClaimAnswer
  }

  async finishUpdate({ namespace, updateId, lane, owner }: UpdateClaim, outcome: 'handled' | 'failed'): Promise<void> {
    const { keys, bit } = this.#keys.ofUpdate(namespace, updateId, lane)
    const args = [this.#now(), String(updateId), String(bit), owner, outcome, String(handledFor)]
    await this.#server.run(claims.finishUpdate, keys, args)
  }

  /** Ends the connection that `connect` has made; what was asked before is answered first. Later calls reject. */
  close(): Promise<void> {
    this.#appends.flush()
    return this.#server.close()
  }

  #append(key: string, epoch: string, entries: readonly SessionEntry[]): Promise<boolean> {
    const { part, session, open } = this.#keys.ofSession(key)
    return this.#appends.add({ part, session, open, key, epoch, entries })
  }

  async #remove(key: string, ids: readonly EntryId[]): Promise<number> {
    if (ids.length === 0) return 0
    const { session, open } = this.#keys.ofSession(key)
    return Number(await this.#server.run(sessions.removeFields, [session, open], [key, ...ids.map(fieldOf)]))
  }

  /** Who changes what is open sees the change from then on, also before Redis tells the cache of it. */
  async #changing<T>(open: string, work: Promise<T>): Promise<T> {
    try {
      return await work
    } finally {
      this.#cache?.invalidate(open)
    }
  }

  #now(): string {
    const { clock } = this.#options
    return clock === undefined ? '' : String(clock.now())
  }
}

/** Names and values of a hash: a script answers with a list of them, a command with an object. */
function pairs(hash: unknown): readonly (readonly [string, string])[] {
  if (!Array.isArray(hash)) return Object.entries(hash as Record<string, string>)
  const flat = hash as readonly string[]
  return flat.flatMap((key, position) => (position % 2 === 0 ? [[key, flat[position + 1] ?? ''] as const] : []))
}
