import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'esbuild'
import { type BotgenPluginOptions, botgen } from '../index.js'
import type { Built, Bundler, Told } from './bundlers.js'

/** A busy machine is no warning. */
const checks = { pluginTimings: false }

type Build = (root: string, options: BotgenPluginOptions) => Promise<Built>

/** What a bundle leaves to Node. */
export const isExternal = (id: string): boolean => /^(?:@botgen\/runtime|telegraf)/.test(id)

/** How a project is built with each of the bundlers. */
export const builds: Readonly<Record<Bundler, Build>> = {
  async vite(root, options) {
    const { build } = await import('vite')
    const warnings: Told[] = []
    return await outcomeOf(root, warnings, () =>
      build({
        root: root,
        configFile: false,
        logLevel: 'silent',
        plugins: [botgen.vite(options)],
        build: {
          ssr: 'src/main.ts',
          rolldownOptions: {
            external: isExternal,
            checks,
            output: { entryFileNames: 'main.mjs' },
            onLog: (_level, log) => warnings.push(toldOf(log)),
          },
        },
      }),
    )
  },

  async rolldown(root, options) {
    const { build } = await import('rolldown')
    const warnings: Told[] = []
    return await outcomeOf(root, warnings, () =>
      build({
        cwd: root,
        input: 'src/main.ts',
        external: isExternal,
        checks,
        plugins: [botgen.rolldown({ cwd: root, ...options })],
        onLog: (_level, log) => warnings.push(toldOf(log)),
        output: { dir: join(root, 'dist'), entryFileNames: 'main.mjs' },
      }),
    )
  },

  async rollup(root, options) {
    const { rollup } = await import('rollup')
    const warnings: Told[] = []
    return await outcomeOf(root, warnings, async () => {
      const bundle = await rollup({
        input: join(root, 'src/main.ts'),
        external: isExternal,
        plugins: [botgen.rollup({ cwd: root, ...options }), typescript],
        onLog: (_level, log) => warnings.push(toldOf(log)),
      })
      await bundle.write({ file: join(root, 'dist/main.mjs') })
    })
  },

  async esbuild(root, options) {
    const { build } = await import('esbuild')
    const told = ({ text, location }: { text: string; location: EsbuildLocation | null }): Told => ({
      message: text,
      file: location === null ? undefined : join(root, location.file),
      line: location?.line,
      column: location === null ? undefined : location.column + 1,
    })
    try {
      const { warnings } = await build({ ...esbuildOptions(root), plugins: [botgen.esbuild(options)] })
      return { errors: [], warnings: warnings.map(told), bundle: join(root, 'dist/main.mjs') }
    } catch (failure) {
      const { errors, warnings } = failure as Awaited<ReturnType<typeof build>>
      return { errors: errors.map(told), warnings: warnings.map(told), bundle: undefined }
    }
  },

  async webpack(root, options) {
    const { default: webpack } = await import('webpack')
    const compiler = webpack({ ...webpackOptions(root), plugins: [botgen.webpack(options)] })
    return await run(root, compiler as unknown as RunnableCompiler)
  },

  async rspack(root, options) {
    const { rspack } = await import('@rspack/core')
    const compiler = rspack({ ...rspackOptions(root), plugins: [botgen.rspack(options)] })
    return await run(root, compiler as unknown as RunnableCompiler)
  },
}

interface EsbuildLocation {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Options for a build of a project, with its packages left out. */
export function esbuildOptions(root: string) {
  return {
    absWorkingDir: root,
    entryPoints: { main: 'src/main.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  } as const
}

const transformOptions = { loader: 'ts', tsconfigRaw: { compilerOptions: { experimentalDecorators: true } } } as const

/** Rollup knows no TypeScript. */
export const typescript = {
  name: 'typescript',
  resolveId: (id: string, importer: string | undefined) =>
    importer !== undefined && id.startsWith('.')
      ? new URL(id.replace(/\.js$/, '.ts'), `file://${importer}`).pathname
      : null,
  transform: (code: string) => transformSync(code, transformOptions).code,
}

interface RollupLog {
  readonly message: string
  readonly id?: string | undefined
  readonly loc?: { readonly line: number; readonly column: number } | undefined
}

function toldOf({ message, id, loc }: RollupLog): Told {
  return { message, file: id, line: loc?.line, column: loc?.column }
}

/** Rollup throws the error, Rolldown one that lists them. */
async function outcomeOf(root: string, warnings: readonly Told[], build: () => Promise<unknown>): Promise<Built> {
  try {
    await build()
    return { errors: [], warnings, bundle: join(root, 'dist/main.mjs') }
  } catch (failure) {
    const error = failure as RollupLog & { readonly errors?: readonly RollupLog[] }
    return { errors: (error.errors ?? [error]).map(toldOf), warnings, bundle: undefined }
  }
}

/** Options for a build with webpack, which has to be given a loader of TypeScript. */
export function webpackOptions(root: string) {
  const loader = join(root, 'loader.cjs')
  // It loads loaders by their paths only.
  writeFileSync(
    loader,
    `const { transformSync } = require(${JSON.stringify(fileURLToPath(import.meta.resolve('esbuild')))})
     module.exports = (text) => transformSync(text, ${JSON.stringify(transformOptions)}).code`,
  )
  const experiments = { outputModule: true }
  return { ...webpackLike(root), experiments, module: { rules: [{ test: /\.ts$/, use: loader }] } }
}

/** Options for a build with Rspack. */
export function rspackOptions(root: string) {
  const jsc = { parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true } }
  const rule = { test: /\.ts$/, loader: 'builtin:swc-loader', options: { jsc: { ...jsc, target: 'es2022' } } }
  return { ...webpackLike(root), module: { rules: [rule] } }
}

function webpackLike(root: string) {
  return {
    context: root,
    mode: 'development',
    devtool: false,
    target: 'node20',
    entry: './src/main.ts',
    output: { path: join(root, 'dist'), filename: 'main.mjs', module: true, library: { type: 'module' } },
    externals: /^(?:@botgen\/runtime|telegraf)/,
    externalsType: 'module',
    resolve: { extensionAlias: { '.js': '.ts' } },
  } as const
}

interface RunnableCompiler {
  run(done: (failure: Error | null, stats?: StatsLike) => void): void
  close(done: () => void): void
}

interface StatsLike {
  toJson(options: object): { readonly errors: readonly StatsError[]; readonly warnings: readonly StatsError[] }
}

interface StatsError {
  readonly message: string
  readonly file?: string
  readonly loc?: string
}

async function run(root: string, compiler: RunnableCompiler): Promise<Built> {
  const stats = await new Promise<StatsLike>((resolve, reject) => {
    compiler.run((failure, done) => {
      if (done === undefined) reject(failure ?? new Error('neither stats nor a failure'))
      else resolve(done)
    })
  })
  await new Promise<void>((resolve) => compiler.close(resolve))
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true })
  const bundle = errors.length === 0 ? join(root, 'dist/main.mjs') : undefined
  return { errors: errors.map(toldInStats), warnings: warnings.map(toldInStats), bundle }
}

function toldInStats({ message, file, loc }: StatsError): Told {
  const [line, column] = (loc ?? '').split(/[:-]/).map(Number)
  return { message, file, line, column }
}
