import { type BotgenPlugin, botgen as botgenFor } from '../index.js'

export type { BotgenPluginOptions } from '../options.js'

/** The plugin for esbuild. */
export const botgen: BotgenPlugin['esbuild'] = botgenFor.esbuild
