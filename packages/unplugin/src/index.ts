import { generate } from '@botgen/codegen'
import { type BotgenPlugin, createPlugin } from './plugin.js'

export type { BotgenPluginOptions } from './options.js'
export type { BotgenPlugin } from './plugin.js'

/**
 * Writes the dispatch table before a bundler reads it, and again when the sources change.
 *
 * @example
 * export default defineConfig({ plugins: [botgen.vite()] })
 */
export const botgen: BotgenPlugin = createPlugin(generate)
