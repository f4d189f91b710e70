import { relative, resolve, sep } from 'node:path'
import { check, checkSettings, type Settings } from './checks/index.js'
import { type LoadedConfig, loadConfig } from './config/index.js'
import { byPlace, type Diagnostic } from './diagnostics/index.js'
import {
  checkOutput,
  checkTsconfigSyntax,
  defaultOutput,
  defaultOutputs,
  findProject,
  type Globs,
  importExtension,
  listFiles,
  moduleFormat,
  type Project,
  readProject,
  readSources,
} from './discover/index.js'
import { emit } from './emit/index.js'
import { decoratorNames, gather, link } from './link/index.js'
import type { Bot } from './model.js'
import { noHandlers } from './no-handlers.js'
import { isOwn, readPrevious, WriteError, writeAtomically } from './write/index.js'

/** What to generate from, and whether to write it. What is given here beats the configuration file. */
export interface GenerateOptions {
  /** What relative paths start from, and where a configuration is looked for. Default: the working directory. */
  readonly cwd?: string
  /** A tsconfig or a folder with a `tsconfig.json`. Default `cwd`, or the nearest folder above it that has one. */
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
  const chosenProject = options.project ?? config.project
  const project = readProject(chosenProject === undefined ? findProject(cwd) : resolve(cwd, chosenProject))
  await checkTsconfigSyntax(project.tsconfig)
  const chosenOutput = options.output ?? config.output
  const output = chosenOutput === undefined ? undefined : resolve(cwd, chosenOutput)
  if (output !== undefined) checkOutput(output, options.output === undefined ? config.file : undefined)

  const paths = listFiles(project, included(config), outputCandidates(project, output))
  const sources = readSources(project.root, paths, decoratorNames)
  const gathered = await gather(project, sources)
  const { bot, diagnostics: linkProblems } = await link(project, gathered)
  const path = output ?? resolve(project.root, defaultOutput(bot.classes.map((handlers) => handlers.file)))
  const problems = [...linkProblems, ...check(bot), ...checkSettings(bot, settingsOf(project, path))]
  const isEmpty = bot.classes.length === 0 && problems.every((problem) => problem.severity !== 'error')
  const diagnostics = [...problems, ...(isEmpty ? [noHandlers(project, paths.length, config)] : [])].sort(byPlace)
  const ok = !diagnostics.some((diagnostic) => diagnostic.severity === 'error')
  const stats = statsOf(bot, paths.length, gathered.world.files.size)
  const result = { ok, root: project.root, diagnostics, stats }
  if (!ok) return { ...result, files: [] }

  refuseSource(bot, project, path)
  const extension = importExtension(project, config, gathered.files)
  const text = emit(bot, { output: relativePath(project, path), extension })
  const previous = readPrevious(path)
  const changed = text !== previous
  if (changed && options.write !== false) await writeAtomically(path, text)
  return { ...result, files: [{ path, text, previous, changed }] }
}

function included({ include, folder }: LoadedConfig): Globs | undefined {
  return include === undefined ? undefined : { folder, patterns: include }
}

/** Where a generated module may stand. A file there that somebody else wrote is a source like any other. */
function outputCandidates(project: Project, output: string | undefined): readonly string[] {
  const defaults = Object.values(defaultOutputs).map((file) => resolve(project.root, file))
  return (output === undefined ? defaults : [...defaults, output]).filter(isOwn)
}

function refuseSource(bot: Bot, project: Project, path: string): void {
  if (!bot.classes.some((handlers) => resolve(project.root, handlers.file) === path)) return
  throw new WriteError(`The output ${path} is one of the sources with handlers. Choose another output.`, path)
}

function settingsOf(project: Project, path: string): Settings {
  const { experimentalDecorators, verbatimModuleSyntax } = project.config.compilerOptions ?? {}
  return {
    tsconfig: relativePath(project, project.tsconfig),
    experimentalDecorators: experimentalDecorators === true,
    verbatimModuleSyntax: verbatimModuleSyntax === true,
    outputFormat: moduleFormat(project, path),
    output: relativePath(project, path),
  }
}

function relativePath(project: Project, path: string): string {
  return relative(project.root, path).split(sep).join('/')
}

function statsOf(bot: Bot, files: number, parsed: number): GenerateResult['stats'] {
  const handlers = bot.classes.reduce((sum, { handlers }) => sum + handlers.length, 0)
  return { files, parsed, classes: bot.classes.length, handlers }
}
