export type { Direction, EntryPredicate, SessionEntry } from './entry.js'
export { type ChatKey, type ChatUserKey, decodeSessionKey, encodeSessionKey, type SessionKey } from './key.js'
export type { SessionKeyFunction, SessionKeyStrategy } from './key-strategy.js'
export { createSessionManager } from './live-manager.js'
export { type OfOptions, type SessionIds, SessionManager, type SubscriptionPredicate } from './manager.js'
export type { SessionManagerConfig, SessionOptions } from './manager-config.js'
export type { WhileStorageFails } from './recorder.js'
export { EntriesDroppedError, StorageFailure } from './storage-failures.js'
export type { ReplayOptions, ReplayReport } from './replay.js'
export {
  type ClearOptions,
  type ClearReport,
  PeekSession,
  Session,
  type SessionChat,
  SessionContext,
  type SessionTelegram,
  type TimedClear,
} from './session.js'
export { TimedDeletionError } from './timed-deletions.js'
