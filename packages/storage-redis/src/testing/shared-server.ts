import { randomUUID } from 'node:crypto'
import { createClient } from '@redis/client'
import { addressOf } from '../connection/address.js'

const url = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379'

/** A Redis server that others use too: what a test keeps there has a prefix of its own. */
export interface SharedServer {
  readonly url: string
  /** Begins nobody else's keys. */
  readonly prefix: string
  /** For how many milliseconds yet each key is there that begins so; -1: for ever. */
  timesToLive(prefix: string): Promise<readonly number[]>
  /** Drops what is under the prefix. */
  cleanUp(): Promise<void>
}

/** `undefined` where there is none, which is said; on CI there must be one. */
export async function sharedServer(): Promise<SharedServer | undefined> {
  const admin = createClient({ url, socket: { reconnectStrategy: false, connectTimeout: 2000 } })
  admin.on('error', () => {})
  try {
    await admin.connect()
  } catch (cause) {
    const server = addressOf(url).shown
    if (process.env.CI === 'true') throw new Error(`There is no Redis at ${server}, which the tests need.`, { cause })
    console.warn(`NO REDIS AT ${server}: ITS TESTS ARE SKIPPED. Start one, or set REDIS_URL.`)
    return undefined
  }
  const prefix = `botgen-test-${randomUUID()}:`
  return {
    url,
    prefix,
    async timesToLive(beginning) {
      const keys: string[] = []
      for await (const some of admin.scanIterator({ MATCH: `${beginning}*`, COUNT: 1000 })) keys.push(...some)
      return Promise.all(keys.map((key) => admin.pTTL(key)))
    },
    async cleanUp() {
      for await (const keys of admin.scanIterator({ MATCH: `${prefix}*`, COUNT: 1000 })) {
        if (keys.length > 0) await admin.unlink(keys)
      }
      await admin.close()
    },
  }
}
