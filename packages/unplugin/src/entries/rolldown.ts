import { type BotgenPlugin, botgen as botgenFor } from '../index.js'

export type { BotgenPluginOptions } from '../options.js'

/** The plugin for Rolldown. */
export const botgen: BotgenPlugin['rolldown'] = botgenFor.rolldown
