import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sharedServer } from '../../../packages/storage-redis/src/testing/shared-server.js'
import { databases, postgresUrl } from '../../../packages/storage-sql/src/testing/databases.js'
import { afterwards } from './clean-up.js'
import { type Place, type StorageName, storages } from '../bot/storages.js'

interface OwnPlace {
  readonly place: Place
  drop(): Promise<void>
}

/** A place that nobody else uses, until the test ends; `undefined` where its server is absent, which is said, and fails on CI. */
export async function newPlace(storage: StorageName): Promise<Place | undefined> {
  const own = await places[storages[storage].needs]()
  if (own !== undefined) afterwards(() => own.drop())
  return own?.place
}

const places = {
  async redis() {
    const server = await sharedServer()
    return server && { place: { url: server.url, name: server.prefix }, drop: () => server.cleanUp() }
  },

  async postgres() {
    if (!(await databases.postgres.isThere())) {
      passedOver('POSTGRESQL')
      return undefined
    }
    const { schema, drop } = await databases.postgres.place()
    return { place: { url: postgresUrl, name: schema }, drop }
  },

  async folder() {
    const folder = await mkdtemp(join(tmpdir(), 'botgen-durability-'))
    return { place: { folder }, drop: () => rm(folder, { recursive: true }) }
  },
} satisfies Record<string, () => Promise<OwnPlace | undefined>>

/** @throws Error on CI, where everything must be there */
export function passedOver(what: string): void {
  const line = `NO ${what}: ITS TESTS OF DURABILITY ARE PASSED OVER.`
  if (process.env.CI === 'true') throw new Error(line)
  process.stderr.write(`${line}\n`)
}
