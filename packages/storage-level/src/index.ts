export { LevelStorageError, type LevelStorageProblem } from './errors.js'
export { LevelStorage } from './level-storage.js'
export type { Durability, LevelStorageOptions } from './options.js'
