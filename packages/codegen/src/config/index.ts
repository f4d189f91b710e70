export { ConfigError } from './errors.js'
export { type LoadedConfig, loadConfig } from './load.js'
export type { BotgenConfig, ImportExtension } from './schema.js'
