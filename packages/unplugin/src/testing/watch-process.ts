import { generate } from '@botgen/codegen'
import { createPlugin } from '../plugin.js'
import type { WatchEvent } from './events.js'
import { watchers } from './watchers.js'

const tell = (event: WatchEvent): void => {
  process.send?.(event)
}
const plugin = createPlugin(async (options) => {
  const result = await generate(options).catch((error: unknown) => {
    tell({ kind: 'generated', ok: false })
    throw error
  })
  tell({ kind: 'generated', ok: result.ok })
  return result
})
const [bundler = '', root = ''] = process.argv.slice(2)
const stop = await watchers[bundler as keyof typeof watchers](root, plugin, tell)
process.once('disconnect', () => void stop())
tell({ kind: 'ready' })
