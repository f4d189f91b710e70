export { ConfigError } from './errors.js'
export { type LoadedConfig, loadConfig } from './load.js'
export { type BotPlan, botsOf } from './bots.js'
export type { BotConfig, BotgenConfig, ImportExtension, Instances } from './schema.js'
