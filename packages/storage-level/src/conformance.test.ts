import { optionalMethods, sessionStorageSuite, stateStorageSuite, TestClock } from '@botgen/testing'
import { afterAll, describe, it } from '@jest/globals'
import { LevelStorage } from './index.js'
import { newFolder, removeFolders } from './testing/folders.js'

const clock = new TestClock()
const runner = { describe, it }

afterAll(removeFolders)

sessionStorageSuite(
  'S35 LevelStorage conforms',
  {
    create: () => LevelStorage.open(newFolder(), { clock }),
    reopen: ({ folder }) => LevelStorage.open(folder, { clock }),
    optional: optionalMethods,
    time: clock,
  },
  runner,
)

sessionStorageSuite(
  'S35 two LevelStorages of one folder conform, where each write waits for the disk',
  {
    create: () => LevelStorage.open(newFolder(), { clock, durability: 'power' }),
    peer: ({ folder }) => LevelStorage.open(folder, { clock, durability: 'power' }),
    optional: optionalMethods,
    time: clock,
  },
  runner,
)

const storages = new WeakMap<object, LevelStorage>()

/** The state of a storage, by which the storage is found again. */
async function stateIn(folder: string): Promise<LevelStorage['state']> {
  const storage = await LevelStorage.open(folder, { clock })
  storages.set(storage.state, storage)
  return storage.state
}

stateStorageSuite(
  'S35 the state of a LevelStorage conforms',
  {
    create: () => stateIn(newFolder()),
    peer: (state) => stateIn(storages.get(state)?.folder ?? ''),
    async reopen(state) {
      const last = storages.get(state)
      await last?.close()
      return stateIn(last?.folder ?? '')
    },
    dispose: (state) => storages.get(state)?.close(),
    time: clock,
  },
  runner,
)
