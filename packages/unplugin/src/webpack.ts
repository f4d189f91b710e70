import type { Generations, Outcome } from './generations.js'
import { fullMessage, pluginName } from './messages.js'
import { frameOf, type Problem } from './problems.js'
import { sourceFolders } from './watched.js'

interface Paths {
  add(path: string): unknown
}

interface CompilationLike {
  readonly compiler: unknown
  readonly errors: { push(error: Error): unknown }
  readonly warnings: { push(error: Error): unknown }
  readonly fileDependencies: Paths
  readonly contextDependencies: Paths
}

/** What webpack's and Rspack's compilers have in common, as far as it is needed here. */
export interface CompilerLike {
  readonly hooks: {
    readonly run: { tapPromise(name: string, task: () => Promise<void>): void }
    readonly watchRun: { tapPromise(name: string, task: () => Promise<void>): void }
    readonly thisCompilation: { tap(name: string, task: (compilation: CompilationLike) => void): void }
    readonly afterCompile: { tap(name: string, task: (compilation: CompilationLike) => void): void }
  }
}

/** Generates before each build. Problems are the compilation's: they fail a build, and a watch goes on. */
export function setUpCompiler(compiler: CompilerLike, generations: Generations): void {
  const generate = async (): Promise<void> => {
    await generations.run()
  }
  compiler.hooks.run.tapPromise(pluginName, generate)
  compiler.hooks.watchRun.tapPromise(pluginName, generate)
  compiler.hooks.thisCompilation.tap(pluginName, (compilation) => {
    const { errors, warnings, root = process.cwd() } = generations.last
    for (const problem of errors) compilation.errors.push(errorOf(problem, root))
    for (const problem of warnings) compilation.warnings.push(errorOf(problem, root))
  })
  compiler.hooks.afterCompile.tap(pluginName, (compilation) => {
    // Compilers within it have this hook too.
    if (compilation.compiler === compiler) watch(compilation, generations.last)
  })
}

function watch(compilation: CompilationLike, outcome: Outcome): void {
  for (const file of outcome.inputs) compilation.fileDependencies.add(file)
  for (const folder of sourceFolders(outcome)) compilation.contextDependencies.add(folder)
}

function errorOf(problem: Problem, root: string): Error {
  const { place, code = pluginName } = problem
  const frame = place === undefined ? undefined : frameOf(place)
  const error = new Error([fullMessage(problem, root), ...(frame === undefined ? [] : [frame])].join('\n'))
  error.name = code
  // Where in botgen it was found is of no use to anybody.
  error.stack = ''
  if (place === undefined) return error
  const { file, start, end = start } = place
  return Object.assign(error, start === undefined ? { file } : { file, loc: { start, end } })
}
