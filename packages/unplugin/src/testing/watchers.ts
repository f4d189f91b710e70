import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { BotgenPlugin } from '../plugin.js'
import { esbuildOptions, isExternal, rspackOptions, typescript, webpackOptions } from './builds.js'
import type { WatchEvent } from './events.js'
import { listen } from './hot-client.js'

/** In ms. Their watchers tell of a change, and for 50 ms of no other change of the same file. */
const buildDelay = 100

type Tell = (event: WatchEvent) => void

/** Watches a project until what it returns is called. */
type Watcher = (root: string, plugin: BotgenPlugin, tell: Tell) => Promise<() => Promise<unknown>>

/** How each bundler watches a project; Vite's is a development server with a browser's connection. */
export const watchers: Readonly<Record<keyof BotgenPlugin, Watcher>> = {
  async vite(root, plugin, tell) {
    const { createLogger, createServer } = await import('vite')
    const http = createHttpServer()
    const log = (level: string) => (text: string) => tell({ kind: 'log', level, text })
    const server = await createServer({
      root,
      configFile: false,
      customLogger: { ...createLogger('silent'), info: log('info'), warn: log('warn'), error: log('error') },
      plugins: [plugin.vite()],
      server: { middlewareMode: true, hmr: { server: http } },
      optimizeDeps: { noDiscovery: true },
      appType: 'custom',
    })
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    const { port } = http.address() as AddressInfo
    const leave = await listen(port, (payload) => tell({ kind: 'hot', payload }))
    return async () => {
      leave()
      await server.close()
      http.close()
    }
  },

  async rollup(root, plugin, tell) {
    const { watch } = await import('rollup')
    const watcher = watch({
      input: join(root, 'src/main.ts'),
      external: isExternal,
      plugins: [plugin.rollup({ cwd: root }), typescript],
      output: { file: join(root, 'dist/main.mjs') },
      watch: { buildDelay },
    })
    watcher.on('event', (event) => {
      if (event.code === 'ERROR') tell({ kind: 'built', errors: [event.error.message] })
      if (event.code === 'BUNDLE_END') tell({ kind: 'built', errors: [] })
      if ('result' in event) void event.result?.close()
    })
    return () => watcher.close()
  },

  async rolldown(root, plugin, tell) {
    const { watch } = await import('rolldown')
    const watcher = watch({
      cwd: root,
      input: 'src/main.ts',
      external: isExternal,
      plugins: [plugin.rolldown({ cwd: root })],
      output: { file: join(root, 'dist/main.mjs') },
      watch: { buildDelay },
    })
    watcher.on('event', async (event) => {
      if (event.code === 'ERROR') tell({ kind: 'built', errors: [event.error.message] })
      if (event.code === 'BUNDLE_END') tell({ kind: 'built', errors: [] })
      if ('result' in event) await event.result.close()
    })
    return () => watcher.close()
  },

  async esbuild(root, plugin, tell) {
    const { context } = await import('esbuild')
    const building = await context({
      ...esbuildOptions(root),
      plugins: [
        plugin.esbuild(),
        {
          name: 'tell',
          setup: (build) =>
            build.onEnd(({ errors }) => tell({ kind: 'built', errors: errors.map(({ text }) => text) })),
        },
      ],
    })
    await building.watch()
    return () => building.dispose()
  },

  async webpack(root, plugin, tell) {
    const { default: webpack } = await import('webpack')
    const watching = webpack({ ...webpackOptions(root), plugins: [plugin.webpack()] }).watch({}, tellStats(tell))
    return () => new Promise((resolve) => watching?.close(resolve))
  },

  async rspack(root, plugin, tell) {
    const { rspack } = await import('@rspack/core')
    const watching = rspack({ ...rspackOptions(root), plugins: [plugin.rspack()] }).watch({}, tellStats(tell))
    return () => new Promise((resolve) => watching.close(() => resolve(undefined)))
  },
}

interface StatsLike {
  toJson(options: object): { readonly errors?: readonly { readonly message: string }[] | undefined }
}

function tellStats(tell: Tell): (failure: Error | null, stats: StatsLike | undefined) => void {
  return (failure, stats) => {
    const { errors = [] } = stats?.toJson({ all: false, errors: true }) ?? {}
    tell({ kind: 'built', errors: [...(failure === null ? [] : [failure.message]), ...errors.map((e) => e.message)] })
  }
}
