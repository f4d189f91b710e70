import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { BotMemory } from './bot-memory.js'
import { digestOf, openCache, type ProjectCache } from './cache/index.js'
import type { BotPlan } from './config/index.js'
import { decode, isSelectedAlike, relativePath, type Selection } from './discover/index.js'
import { saysTheSame } from './facts-shape.js'
import { FactsStore, type KnownFacts } from './facts-store.js'
import { onFirstUse } from './on-first-use.js'
import type { GenerateOptions, GenerateResult } from './runs.js'
import { readSettings, type Settings } from './settings.js'
import { botSourcesOf, readSources, type SelectedSources, selectFrom, type Sources } from './sources.js'
import { StageClock } from './stages.js'

/** Generates again and again, doing only what changes make necessary. */
export interface Generator {
  /** Reads settings and sources again, as a run of its own would. */
  generate(): Promise<GenerateResult>
  /**
   * The same when nothing but the files at these absolute paths may have changed since the last run. Much faster, for
   * nothing else is looked at. Where they have not changed either, the result is the last one itself.
   */
  update(paths: readonly string[]): Promise<GenerateResult>
  /** What the last run depends on; nothing before settings could be read. */
  readonly dependencies: Dependencies | undefined
}

export interface Dependencies {
  readonly settings: Settings
  /** Absolute paths of files that were read, or looked for, beyond the sources. */
  readonly others: readonly string[]
  /** Absolute paths of the generated modules. */
  readonly generated: readonly string[]
}

/** A generator that keeps what it found. One run at a time: who calls waits for the call before. */
export function createGenerator(options: GenerateOptions = {}): Generator {
  return new IncrementalGenerator(options, 'everything')
}

/** Generates once. */
export async function generateOnce(options: GenerateOptions): Promise<GenerateResult> {
  return await new IncrementalGenerator(options, 'facts').generate()
}

/** A run that came to a result, and what it takes to see what has changed since. */
interface LastRun extends Sources {
  /** For each bot; nothing when the run was recalled, for then no source was looked into. */
  readonly selections: readonly Selection[] | undefined
  readonly followed: readonly string[]
  readonly result: GenerateResult
}

/** Not before something has to be built: often nothing has changed. */
const loadBuild = onFirstUse(() => import('./build.js'))

class IncrementalGenerator implements Generator {
  readonly #options: GenerateOptions
  readonly #facts = new FactsStore()
  readonly #keeps: 'everything' | 'facts'
  #settings: Settings | undefined
  #last: LastRun | undefined
  /** For each bot by its plan and the project's settings: under others all is new. */
  #memories: ReadonlyMap<string, BotMemory> = new Map()

  constructor(options: GenerateOptions, keeps: 'everything' | 'facts') {
    this.#options = options
    this.#keeps = keeps
  }

