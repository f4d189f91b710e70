import type { Diagnostic } from './diagnostics/index.js'
import type { GeneratedFile } from './generated-files.js'
import { generatedFiles } from './generated-files.js'
import type { Parse } from './link/index.js'
import { type BotSources, type ReadBot, readBots } from './read-bot.js'
import type { Settings } from './settings.js'
import type { StageClock } from './stages.js'
import { WriteError, writeAtomically } from './write/index.js'

/** What the sources come to. */
export interface Built {
  /** False when there is an error among the diagnostics. */
  readonly ok: boolean
  readonly diagnostics: readonly Diagnostic[]
  /** Nothing when it is not `ok`. */
  readonly files: readonly GeneratedFile[]
  /** Of all bots; what belongs to several counts once. */
  readonly classes: number
  readonly handlers: number
  /** The files that were read beside the sources, because names lead there. */
  readonly followed: readonly string[]
}

/**
 * From the sources of all bots to their generated modules, which are not written yet.
 *
 * @throws WriteError when a module cannot be compared with what stands there
 */
export async function build(
  { project }: Settings,
  bots: readonly BotSources[],
  parse: Parse,
  clock: StageClock,
): Promise<Built> {
  const { read, diagnostics, ok } = await readBots(project, bots, parse, clock)
  const counts = countsOf(read)
  clock.report({ handlers: counts.handlers })
  const sources = new Set(bots.flatMap((bot) => bot.sources.map(({ file }) => file)))
  const gathered = new Set(read.flatMap((bot) => [...bot.gathered.world.files.keys()]))
  const followed = [...gathered].filter((file) => !sources.has(file))
  if (!ok) return { ok, diagnostics, files: [], ...counts, followed }
  const files = await clock.time('emit', () => {
    const own = new Set(read.flatMap(({ bot }) => bot.classes.map(({ file }) => file)))
    return read.flatMap((bot) => generatedFiles(project, bot, own))
  })
  refuseClashes(files)
  return { ok, diagnostics, files, ...counts, followed }
}

/** Writes the modules that differ from what stands in their place. */
export async function write(files: readonly GeneratedFile[], clock: StageClock): Promise<void> {
  await clock.time('write', () => {
    for (const { changed, path, text } of files) if (changed) writeAtomically(path, text)
  })
}

function refuseClashes(files: readonly GeneratedFile[]): void {
  const written = new Set<string>()
  for (const { path } of files) {
    if (written.has(path)) {
      throw new WriteError(`Two generated modules would be ${path}. Choose another output or links for one.`, path)
    }
    written.add(path)
  }
}

function countsOf(bots: readonly ReadBot[]): Pick<Built, 'classes' | 'handlers'> {
  const all = bots.flatMap(({ bot }) => bot.classes)
  const classes =
    bots.length === 1 ? all : [...new Map(all.map((each) => [`${each.file}:${each.name ?? ''}`, each])).values()]
  return { classes: classes.length, handlers: classes.reduce((sum, each) => sum + each.handlers.length, 0) }
}
