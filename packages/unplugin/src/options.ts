import type { GenerateOptions } from '@botgen/codegen'

/** What to generate from, as for `generate()`; what is given here beats the configuration file. */
export type BotgenPluginOptions = Omit<GenerateOptions, 'write'>
