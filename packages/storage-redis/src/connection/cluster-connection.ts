import {
  createCluster,
  type RedisClusterOptions,
  type RedisClusterType,
  type RedisFunctions,
  type RedisModules,
  type RedisScripts,
  type TypeMapping,
} from '@redis/client'
import { failureOf, RedisStorageError } from '../errors.js'
import type { Connection, RedisNode } from './connection.js'
import type { OpenSessionsCache } from './open-sessions-cache.js'
import { closeInTime, within } from './waiting.js'

type Cluster = RedisClusterType<RedisModules, RedisFunctions, RedisScripts, 3, TypeMapping>

/** Connections to the nodes of a cluster, which the client keeps in order. */
export class ClusterConnection implements Connection {
  readonly server: string
  readonly isCluster = true
  readonly client: Cluster
  readonly cache: OpenSessionsCache | undefined
  trouble: unknown

  private constructor(server: string, options: RedisClusterOptions, cache: OpenSessionsCache | undefined) {
    this.server = server
    this.cache = cache
    this.client = createCluster(cache === undefined ? options : { ...options, clientSideCache: cache })
    const note = (error: unknown): void => void (this.trouble = error)
    this.client.on('error', note)
    this.client.on('node-error', note)
    this.client.on('node-ready', () => void (this.trouble = undefined))
  }

  /** @throws RedisStorageError where no node tells within `timeout` milliseconds what the cluster is made of */
  static async open(
    server: string,
    options: RedisClusterOptions,
    cache: OpenSessionsCache | undefined,
    timeout: number,
  ): Promise<ClusterConnection> {
    const connection = new ClusterConnection(server, options, cache)
    try {
      if (await within(timeout, connection.client.connect())) return connection
      throw new RedisStorageError('unanswered', server, `did not answer within ${timeout} ms.`)
    } catch (error) {
      await connection.close(0)
      throw failureOf(connection.trouble ?? error, server)
    }
  }

  nodes(): readonly RedisNode[] {
    return this.client.masters.flatMap(({ address, client }) =>
      client === undefined ? [] : [{ server: address, client }],
    )
  }

  close(timeout: number): Promise<void> {
    return closeInTime(this.client, timeout)
  }
}
