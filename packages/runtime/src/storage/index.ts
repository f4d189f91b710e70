export { InMemorySessionStorage } from './memory-storage.js'
export type { Awaitable, SessionStorage } from './session-storage.js'
