import type { BotgenConfig } from './schema.js'

/**
 * Types a configuration; returns what it is given.
 *
 * @example
 * export default defineConfig({ output: 'src/table.ts' })
 */
export function defineConfig(config: BotgenConfig): BotgenConfig {
  return config
}
