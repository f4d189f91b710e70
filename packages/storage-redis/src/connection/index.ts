export { connect, type RedisTarget } from './connect.js'
export { BorrowedConnection, type Connection } from './connection.js'
export type { RedisClientLike, ScriptInput } from './redis-client.js'
