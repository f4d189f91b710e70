import type { Connection } from './connection/connection.js'
import type { RedisClientLike } from './connection/redis-client.js'
import { failureOf, RedisStorageError, textOf } from './errors.js'
import type { Script } from './scripts/script.js'

/** Asks Redis, and makes sure that there is an answer in time. */
export class Server {
  readonly #connection: Connection
  readonly #timeout: number
  /** How many answers there were. */
  #answers = 0
  readonly #underWay = new Set<Promise<unknown>>()
  #isClosed = false
  #closed: Promise<void> | undefined

  constructor(connection: Connection, timeout: number) {
    this.#connection = connection
    this.#timeout = timeout
  }

  get name(): string {
    return this.#connection.server
  }

  /**
   * Runs a script.
   *
   * @throws RedisStorageError if Redis does not do it, or has not said within the time
   */
  run({ lua, sha }: Script, keys: string[], args: string[] = []): Promise<unknown> {
    const input = { keys, arguments: args }
    return this.ask(async (client) => {
      try {
        return await client.evalSha(sha, input)
      } catch (error) {
        if (!textOf(error).startsWith('NOSCRIPT')) throw error
        return client.eval(lua, input)
      }
    })
  }

  /** Asks something else, as `run` does. */
  async ask<T>(question: (client: RedisClientLike) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new RedisStorageError('closed', this.name, 'was asked, but the storage is closed.')
    const answer = this.#ask(question)
    this.#underWay.add(answer)
    try {
      return await answer
    } finally {
      this.#underWay.delete(answer)
    }
  }

  /** Waits for the answers that are due. */
  async close(): Promise<void> {
    this.#isClosed = true
    await (this.#closed ??= this.#close())
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#underWay)
    await this.#connection.close(this.#timeout)
  }

  async #ask<T>(question: (client: RedisClientLike) => Promise<T>): Promise<T> {
    const { name: server } = this
    const { client } = this.#connection
    const before = this.#answers
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new RedisStorageError('unanswered', server, `did not answer within ${this.#timeout} ms.`))
        if (this.#answers === before) this.#connection.hangs?.(client)
      }, this.#timeout)
    })
    try {
      const answer = await Promise.race([question(client), late])
      this.#answers += 1
      return answer
    } catch (error) {
      throw this.#explained(error)
    } finally {
      clearTimeout(timer)
    }
  }

  #explained(error: unknown): RedisStorageError {
    const isOffline = /^The client is (?:offline|closed)/.test(textOf(error))
    // Why it is says more.
    if (isOffline) return failureOf(this.#connection.trouble ?? error, this.name)
    const failure = failureOf(error, this.name, 'unanswered')
    if (failure.reason !== 'unanswered') this.#answers += 1
    return failure
  }
}
