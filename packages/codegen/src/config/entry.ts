// What a configuration file imports: it must load in no time, so nothing else of this package comes with it.
export { defineConfig } from './define.js'
export type { BotConfig, BotgenConfig, ImportExtension, Instances } from './schema.js'
