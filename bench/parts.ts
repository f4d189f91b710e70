import type { Result } from './lib/result.js'

/** How much a part measures. */
export interface Scale {
  /** The number of whatever the part grows: commands, open sessions, handler files. */
  readonly size: number
  readonly isQuick: boolean
}

/** One measurement in a process of its own. */
export type Part = (scale: Scale) => Promise<readonly Result[]>

/**
 * All parts, by name. Each is imported only in its own process, so that what one measures is compiled by V8 for that
 * alone and no other part's garbage stands in its heap.
 */
export const parts = {
  'codegen/watching': () => import('./codegen/watching.js'),
  'dispatch/commands': () => import('./dispatch/commands.js'),
  'dispatch/grammy': () => import('./dispatch/grammy.js'),
  'dispatch/nest': () => import('./dispatch/nest.js'),
  'dispatch/telegraf': () => import('./dispatch/telegraf.js'),
  'sessions/idle': () => import('./sessions/idle.js'),
  'sessions/memory': () => import('./sessions/memory.js'),
  'sessions/record-chats': () => import('./sessions/record-chats.js'),
  'sessions/record-group': () => import('./sessions/record-group.js'),
  'sessions/scan': () => import('./sessions/scan.js'),
  'storage/level': () => import('./storage/level.js'),
  'storage/postgres': () => import('./storage/postgres.js'),
  'storage/redis': () => import('./storage/redis.js'),
} satisfies Record<string, () => Promise<{ readonly part: Part }>>

export type PartName = keyof typeof parts
