import { resolve } from 'node:path'
import { check, checkSettings, type Settings } from './checks/index.js'
import type { BotMemory } from './bot-memory.js'
import type { BotPlan } from './config/index.js'
import { byPlace, type Diagnostic, distinct } from './diagnostics/index.js'
import {
  defaultLinks,
  defaultOutput,
  moduleFormat,
  type Project,
  relativePath,
  type SourceText,
} from './discover/index.js'
import { type Gathered, gather, link, type Parse } from './link/index.js'
import type { Bot } from './model.js'
import { noHandlers } from './no-handlers.js'
import type { StageClock } from './stages.js'

/** One bot as its sources have it, and what is wrong with them. */
export interface ReadBot {
  readonly plan: BotPlan
  readonly gathered: Gathered
  readonly bot: Bot
  readonly memory: BotMemory | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** Where its table goes, absolute. */
  readonly output: string
  /** Where its links go, absolute. */
  readonly links: string
}

/** A bot's sources: those of its files that can matter. */
export interface BotSources {
  readonly plan: BotPlan
  readonly sources: readonly SourceText[]
  /** How many files they were selected from. */
  readonly searched: number
  /** What is known from before; nothing for a bot that is built once. */
  readonly memory: BotMemory | undefined
}

/** All bots of a project. */
export interface ReadBots {
  /** False when there is an error among the diagnostics. */
  readonly ok: boolean
  readonly read: readonly ReadBot[]
  /** Of all bots, each once, by place. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Parses, links and checks the sources of each bot, one bot after the other. */
export async function readBots(
  project: Project,
  bots: readonly BotSources[],
  parse: Parse,
  clock: StageClock,
): Promise<ReadBots> {
  const read: ReadBot[] = []
  for (const bot of bots) read.push(await readBot(project, bot, parse, clock))
  const diagnostics = distinct(read.flatMap((bot) => bot.diagnostics)).toSorted(byPlace)
  return { ok: diagnostics.every(({ severity }) => severity !== 'error'), read, diagnostics }
}

/** Parses, links and checks the sources of one bot. */
async function readBot(
  project: Project,
  { plan, sources, searched, memory }: BotSources,
  parse: Parse,
  clock: StageClock,
): Promise<ReadBot> {
  const gathered = await clock.time('parse', () =>
    gather(project, sources, {
      parse,
      ...(memory === undefined ? {} : { modules: memory.modules, memory: memory.gather }),
    }),
  )
  const linked = await clock.time('link', () =>
    link(project, gathered, plan.instances, memory === undefined ? {} : { memory: memory.link }),
  )
  const { bot } = linked
  const output = plan.output ?? resolve(project.root, defaultOutput(bot.classes.map((handlers) => handlers.file)))
  const checked = await clock.time('check', async () => [
    ...(await check(bot, plan)),
    ...checkSettings(bot, settingsOf(project, output)),
  ])
  const problems = [...linked.diagnostics, ...checked]
  const isEmpty = bot.classes.length === 0 && problems.every((problem) => problem.severity !== 'error')
  const diagnostics = isEmpty
    ? [...problems, noHandlers(project, { searched, covered: filesOf(sources) }, plan)]
    : problems
  return { plan, gathered, bot, memory, diagnostics, output, links: plan.links ?? defaultLinks(output) }
}

function filesOf(sources: readonly SourceText[]): ReadonlySet<string> {
  return new Set(sources.map(({ file }) => file))
}

function settingsOf(project: Project, output: string): Settings {
  const { experimentalDecorators, verbatimModuleSyntax } = project.config.compilerOptions ?? {}
  return {
    tsconfig: relativePath(project, project.tsconfig),
    experimentalDecorators: experimentalDecorators === true,
    verbatimModuleSyntax: verbatimModuleSyntax === true,
    outputFormat: moduleFormat(project, output),
    output: relativePath(project, output),
  }
}
