import { join } from 'node:path'
import { listFiles, readBytes, type Selection, selectSources } from './discover/index.js'
import { searchedNames } from './link/decorator-names.js'
import type { BotMemory } from './bot-memory.js'
import type { BotPlan } from './config/index.js'
import type { BotSources } from './read-bot.js'
import type { GenerateResult } from './runs.js'
import type { Settings } from './settings.js'
import type { StageClock } from './stages.js'

/** The files of a project as they were read. */
export interface Sources {
  readonly settings: Settings
  /** For each bot the files that it is searched for in. */
  readonly listings: readonly (readonly string[])[]
  readonly bytes: ReadonlyMap<string, Buffer>
  /** What results say of where they come from. */
  readonly origin: Origin
}

type Origin = Pick<GenerateResult, 'root' | 'inputs'>

/** Sources, with those of each bot that can matter. */
export interface SelectedSources extends Sources {
  readonly selections: readonly Selection[]
}

/** Lists the files of a project, and reads each of them. */
export async function readSources(settings: Settings, clock: StageClock): Promise<Sources> {
  const { project, plans, generated, config } = settings
  const listings = await clock.time('discover', () =>
    Promise.all(
      plans.map(({ include }) => {
        const globs = include === undefined ? undefined : { folder: config.folder, patterns: include }
        return listFiles(project, globs, generated)
      }),
    ),
  )
  const files = [...new Set(listings.flat())]
  const bytes = await clock.time(
    'read',
    () => new Map(files.map((file) => [file, readBytes(project.root, file)] as const)),
  )
  clock.report({ read: bytes.size })
  return { settings, listings, bytes, origin: originOf(settings, files) }
}

/** Selects the files that can matter for each bot. */
export async function selectFrom(sources: Sources, clock: StageClock): Promise<SelectedSources> {
  const selections = await clock.time('select', () =>
    sources.listings.map((files) => selectSources(filesOf(sources, files), searchedNames)),
  )
  return { ...sources, selections }
}

/** The sources of each bot, with what `memoryOf` knows of it. */
export function botSourcesOf(
  { settings, listings, selections }: SelectedSources,
  memoryOf: (plan: BotPlan) => BotMemory | undefined,
): readonly BotSources[] {
  return settings.plans.map((plan, index) => ({
    plan,
    sources: selections[index]?.sources ?? [],
    searched: listings[index]?.length ?? 0,
    memory: memoryOf(plan),
  }))
}

function originOf({ project, config }: Settings, files: readonly string[]): Origin {
  const sources = files.map((file) => join(project.root, file))
  return { root: project.root, inputs: [...new Set([...config.files, project.tsconfig, ...sources])] }
}

function filesOf({ bytes }: Sources, files: readonly string[]): ReadonlyMap<string, Buffer> {
  return new Map(
    files.flatMap((file) => {
      const read = bytes.get(file)
      return read === undefined ? [] : [[file, read] as const]
    }),
  )
}
