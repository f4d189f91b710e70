export { SqlStorageError } from './database/errors.js'
export type { SqlStorageConnection, SqlStorageOptions } from './options.js'
export { SqlStorage } from './sql-storage.js'
