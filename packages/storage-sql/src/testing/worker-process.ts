/** One of several processes on one database: `worker-process.ts TARGET OWNER`. Prints the updates that it was granted. */
import { SqlStorage } from '../sql-storage.js'
import type { ProcessTarget } from './databases.js'
import { entries, keys, updates } from './work.js'

const [target, owner] = process.argv.slice(2) as [string, string]
const [database, where, options] = JSON.parse(target) as ProcessTarget
const storage = await SqlStorage[database](where, options)

const [open, plain] = keys
const granted: number[] = []
const epoch = await storage.openSession(open)
await Promise.all([
  ...entries.map((entry) => storage.addIfOpen(open, epoch, [entry])),
  ...entries.map((entry) => storage.add(plain, entry)),
  ...updates.map(async (updateId) => {
    const claim = { namespace: '1', updateId, owner }
    if ((await storage.claimUpdate(claim, 600_000)) !== 'granted') return
    granted.push(updateId)
    await storage.finishUpdate(claim, 'handled')
  }),
])
await storage.close()
process.stdout.write(JSON.stringify({ epoch, granted }))
