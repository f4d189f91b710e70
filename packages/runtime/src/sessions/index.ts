export { type Direction, type EntryPredicate, type SessionEntry } from './entry.js'
export { type ChatKey, type ChatUserKey, decodeSessionKey, encodeSessionKey, type SessionKey } from './key.js'
export type { SessionKeyFunction, SessionKeyStrategy } from './key-strategy.js'
export { createSessionManager, type SessionManagerConfig, type SessionOptions } from './live-manager.js'
export { type OfOptions, type SessionIds, SessionManager, type SubscriptionPredicate } from './manager.js'
export { EntriesDroppedError, StorageFailure } from './recorder.js'
export {
  type ClearOptions,
  type ClearReport,
  PeekSession,
  Session,
  type SessionChat,
  SessionContext,
  type SessionTelegram,
} from './session.js'
