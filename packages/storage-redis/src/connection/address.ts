/** Where a server is, taken from a URL. */
export interface Address {
  readonly host: string
  readonly port: number
  /** Path of a socket, in place of host and port. */
  readonly path?: string
  readonly tls: boolean
  readonly username?: string
  readonly password?: string
  readonly database?: number
  /** For messages: nothing secret. */
  readonly shown: string
}

const shape =
  'redis://[user:password@]host[:port][/database], rediss://… for TLS, or unix:///path/of/socket[?db=database]'

/** @throws TypeError that does not show the URL, which may hold a password */
export function addressOf(text: string): Address {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) throw new TypeError(`This is not the URL of a Redis server; give ${shape}.`)
  const { protocol, hostname, pathname } = url
  if (protocol !== 'redis:' && protocol !== 'rediss:' && protocol !== 'unix:') {
    throw new TypeError(`This does not begin as the URL of a Redis server; give ${shape}.`)
  }
  const isSocket = protocol === 'unix:'
  const database = (isSocket ? url.searchParams.get('db') : pathname.slice(1)) ?? ''
  if (!/^\d*$/.test(database)) throw new TypeError(`A Redis database is a number; give ${shape}.`)
  if (isSocket ? pathname.length < 2 : hostname === '')
    throw new TypeError(`The Redis URL names no server; give ${shape}.`)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const port = Number(url.port || 6379)
  const [username, password] = [decoded(url.username), decoded(url.password)]
  return {
    host,
    port,
    ...(isSocket && { path: decoded(pathname) }),
    tls: protocol === 'rediss:',
    ...(username !== '' && { username }),
    ...(password !== '' && { password }),
    ...(database !== '' && { database: Number(database) }),
    shown: isSocket ? decoded(pathname) : `${hostname}:${port}`,
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new TypeError('A part of the Redis URL is escaped wrongly: write a percent sign as %25.')
  }
}
