import { dirname } from 'node:path'
import type { BuildOptions, Location, OnResolveResult, PartialMessage, PluginBuild } from 'esbuild'
import type { Generations } from './generations.js'
import { type Place, type Problem, readText } from './problems.js'
import { isSource } from './watched.js'

/** Generates before each build, and has a watch follow the sources and the folders that they are in. */
export function setUpEsbuild(build: PluginBuild, generations: Generations): void {
  build.onStart(async () => {
    const { errors, warnings } = await generations.run()
    return { errors: errors.map(esbuildMessage), warnings: warnings.map(esbuildMessage) }
  })
  // Only what resolves or loads a module can tell what to watch; every build resolves its entries.
  build.onResolve({ filter: entryFilter(build.initialOptions) }, async (args): Promise<OnResolveResult | undefined> => {
    if (args.kind !== 'entry-point' || args.pluginData === resolving) return undefined
    const { path, ...options } = args
    const { errors, warnings, ...resolved } = await build.resolve(path, { ...options, pluginData: resolving })
    if (errors.length > 0) return { errors, warnings }
    const { inputs } = generations.last
    const watchDirs = [...new Set(inputs.filter(isSource).map((file) => dirname(file)))]
    return { ...resolved, warnings, pluginData: args.pluginData as unknown, watchFiles: [...inputs], watchDirs }
  })
}

/** Marks a question that the plugin asks itself. */
const resolving = Symbol('resolving')

function entryFilter({ entryPoints = [] }: BuildOptions): RegExp {
  const listed = Array.isArray(entryPoints) ? entryPoints : Object.values(entryPoints)
  const paths = listed.map((entry) => (typeof entry === 'string' ? entry : entry.in))
  // esbuild puts `./` before the path of a file that exists.
  const patterns = paths.map((path) => `(?:\\./)?${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)
  return patterns.length === 0 ? /^$/ : new RegExp(`^(?:${patterns.join('|')})$`)
}

function esbuildMessage({ message, help, place, related }: Problem): PartialMessage {
  const notes = [
    ...(help === undefined ? [] : [{ text: `help: ${help}` }]),
    ...related.map((other) => ({ text: other.message, location: locationOf(other.place) })),
  ]
  return { text: message, location: place === undefined ? null : locationOf(place), notes }
}

/** esbuild counts columns from 0, in bytes, and draws the line itself. */
function locationOf({ file, start, end }: Place): Partial<Location> {
  if (start === undefined) return { file }
  const lineText = readText(file)?.split(/\r?\n/)[start.line - 1] ?? ''
  const last = end?.line === start.line ? end.column - 1 : lineText.length
  const column = Buffer.byteLength(lineText.slice(0, start.column - 1))
  const length = Buffer.byteLength(lineText.slice(start.column - 1, last))
  return { file, line: start.line, column, length, lineText }
}
