import { decode, readSource, relativePath } from '../discover/index.js'
import { FactsStore } from '../facts-store.js'
import { type ChosenSettings, readSettings } from '../settings.js'
import { botSourcesOf, readSources, type SelectedSources, selectFrom } from '../sources.js'
import { type ProgressListener, StageClock } from '../stages.js'
import type { DescribeResult } from './description.js'

/** What to describe. What is given here beats the configuration file. */
export interface DescribeOptions extends ChosenSettings {
  /** Hears how far the run has come; called often, and at once. */
  readonly onProgress?: ProgressListener
}

/**
 * Says what the handlers of a project are: its routes with all that belongs to them, its sessions, and the menus of its
 * commands. Writes nothing.
 *
 * @throws ConfigError when the options, the configuration or the tsconfig are wrong
 *
 * @example
 * const { ok, bots, diagnostics } = await describe({ cwd: 'bots/shop' })
 */
export async function describe(options: DescribeOptions = {}): Promise<DescribeResult> {
  const clock = new StageClock(options.onProgress)
  const settings = await clock.time('configure', () => readSettings(options))
  const sources = await selectFrom(await readSources(settings, clock), clock)
  const facts = new FactsStore()
  const { project } = settings
  const { readBots } = await import('../read-bot.js')
  const bots = botSourcesOf(sources, () => undefined)
  const { ok, read, diagnostics } = await readBots(project, bots, (texts) => facts.factsOf(texts, clock), clock)
  if (!ok) return { ok, root: project.root, bots: [], diagnostics }
  const { describeBot } = await import('./bot.js')
  const { emitOptions } = await import('../generated-files.js')
  const { callReader } = await import('./session-calls.js')
  const readCalls = callReader((file) => textOf(file, sources))
  const described = read.map((bot) => {
    const emitted = { ...emitOptions(project, bot), output: relativePath(project, bot.output) }
    return describeBot(bot, emitted, readCalls)
  })
  return { ok, root: project.root, bots: described, diagnostics }
}

/** The text that was parsed, not what may stand there by now; a file beside the sources is read. */
function textOf(file: string, { bytes, settings }: SelectedSources): string {
  const read = bytes.get(file)
  return read === undefined ? readSource(settings.project.root, file).text : decode(read)
}
