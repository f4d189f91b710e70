import { relative, resolve, sep } from 'node:path'
import { check } from './checks/index.js'
import { type LoadedConfig, loadConfig } from './config/index.js'
import { byPlace, type Diagnostic, errorIn } from './diagnostics/index.js'
import {
  defaultOutput,
  defaultOutputs,
  type Globs,
  importExtension,
  listFiles,
  type Project,
  readProject,
  readSources,
} from './discover/index.js'
import { emit } from './emit/index.js'
import { handlerDecoratorNames, link } from './link/index.js'
import type { Bot } from './model.js'
import { parse } from './parse/index.js'
import { readPrevious, writeAtomically } from './write/index.js'

/** What to generate from, and whether to write it. What is given here beats the configuration file. */
export interface GenerateOptions {
  /** What relative paths start from, and where a configuration is looked for. Default: the working directory. */
  readonly cwd?: string
  /** A tsconfig or a folder with a `tsconfig.json`. Default `cwd`. */
  readonly project?: string
  /** A configuration file. Default: `botgen.config.*` or `"botgen"` of package.json in `cwd`. */
  readonly config?: string
  /** The file to write. Default `src/botgen.generated.ts` or `botgen.generated.ts` in the project's folder. */
  readonly output?: string
  /** False compares only. Default true. */
  readonly write?: boolean
}

export interface GeneratedFile {
  /** Absolute. */
  readonly path: string
  readonly text: string
  /** What stood there before; nothing when there was no file. */
  readonly previous: string | undefined
  /** Whether `text` differs from `previous`. */
  readonly changed: boolean
}

export interface GenerateResult {
  /** False when there is an error among the diagnostics; then nothing was generated or written. */
  readonly ok: boolean
  /** The tsconfig's folder, absolute: what the paths in `diagnostics` are relative to. */
  readonly root: string
  readonly files: readonly GeneratedFile[]
  readonly diagnostics: readonly Diagnostic[]
  readonly stats: {
    /** Files of the project. */
    readonly files: number
    /** Files that were parsed. */
    readonly parsed: number
    readonly classes: number
    readonly handlers: number
  }
}

/**
 * Reads the handlers of a project and writes its dispatch table.
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
  const project = readProject(resolve(cwd, options.project ?? config.project ?? '.'))
  const chosenOutput = options.output ?? config.output
  const output = chosenOutput === undefined ? undefined : resolve(cwd, chosenOutput)

  const paths = listFiles(project, included(config), outputCandidates(project, output))
  const sources = readSources(project.root, paths, handlerDecoratorNames)
  const facts = await parse(sources)
  const { bot, diagnostics: linkProblems } = await link(project, facts)
  const problems = [...linkProblems, ...check(bot)]
  const diagnostics = [...problems, ...noHandlers(bot, problems, project, paths.length, config)].sort(byPlace)
  const ok = !diagnostics.some((diagnostic) => diagnostic.severity === 'error')
  const result = { ok, root: project.root, diagnostics, stats: statsOf(bot, paths.length, sources.length) }
  if (!ok) return { ...result, files: [] }

  const path = output ?? resolve(project.root, defaultOutput(bot.classes.map((handlers) => handlers.file)))
  const extension = importExtension(project, config, facts)
  const text = emit(bot, { output: relative(project.root, path).split(sep).join('/'), extension })
  const previous = readPrevious(path)
  const changed = text !== previous
  if (changed && options.write !== false) await writeAtomically(path, text)
  return { ...result, files: [{ path, text, previous, changed }] }
}

function included({ include, folder }: LoadedConfig): Globs | undefined {
  return include === undefined ? undefined : { folder, patterns: include }
}

function outputCandidates(project: Project, output: string | undefined): readonly string[] {
  const defaults = Object.values(defaultOutputs).map((file) => resolve(project.root, file))
  return output === undefined ? defaults : [...defaults, output]
}

function noHandlers(
  bot: Bot,
  problems: readonly Diagnostic[],
  project: Project,
  files: number,
  config: LoadedConfig,
): readonly Diagnostic[] {
  if (bot.classes.length > 0 || problems.some((problem) => problem.severity === 'error')) return []
  const tsconfig = relative(project.root, project.tsconfig)
  const searched = config.include === undefined ? `of ${tsconfig}` : `that match ${config.include.join(', ')}`
  const where = files === 1 ? `The 1 file ${searched} has` : `The ${files} files ${searched} have`
  const message = `${where} no @CommandHandler of '@botgen/runtime'; decorate a method, or point --project at your bot.`
  return [errorIn('BG1002', tsconfig, message, 'Nothing was written; a table that exists stays as it is.')]
}

function statsOf(bot: Bot, files: number, parsed: number): GenerateResult['stats'] {
  const handlers = bot.classes.reduce((sum, { commands }) => sum + commands.length, 0)
  return { files, parsed, classes: bot.classes.length, handlers }
}
