import { type BotgenPlugin, botgen as botgenFor } from '../index.js'

export type { BotgenPluginOptions } from '../options.js'

/** The plugin for Rollup. */
export const botgen: BotgenPlugin['rollup'] = botgenFor.rollup
