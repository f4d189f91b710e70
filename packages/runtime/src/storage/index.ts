export { InMemorySessionStorage } from './memory-storage.js'
export type { Awaitable, ClaimAnswer, EntryId, SessionStorage, StoredSession, UpdateClaim } from './session-storage.js'
export { InMemoryStateStorage, type SetStateOptions, type StateStorage, type StateValue } from './state-storage.js'
