import { generateOnce } from './generator.js'
import type { GenerateOptions, GenerateResult } from './runs.js'

/**
 * Reads the handlers of a project and writes its dispatch table and links: one of each for each of its bots.
 *
 * A run that finds errors writes nothing, so the previous table stays; so does one that finds no handlers at all,
 * which is an error (BG1002).
 *
 * @throws ConfigError when the options, the configuration or the tsconfig are wrong
 * @throws WriteError when the output cannot be compared with or written
 *
 * @example
 * const { ok, diagnostics } = await generate({ project: 'bots/shop', write: false })
 */
export async function generate(options: GenerateOptions = {}): Promise<GenerateResult> {
  return await generateOnce(options)
}
