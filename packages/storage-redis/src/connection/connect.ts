import type { RedisConnectOptions, ResolvedOptions } from '../options.js'
import { type Address, addressOf } from './address.js'
import { ClusterConnection } from './cluster-connection.js'
import type { Connection } from './connection.js'
import { OpenSessionsCache } from './open-sessions-cache.js'
import { SingleConnection } from './single-connection.js'
import { retryDelay } from './waiting.js'

interface ClientPart {
  /** For `rediss:`: certificates and the like, as for `tls.connect()` of Node. */
  readonly tls?: object
  /** What `CLIENT LIST` shows. Default: `botgen`. */
  readonly name?: string
}

/** Where Redis is: one server, or some nodes of a cluster, from which the others are learnt. */
export type RedisTarget = ClientPart &
  RedisConnectOptions &
  ({ readonly url: string } | { readonly nodes: readonly string[] })

/** A connection that does not answer is ended after so many milliseconds; what keeps it busy is asked twice as often. */
const silence = 10_000

/** @throws TypeError for a URL that is none; RedisStorageError where there is no connection in time */
export function connect(target: RedisTarget, { timeout }: ResolvedOptions, openPrefix: string): Promise<Connection> {
  const cache = target.consistency === 'cached' ? new OpenSessionsCache(openPrefix) : undefined
  if ('url' in target) {
    const address = addressOf(target.url)
    const { shown, database, path } = address
    const options = {
      ...clientOptions(address, target, timeout),
      ...(path !== undefined && { socket: { ...waits(timeout), path, tls: false as const } }),
      ...(database !== undefined && { database }),
    }
    return SingleConnection.open(shown, options, cache, timeout)
  }
  const addresses = target.nodes.map(addressOf)
  const [first] = addresses
  if (first === undefined) {
    throw new TypeError('`nodes` is empty: give the URL of one node of the cluster, or better of three.')
  }
  if (addresses.some(({ path, database = 0 }) => path !== undefined || database !== 0)) {
    throw new TypeError(
      'A node of a cluster has neither databases nor a socket: give redis://[user:password@]host[:port].',
    )
  }
  const rootNodes = addresses.map((address) => clientOptions(address, target, timeout))
  // What a node is to be called by is known from the cluster; these are replaced.
  const options = { rootNodes, defaults: clientOptions(first, target, timeout) }
  return ClusterConnection.open(addresses.map(({ shown }) => shown).join(', '), options, cache, timeout)
}

function clientOptions({ username, password, tls, host, port }: Address, target: ClientPart, timeout: number) {
  const place = { ...waits(timeout), host, port }
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    name: target.name ?? 'botgen',
    // What is asked without a connection fails at once: nothing waits that the bot has given up.
    disableOfflineQueue: true,
    pingInterval: silence / 2,
    commandOptions: { timeout },
    socket: tls ? { ...target.tls, ...place, tls: true as const } : place,
  }
}

function waits(timeout: number) {
  return { connectTimeout: timeout, socketTimeout: silence, reconnectStrategy: retryDelay }
}
