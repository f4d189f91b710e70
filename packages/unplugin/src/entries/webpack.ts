import { type BotgenPlugin, botgen as botgenFor } from '../index.js'

export type { BotgenPluginOptions } from '../options.js'

/** The plugin for webpack. */
export const botgen: BotgenPlugin['webpack'] = botgenFor.webpack
