import { createClient, type RedisClientOptions } from '@redis/client'
import { failureOf, RedisStorageError } from '../errors.js'
import type { Connection, RedisNode } from './connection.js'
import type { OpenSessionsCache } from './open-sessions-cache.js'
import type { RedisClientLike } from './redis-client.js'
import { closeInTime, isHopeless, retryDelay, within } from './waiting.js'

type Client = ReturnType<typeof createClient>

/** A connection to one server. */
export class SingleConnection implements Connection {
  readonly server: string
  readonly isCluster = false
  readonly cache: OpenSessionsCache | undefined
  trouble: unknown
  readonly #options: RedisClientOptions
  #client: Client
  #wasReady = false
  #isClosed = false

  private constructor(server: string, options: RedisClientOptions, cache: OpenSessionsCache | undefined) {
    this.server = server
    this.cache = cache
    this.#options = cache === undefined ? options : { ...options, clientSideCache: cache }
    this.#client = this.#make()
  }

  /** @throws RedisStorageError where there is no connection within `timeout` milliseconds, or the server refuses one */
  static async open(
    server: string,
    options: RedisClientOptions,
    cache: OpenSessionsCache | undefined,
    timeout: number,
  ): Promise<SingleConnection> {
    const connection = new SingleConnection(server, options, cache)
    try {
      if (await within(timeout, connection.#client.connect())) return connection
      const { trouble } = connection
      throw trouble === undefined
        ? new RedisStorageError('unanswered', server, `did not answer within ${timeout} ms.`)
        : failureOf(trouble, server)
    } catch (error) {
      await connection.close(0)
      throw failureOf(error, server)
    }
  }

  get client(): Client {
    return this.#client
  }

  /** The client would wait for as long as its system does, up to a quarter of an hour: another one takes its place. */
  readonly hangs = (client: RedisClientLike): void => {
    const hanging = this.#client
    if (client !== hanging || this.#isClosed || !hanging.isReady) return
    this.trouble = new Error('the connection gave no answer any more')
    this.#client = this.#make()
    // Ends with the client only; what goes wrong is told by events.
    this.#client.connect().catch(() => {})
    hanging.destroy()
  }

  nodes(): readonly RedisNode[] {
    return [this]
  }

  close(timeout: number): Promise<void> {
    this.#isClosed = true
    return closeInTime(this.#client, timeout)
  }

  #make(): Client {
    const client = createClient({
      ...this.#options,
      socket: {
        ...this.#options.socket,
        reconnectStrategy: (retries, cause) => (!this.#wasReady && isHopeless(cause) ? false : retryDelay(retries)),
      },
    })
    client.on('error', (error: unknown) => void (this.trouble = error))
    client.on('ready', () => {
      this.#wasReady = true
      this.trouble = undefined
    })
    return client
  }
}
