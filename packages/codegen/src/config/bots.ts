import type { LoadedConfig } from './load.js'
import type { ImportExtension, Instances } from './schema.js'

/** What one bot is made from, and where it goes: the configuration's own bots, or the one of a plain configuration. */
export interface BotPlan {
  /** The key in `bots`; nothing for the only bot. */
  readonly name: string | undefined
  /** What the keys of this bot begin with in messages: `bots.shop.`, or nothing. */
  readonly keys: string
  readonly include: readonly string[] | undefined
  /** Absolute. */
  readonly output: string | undefined
  /** Absolute. */
  readonly links: string | undefined
  readonly importExtension: ImportExtension | undefined
  readonly instances: Instances
  readonly callbackDelimiter: string
}

/** The bots to generate, in the order of the configuration. What a bot says itself beats what is said for all. */
export function botsOf(config: LoadedConfig): readonly BotPlan[] {
  const { importExtension, instances = 'construct', callbackDelimiter = '?' } = config
  const shared = { importExtension, instances, callbackDelimiter }
  if (config.bots === undefined) {
    const { include, output, links } = config
    return [{ ...shared, name: undefined, keys: '', include, output, links }]
  }
  return Object.entries(config.bots).map(([name, bot]) => ({
    ...shared,
    links: undefined,
    ...bot,
    name,
    keys: `bots.${name}.`,
  }))
}
