import { afterAll, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import { RedisStorage } from './index.js'
import { entry } from './testing/samples.js'
import { sharedServer } from './testing/shared-server.js'

const server = await sharedServer()
const { url = '', prefix = '' } = server ?? {}
const withServer = server === undefined ? describe.skip : describe
if (server !== undefined) afterAll(() => server.cleanUp())

const [key, neighbour] = ['1/c100/u1/', '1/c100/u2/']

async function using<T>(name: string, expiresAfter: number, work: (storage: RedisStorage) => Promise<T>): Promise<T> {
  const storage = await RedisStorage.connect({ url, prefix: `${prefix}${name}:`, expiresAfter })
  try {
    return await work(storage)
  } finally {
    await storage.close()
  }
}

withServer('a session that nobody comes back to', () => {
  it('S29 is dropped by Redis, with its entries and values whose time is over, and nothing but counters stays', async () => {
    await using('short', 100, async (storage) => {
      const epoch = await storage.openSession(key)
      await storage.addIfOpen(key, epoch, [entry(1)])
      await storage.add('anything', entry(1))
      while ((await storage.openKeys(key)).length > 0) await wait(10)
      expect(await storage.list(key)).toEqual([])
      expect(await storage.list('anything')).toEqual([])
    })
    expect(await server?.timesToLive(`${prefix}short:open`)).toEqual([])
    expect(await server?.timesToLive(`${prefix}short:session`)).toEqual([])
  })

  it('S28 is closed then: its epoch does not come again, and its writers are told', async () => {
    await using('over', 100, async (storage) => {
      const epoch = await storage.openSession(key)
      await storage.addIfOpen(key, epoch, [entry(1)])
      // Another session keeps the list of the chat alive.
      const other = await storage.openSession(neighbour)
      while ((await storage.count(key)) > 0) {
        await storage.addIfOpen(neighbour, other, [entry(2)])
        await wait(10)
      }
      expect(await storage.addIfOpen(key, epoch, [entry(3)])).toBe(false)
      expect(await storage.openSession(key)).not.toBe(epoch)
      expect(await storage.list(key)).toEqual([])
    })
  })

  it('S28 is not open again because something is added to it later', async () => {
    await using('added', 100, async (storage) => {
      await storage.openSession(key)
      const other = await storage.openSession(neighbour)
      for (let round = 0; round < 20; round += 1) {
        await storage.addIfOpen(neighbour, other, [entry(round + 1)])
        await wait(10)
      }
      await storage.add(key, entry(1))
      expect((await storage.openKeys(key)).filter((open) => open.key === key)).toEqual([])
    })
  })

  it('S29 stays for as long as it is used, and for ever where nothing is to expire', async () => {
    await using('kept', 3_600_000, async (storage) => {
      const epoch = await storage.openSession(key)
      await storage.addIfOpen(key, epoch, [entry(1)])
      for (const time of (await server?.timesToLive(`${prefix}kept:session`)) ?? [])
        expect(time).toBeGreaterThan(3_500_000)
      for (const time of (await server?.timesToLive(`${prefix}kept:open`)) ?? [])
        expect(time).toBeGreaterThan(3_600_000)
    })
    await using('kept', Number.POSITIVE_INFINITY, async (storage) => {
      await storage.openSession(key)
      expect(await server?.timesToLive(`${prefix}kept:session`)).toEqual([-1])
      expect(await server?.timesToLive(`${prefix}kept:open`)).toEqual([-1])
    })
  })

  it('S38 takes its values with it: Redis forgets a value soon after its time is over', async () => {
    await using('state', 100, async (storage) => {
      await storage.state.set('k', 1, { ttl: 1000 })
      const [time] = (await server?.timesToLive(`${prefix}state:state`)) ?? []
      expect(time).toBeGreaterThan(0)
      expect(time).toBeLessThanOrEqual(61_000)
    })
  })
})
