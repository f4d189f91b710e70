export {
  type FaultyStorage,
  faultyStorage,
  type StorageCall,
  type StorageCallFilter,
  type StorageFault,
} from './faulty.js'
export type { StorageSubject, StorageTime } from './rig.js'
export type { TestRunner } from './runner.js'
export { type OptionalMethod, optionalMethods, type SessionStorageSubject } from './session-subject.js'
export { sessionStorageSuite } from './session-suite.js'
export { SharedInMemoryStorage, SharedSessions } from './shared-in-memory.js'
export { type StateStorageSubject, stateStorageSuite } from './state-suite.js'
