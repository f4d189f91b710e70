import { type BotgenPlugin, botgen as botgenFor } from '../index.js'

export type { BotgenPluginOptions } from '../options.js'

/** The plugin for Rspack. */
export const botgen: BotgenPlugin['rspack'] = botgenFor.rspack
