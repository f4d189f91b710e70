/** The part of a client of node-redis that a storage uses: of a single server or of a cluster, of version 5 or later. */
export interface RedisClientLike {
  eval(script: string, options: ScriptInput): Promise<unknown>
  evalSha(sha1: string, options: ScriptInput): Promise<unknown>
  hGetAll(key: string): Promise<unknown>
  /** The same connection with other types of answers. */
  withTypeMapping(typeMapping: object): RedisClientLike
  on(event: 'error', listener: (error: unknown) => void): unknown
  off(event: 'error', listener: (error: unknown) => void): unknown
}

export interface ScriptInput {
  keys: string[]
  arguments: string[]
}
