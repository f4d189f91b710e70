import { resolve } from 'node:path'
import { type BotPlan, botsOf, ConfigError, type LoadedConfig, loadConfig } from './config/index.js'
import {
  checkOutput,
  checkTsconfigSyntax,
  defaultLinks,
  defaultOutputs,
  findProject,
  type Project,
  readProject,
} from './discover/index.js'
import { isOwn } from './write/index.js'

/** What to generate from, before anything is read of it. What is given here beats the configuration file. */
export interface ChosenSettings {
  /** What relative paths start from, and where a configuration is looked for. Default: the working directory. */
  readonly cwd?: string
  /** A tsconfig or a folder with a `tsconfig.json`. Default `cwd`, or the nearest folder above it that has one. */
  readonly project?: string
  /** A configuration file. Default: `botgen.config.*` or `"botgen"` of package.json in `cwd`. */
  readonly config?: string
  /**
   * The file to write the table to. Default `src/botgen.generated.ts` or `botgen.generated.ts` in the project's folder.
   * Not for several bots.
   */
  readonly output?: string
}

/** What to generate from, and where to. */
export interface Settings {
  readonly config: LoadedConfig
  readonly project: Project
  readonly plans: readonly BotPlan[]
  /** Absolute paths where a generated module may stand: no sources. */
  readonly generated: readonly string[]
}

/** @throws ConfigError when the options, the configuration or the tsconfig are wrong */
export async function readSettings(chosen: ChosenSettings): Promise<Settings> {
  const cwd = resolve(chosen.cwd ?? '.')
  const config = await loadConfig(cwd, chosen.config)
  const named = chosen.project ?? config.project
  const project = readProject(named === undefined ? findProject(cwd) : resolve(cwd, named))
  await checkTsconfigSyntax(project.tsconfig)
  const plans = plansOf(config, chosen.output === undefined ? undefined : resolve(cwd, chosen.output))
  return { config, project, plans, generated: outputCandidates(project, plans) }
}

/** The bots of the configuration; an output that was asked for is that of the only one. */
function plansOf(config: LoadedConfig, output: string | undefined): readonly BotPlan[] {
  const plans = botsOf(config)
  for (const plan of plans) {
    if (plan.output !== undefined) checkOutput(plan.output, { file: config.file, key: `${plan.keys}output` })
    if (plan.links !== undefined) checkOutput(plan.links, { file: config.file, key: `${plan.keys}links` })
  }
  if (output === undefined) return plans
  checkOutput(output, undefined)
  if (config.bots === undefined) return plans.map((plan) => ({ ...plan, output }))
  const names = Object.keys(config.bots).join(', ')
  throw new ConfigError(`--output names one file, but there are several bots (${names}); leave it out.`, config.file)
}

/** Where a generated module may stand. A file there that somebody else wrote is a source like any other. */
function outputCandidates(project: Project, plans: readonly BotPlan[]): readonly string[] {
  const tables = [
    ...Object.values(defaultOutputs).map((file) => resolve(project.root, file)),
    ...plans.flatMap(({ output }) => output ?? []),
  ]
  const links = [...tables.map(defaultLinks), ...plans.flatMap((plan) => plan.links ?? [])]
  return [...tables, ...links].filter(isOwn)
}