  get dependencies(): Dependencies | undefined {
    if (this.#settings === undefined) return undefined
    const { project, config } = this.#settings
    const followed = this.#last?.followed.map((file) => resolve(project.root, file)) ?? []
    return {
      settings: this.#settings,
      others: [...project.reads.paths(), ...followed, ...config.files],
      generated: this.#last?.result.files.map(({ path }) => path) ?? [],
    }
  }

  async generate(): Promise<GenerateResult> {
    const clock = new StageClock(this.#options.onProgress)
    // A run that fails knows nothing for the next one.
    this.#last = undefined
    const sources = await this.#readSources(clock)
    // What later runs need is in memory.
    const isFirst = this.#facts.parsed === 0
    const cache = isFirst && this.#options.cache !== false ? openCache(sources.settings) : undefined
    if (cache === undefined) return await this.#generateFrom(sources, clock)
    const recollection = { cache, digest: digestOf(sources.settings, sources.listings, sources.bytes) }
    return this.#recall(sources, recollection, clock) ?? (await this.#generateFrom(sources, clock, recollection))
  }

  async update(paths: readonly string[]): Promise<GenerateResult> {
    const last = this.#last
    if (last?.selections === undefined) return await this.generate()
    const changes = changesOf(paths, last)
    if (changes === undefined) return await this.generate()
    if (changes.size === 0) return last.result
    this.#last = undefined
    const clock = new StageClock(this.#options.onProgress)
    const selections = last.selections.map((selection) => withChanges(selection, changes))
    const sources = { ...last, bytes: new Map([...last.bytes, ...changes]), selections }
    const parsedBefore = this.#facts.parsed
    const isSame = await clock.time('parse', () => this.#isSame(changes, selections, last.result, clock))
    if (!isSame) return await this.#build(sources, clock, parsedBefore)
    const { stats, files } = last.result
    const result = {
      ...last.result,
      files: files.map((file) => ({ ...file, previous: file.text, changed: false })),
      stats: { ...stats, parsed: this.#facts.parsed - parsedBefore, stages: clock.times() },
    }
    this.#last = { ...sources, result }
    return result
  }

  async #readSources(clock: StageClock): Promise<Sources> {
    const settings = await clock.time('configure', () => readSettings(this.#options))
    this.#settings = settings
    return await readSources(settings, clock)
  }

  /** What the run before this process came to, where this one would come to the same. */
  #recall(sources: Sources, { cache, digest }: Recollection, clock: StageClock): GenerateResult | undefined {
    const recalled = cache.recallRun(digest)
    if (recalled === undefined) return undefined
    const stats = { ...recalled.stats, parsed: 0, stages: clock.times() }
    const result = { ...recalled, ok: true, ...sources.origin, stats }
    this.#last = { ...sources, selections: undefined, followed: [], result }
    return result
  }

  async #generateFrom(sources: Sources, clock: StageClock, recollection?: Recollection): Promise<GenerateResult> {
    const selected = await selectFrom(sources, clock)
    if (this.#keeps === 'everything') await this.#renewMemories(sources.settings)
    const known = recollection?.cache.recallFacts()
    const result = await this.#build(selected, clock, this.#facts.parsed, known)
    const isKept = result.ok && this.#options.write !== false
    if (recollection === undefined || !isKept) return result
    const { cache, digest } = recollection
    const reads = sources.settings.project.reads.fingerprints()
    await clock.time('remember', () => {
      cache.remember(digest, reads, result, this.#facts)
    })
    return { ...result, stats: { ...result.stats, stages: clock.times() } }
  }

  /** Where modules are may be another matter now; what was found out otherwise holds as long as the answers do. */
  async #renewMemories(settings: Settings): Promise<void> {
    const { createBotMemory, withNewModules } = await import('./bot-memory.js')
    const { project, plans } = settings
    const memories = plans.map((plan) => {
      const key = memoryKey(settings, plan)
      const known = this.#memories.get(key)
      return [key, known === undefined ? createBotMemory(project) : withNewModules(known, project)] as const
    })
    this.#memories = new Map(memories)
  }

  async #build(
    sources: SelectedSources,
    clock: StageClock,
    parsedBefore: number,
    known?: KnownFacts,
  ): Promise<GenerateResult> {
    const { settings, selections, bytes } = sources
    const bots = botSourcesOf(sources, (plan) => this.#memories.get(memoryKey(settings, plan)))
    const { build, write } = await loadBuild()
    const built = await build(settings, bots, (texts) => this.#facts.factsOf(texts, clock, known), clock)
    const { ok, diagnostics, files, followed, classes, handlers } = built
    if (this.#options.write !== false) await write(files, clock)
    const selected = new Set(selections.flatMap((selection) => selection.sources.map(({ file }) => file)))
    this.#facts.keepOnly(new Set([...selected, ...followed]))
    const stats = {
      files: bytes.size,
      sources: selected.size,
      parsed: this.#facts.parsed - parsedBefore,
      classes,
      handlers,
      stages: clock.times(),
    }
    const result = { ok, ...sources.origin, files, diagnostics, stats }
    this.#last = { ...sources, followed, result }
    return result
  }

  /** Whether changed files say what they said, though maybe in other places, of which nothing is reported. */
  async #isSame(
    changes: ReadonlyMap<string, Buffer>,
    selections: readonly Selection[],
    { ok, diagnostics }: GenerateResult,
    clock: StageClock,
  ): Promise<boolean> {
    if (!ok || diagnostics.length > 0) return false
    const changed = selections.flatMap(({ sources }) => sources.filter(({ file }) => changes.has(file)))
    const before = changed.map(({ file }) => this.#facts.known(file))
    const after = await this.#facts.factsOf(changed, clock)
    return after.every((facts, index) => {
      const earlier = before[index]
      return earlier !== undefined && saysTheSame(earlier, facts)
    })
  }
}

/** A cache, and what the run that it may know of would be called. */
interface Recollection {
  readonly cache: ProjectCache
  readonly digest: string
}

function memoryKey({ project }: Settings, plan: BotPlan): string {
  return JSON.stringify([plan, project.tsconfig, project.config])
}

/** The sources whose bytes have changed; nothing when anything else has, so that everything has to be looked at. */
function changesOf(paths: readonly string[], last: LastRun): ReadonlyMap<string, Buffer> | undefined {
  const { project } = last.settings
  const changes = new Map<string, Buffer>()
  for (const path of paths) {
    const written = last.result.files.find((file) => file.path === path)
    if (written !== undefined && readAgain(path)?.toString() === written.text) continue
    const file = relativePath(project, path)
    const before = last.bytes.get(file)
    if (before === undefined) return undefined
    const after = readAgain(path)
    if (after === undefined) return undefined
    if (after.equals(before)) continue
    if (last.selections?.every((selection) => isSelectedAlike(before, after, selection)) !== true) return undefined
    changes.set(file, after)
  }
  return changes
}

/** Nothing when it cannot be read any more. */
function readAgain(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

function withChanges(selection: Selection, changes: ReadonlyMap<string, Buffer>): Selection {
  const sources = selection.sources.map((source) => {
    const bytes = changes.get(source.file)
    return bytes === undefined ? source : { file: source.file, text: decode(bytes) }
  })
  return { ...selection, sources }
}
