import type { SessionStorage, StateStorage } from '@botgen/runtime'
import { join } from 'node:path'

/** Where a storage keeps its data: on a server under a name of the test's own, or in a folder. */
export type Place = { readonly url: string; readonly name: string } | { readonly folder: string }

type Needs = 'redis' | 'postgres' | 'folder'

interface Kind<P extends Place = Place> {
  readonly needs: Needs
  readonly open: (place: P) => Promise<SessionStorage & { readonly state: StateStorage }>
}

type OnServer = Extract<Place, { url: string }>
type InFolder = Extract<Place, { folder: string }>

/** All storages that survive their process. Each is loaded when it is opened: a process that is killed often must start fast. */
export const storages = {
  level: kind<InFolder>({
    needs: 'folder',
    open: async ({ folder }) => (await import('@botgen/storage-level')).LevelStorage.open(join(folder, 'level')),
  }),
  redis: kind<OnServer>({
    needs: 'redis',
    open: async ({ url, name }) => (await import('@botgen/storage-redis')).RedisStorage.connect({ url, prefix: name }),
  }),
  postgres: kind<OnServer>({
    needs: 'postgres',
    open: async ({ url, name }) => (await import('@botgen/storage-sql')).SqlStorage.postgres(url, { schema: name }),
  }),
  sqlite: kind<InFolder>({
    needs: 'folder',
    open: async ({ folder }) => (await import('@botgen/storage-sql')).SqlStorage.sqlite(join(folder, 'bot.sqlite')),
  }),
} as const

export type StorageName = keyof typeof storages

export const storageNames = Object.keys(storages) as StorageName[]

/** What makes the place of a kind gives it the form that the kind needs. */
function kind<P extends Place>(given: Kind<P>): Kind {
  return given as unknown as Kind
}
