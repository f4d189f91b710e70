import { builds } from './builds.js'
import type { BuildRequest, Built } from './bundlers.js'

process.on('message', ({ bundler, root, options }: BuildRequest) => {
  void builds[bundler](root, options)
    .catch((error: unknown): Built => ({ errors: [{ message: `thrown: ${String(error)}` }], warnings: [] }))
    .then((built) => process.send?.(built))
})
