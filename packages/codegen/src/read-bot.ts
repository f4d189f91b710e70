import { relative, resolve, sep } from 'node:path'
import { check, checkSettings, type Settings } from './checks/index.js'
import type { BotPlan } from './config/index.js'
import type { Diagnostic } from './diagnostics/index.js'
import { defaultLinks, defaultOutput, listFiles, moduleFormat, type Project, readSources } from './discover/index.js'
import { type Gathered, gather, link, searchedNames } from './link/index.js'
import type { Bot } from './model.js'
import { noHandlers } from './no-handlers.js'

/** One bot as its sources have it, and what is wrong with them. */
export interface ReadBot {
  readonly plan: BotPlan
  /** Relative to the project's folder. */
  readonly paths: readonly string[]
  readonly gathered: Gathered
  readonly bot: Bot
  readonly diagnostics: readonly Diagnostic[]
  /** Where its table goes, absolute. */
  readonly output: string
  /** Where its links go, absolute. */
  readonly links: string
}

/**
 * Finds, parses, links and checks the sources of one bot.
 *
 * @param folder - absolute: what the bot's globs are relative to
 * @param generated - absolute paths that may hold generated modules, which are no sources
 */
export async function readBot(
  project: Project,
  plan: BotPlan,
  folder: string,
  generated: readonly string[],
): Promise<ReadBot> {
  const globs = plan.include === undefined ? undefined : { folder, patterns: plan.include }
  const paths = listFiles(project, globs, generated)
  const gathered = await gather(project, readSources(project.root, paths, searchedNames))
  const { bot, diagnostics: linkProblems } = await link(project, gathered, plan.instances)
  const output = plan.output ?? resolve(project.root, defaultOutput(bot.classes.map((handlers) => handlers.file)))
  const problems = [...linkProblems, ...(await check(bot, plan)), ...checkSettings(bot, settingsOf(project, output))]
  const isEmpty = bot.classes.length === 0 && problems.every((problem) => problem.severity !== 'error')
  const diagnostics = [...problems, ...(isEmpty ? [noHandlers(project, paths.length, plan)] : [])]
  return { plan, paths, gathered, bot, diagnostics, output, links: plan.links ?? defaultLinks(output) }
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

/** As seen from the project's folder, with `/`. */
export function relativePath(project: Project, path: string): string {
  return relative(project.root, path).split(sep).join('/')
}
