/** A process with a storage: `open` says what came of opening it, `load` adds messages until it is killed. */
import { LevelStorage, LevelStorageError } from '../index.js'
import { entry } from './entries.js'

export type Told =
  | { readonly kind: 'open' }
  | { readonly kind: 'failed'; readonly problem: string; readonly message: string }
  | { readonly kind: 'added'; readonly messageId: number }
  | { readonly kind: 'epoch'; readonly epoch: number }

const tell = (told: Told): void => void process.send?.(told)
const failed = (error: unknown): void => {
  if (!(error instanceof LevelStorageError)) throw error
  tell({ kind: 'failed', problem: error.problem, message: error.message })
}

const [mode = '', folder = ''] = process.argv.slice(2)
// As root one may write everywhere.
if (mode === 'open as nobody') process.seteuid?.(65_534)
try {
  const storage = await LevelStorage.open(folder)
  tell({ kind: 'open' })
  if (mode === 'load') await load(storage)
  await storage.close()
} catch (error) {
  failed(error)
}
process.disconnect()

/** Ten at a time, and a session that opens and closes meanwhile. */
async function load(storage: LevelStorage): Promise<never> {
  let messageId = 0
  const add = async (): Promise<never> => {
    for (;;) {
      messageId += 1
      const mine = messageId
      try {
        await storage.add('load', entry(mine))
        tell({ kind: 'added', messageId: mine })
      } catch (error) {
        failed(error)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  }
  const reopen = async (): Promise<never> => {
    for (;;) {
      try {
        tell({ kind: 'epoch', epoch: await storage.openSession('session') })
        await storage.clear('session')
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  }
  return Promise.race([reopen(), ...Array.from({ length: 10 }, add)])
}
