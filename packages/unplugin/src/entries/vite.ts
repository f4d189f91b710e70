import { type BotgenPlugin, botgen as botgenFor } from '../index.js'

export type { BotgenPluginOptions } from '../options.js'

/** The plugin for Vite. */
export const botgen: BotgenPlugin['vite'] = botgenFor.vite
