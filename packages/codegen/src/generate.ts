import { resolve } from 'node:path'
import { type BotPlan, botsOf, ConfigError, type LoadedConfig, loadConfig } from './config/index.js'
import { byPlace, type Diagnostic, distinct } from './diagnostics/index.js'
import {
  checkOutput,
  checkTsconfigSyntax,
  defaultLinks,
  defaultOutputs,
  findProject,
  type Project,
  readProject,
} from './discover/index.js'
import { type GeneratedFile, generatedFiles } from './generated-files.js'
import { type ReadBot, readBot } from './read-bot.js'
import { isOwn, WriteError, writeAtomically } from './write/index.js'

export type { GeneratedFile } from './generated-files.js'

/** What to generate from, and whether to write it. What is given here beats the configuration file. */
export interface GenerateOptions {
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
  /** False compares only. Default true. */
  readonly write?: boolean
}

export interface GenerateResult {
  /** False when there is an error among the diagnostics; then nothing was generated or written. */
  readonly ok: boolean
  /** The tsconfig's folder, absolute: what the paths in `diagnostics` are relative to. */
  readonly root: string
  /** For each bot its table, then its links if it has any. */
  readonly files: readonly GeneratedFile[]
  readonly diagnostics: readonly Diagnostic[]
  readonly stats: {
    /** Files of the project. */
    readonly files: number
    /** Files that were parsed. */
    readonly parsed: number
    /** Of all bots; what belongs to several counts once. */
    readonly classes: number
    readonly handlers: number
  }
}

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
  const cwd = resolve(options.cwd ?? '.')
  const config = await loadConfig(cwd, options.config)
  const chosenProject = options.project ?? config.project
  const project = readProject(chosenProject === undefined ? findProject(cwd) : resolve(cwd, chosenProject))
  await checkTsconfigSyntax(project.tsconfig)
  const plans = plansOf(config, options.output === undefined ? undefined : resolve(cwd, options.output))
  const generated = outputCandidates(project, plans)

  const bots: ReadBot[] = []
  for (const plan of plans) bots.push(await readBot(project, plan, config.folder, generated))
  const diagnostics = distinct(bots.flatMap((bot) => bot.diagnostics)).toSorted(byPlace)
  const ok = !diagnostics.some((diagnostic) => diagnostic.severity === 'error')
  const result = { ok, root: project.root, diagnostics, stats: statsOf(bots) }
  if (!ok) return { ...result, files: [] }

  const sources = new Set(bots.flatMap(({ bot }) => bot.classes.map(({ file }) => resolve(project.root, file))))
  const files = bots.flatMap((bot) => generatedFiles(project, bot, sources))
  refuseClashes(files)
  for (const { changed, path, text } of options.write === false ? [] : files) {
    if (changed) await writeAtomically(path, text)
  }
  return { ...result, files }
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

function refuseClashes(files: readonly GeneratedFile[]): void {
  const written = new Set<string>()
  for (const { path } of files) {
    if (written.has(path)) {
      throw new WriteError(`Two generated modules would be ${path}. Choose another output or links for one.`, path)
    }
    written.add(path)
  }
}

function statsOf(bots: readonly ReadBot[]): GenerateResult['stats'] {
  const classes = new Map(
    bots.flatMap(({ bot }) => bot.classes).map((each) => [`${each.file}:${each.name ?? ''}`, each] as const),
  )
  return {
    files: new Set(bots.flatMap(({ paths }) => paths)).size,
    parsed: new Set(bots.flatMap(({ gathered }) => [...gathered.world.files.keys()])).size,
    classes: classes.size,
    handlers: [...classes.values()].reduce((sum, { handlers }) => sum + handlers.length, 0),
  }
}
