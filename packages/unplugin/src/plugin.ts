import type { GenerateOptions, GenerateResult } from '@botgen/codegen'
import { createUnplugin, type UnpluginInstance } from 'unplugin'
import { setUpEsbuild } from './esbuild.js'
import { Generations } from './generations.js'
import { pluginName } from './messages.js'
import type { BotgenPluginOptions } from './options.js'
import { generateAtBuildStart } from './rollup.js'
import { vitePlugin } from './vite.js'
import { setUpCompiler } from './webpack.js'

/** The plugin for each of the bundlers. */
export type BotgenPlugin = Pick<
  UnpluginInstance<BotgenPluginOptions | undefined, false>,
  'esbuild' | 'rolldown' | 'rollup' | 'rspack' | 'vite' | 'webpack'
>

/** Makes the plugin. Each bundler has its own way to fail, to warn and to watch, so each gets hooks of its own. */
export function createPlugin(generate: (options: GenerateOptions) => Promise<GenerateResult>): BotgenPlugin {
  return createUnplugin<BotgenPluginOptions | undefined, false>((options = {}) => {
    /** Relative paths start from the bundler's own folder. */
    const generationsIn = (folder: string) => new Generations(generate, { cwd: folder, ...options })
    const rollupLike = () => {
      const generations = generationsIn(process.cwd())
      return {
        async buildStart(this: Parameters<typeof generateAtBuildStart>[0]) {
          await generateAtBuildStart(this, generations)
        },
      }
    }
    return {
      name: pluginName,
      rollup: rollupLike(),
      rolldown: rollupLike(),
      vite: vitePlugin(generationsIn),
      esbuild: {
        setup: (build) => setUpEsbuild(build, generationsIn(build.initialOptions.absWorkingDir ?? process.cwd())),
      },
      webpack: (compiler) => setUpCompiler(compiler, generationsIn(compiler.context)),
      rspack: (compiler) => setUpCompiler(compiler, generationsIn(compiler.context)),
    }
  })
}
