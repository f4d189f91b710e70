import type { RedisClientLike } from './redis-client.js'

/** A server, as far as it can be asked about itself. */
export interface RedisNode {
  readonly server: string
  readonly client: { info(section: string): Promise<string> }
}

/** A way to the server that repairs itself. */
export interface Connection {
  /** Host and port, for messages. */
  readonly server: string
  /** Whether one step may touch keys of one slot only. */
  readonly isCluster: boolean
  /** Another one from time to time. */
  readonly client: RedisClientLike
  /** What `client` remembers of the answers to `HGETALL`, where it does. */
  readonly cache: { invalidate(key: string): void } | undefined
  /** Why there is no connection, while there is none. */
  readonly trouble: unknown
  /**
   * `client` has not answered anything for a long time. In a cluster one node that does not answer is no reason to leave
   * the others: the time-outs of its socket end it.
   */
  readonly hangs?: (client: RedisClientLike) => void
  /** The servers that take writes. */
  nodes(): readonly RedisNode[]
  /** Waits for answers that are due, at most `timeout` milliseconds. Called once; never rejects. */
  close(timeout: number): Promise<void>
}

/** A client that somebody else has made, watches and closes. */
export class BorrowedConnection implements Connection {
  readonly server = 'the address of the client that was given'
  readonly client: RedisClientLike
  readonly isCluster: boolean
  readonly cache = undefined
  trouble: unknown
  readonly #onError = (error: unknown): void => {
    this.trouble = error
  }

  constructor(client: RedisClientLike) {
    this.isCluster = 'masters' in client
    // Whatever types of answers the client was made for.
    this.client = client.withTypeMapping({})
    // An 'error' event that nobody listens to ends the process. Here the calls say what is wrong.
    client.on('error', this.#onError)
  }

  nodes(): readonly RedisNode[] {
    return []
  }

  close(): Promise<void> {
    this.client.off('error', this.#onError)
    return Promise.resolve()
  }
}
