import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import { type RedisConnectOptions, RedisStorage } from './index.js'
import { OwnCluster } from './testing/own-cluster.js'
import { canStartServers, OwnServer } from './testing/own-server.js'
import { entry } from './testing/samples.js'

const withServers = canStartServers() ? describe : describe.skip

const [chat, key] = ['1/c100/', '1/c100/u42/']

/** How many commands a server has carried out that are about data. */
async function asked(...servers: readonly OwnServer[]): Promise<number> {
  let calls = 0
  for (const server of servers) {
    const stats = await server.asking((admin) => admin.info('commandstats'))
    for (const [, count] of stats.matchAll(/^cmdstat_(?:evalsha|eval|hgetall|hget|get):calls=(\d+)/gm)) {
      calls += Number(count)
    }
  }
  return calls
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(5)
}

const isOpenIn = (storage: RedisStorage) => async () => (await storage.openKeys(chat)).length > 0

withServers('cached consistency', () => {
  let server: OwnServer
  const open: RedisStorage[] = []
  beforeEach(async () => {
    server = await OwnServer.start('--appendonly', 'yes')
  })
  afterEach(async () => {
    server.resume()
    await Promise.all(open.splice(0).map((storage) => storage.close()))
    await server.stop()
  })

  async function connect(options: RedisConnectOptions): Promise<RedisStorage> {
    const storage = await RedisStorage.connect({ url: server.url, timeout: 1500, ...options })
    open.push(storage)
    return storage
  }

  it('S31 asks nothing for a chat that is idle, once it is known', async () => {
    const storage = await connect({ consistency: 'cached' })
    for (let number = 1; number <= 10; number += 1) expect(await storage.openKeys(`1/c${number}/`)).toEqual([])
    const before = await asked(server)
    for (let round = 0; round < 50; round += 1) {
      for (let number = 1; number <= 10; number += 1) expect(await storage.openKeys(`1/c${number}/`)).toEqual([])
    }
    expect(await asked(server)).toBe(before)
  })

  it("S31 asks for each update where it is 'strict', which is the default", async () => {
    const storage = await connect({})
    await storage.openKeys(chat)
    const before = await asked(server)
    for (let round = 0; round < 50; round += 1) await storage.openKeys(chat)
    // A script each, and what it asks.
    expect(await asked(server)).toBe(before + 2 * 50)
  })

  it('S31 sees soon what another process opens, opens anew and closes', async () => {
    const [cached, other] = [await connect({ consistency: 'cached' }), await connect({})]
    expect(await cached.openKeys(chat)).toEqual([])
    const first = await other.openSession(key)
    await until(isOpenIn(cached))
    expect(await cached.openKeys(chat)).toEqual([{ key, epoch: first }])
    await other.closeIfIdle(key, first, Infinity)
    await until(async () => !(await isOpenIn(cached)()))
    const second = await other.openSession(key)
    await until(isOpenIn(cached))
    expect(await cached.openKeys(chat)).toEqual([{ key, epoch: second }])
  })

  it('S31 asks nothing for a chat whose open session is written to', async () => {
    const [cached, other] = [await connect({ consistency: 'cached' }), await connect({})]
    const epoch = await other.openSession(key)
    await until(isOpenIn(cached))
    await other.addIfOpen(key, epoch, [entry(1)])
    await cached.openKeys(chat)
    const before = await asked(server)
    for (let id = 2; id <= 20; id += 1) {
      await other.addIfOpen(key, epoch, [entry(id)])
      expect(await cached.openKeys(chat)).toEqual([{ key, epoch }])
    }
    const appended = 19
    // Each append is a script, which looks up whether the session is open.
    expect((await asked(server)) - before).toBe(2 * appended)
  })

  it('S31 sees at once what it has itself opened and closed', async () => {
    const storage = await connect({ consistency: 'cached' })
    for (let round = 0; round < 20; round += 1) {
      expect(await storage.openKeys(chat)).toEqual([])
      const epoch = await storage.openSession(key)
      expect(await storage.openKeys(chat)).toEqual([{ key, epoch }])
      await (round % 2 === 0 ? storage.clear(key) : storage.closeIfIdle(key, epoch, Infinity))
    }
  })

  it('S31 keeps nothing of an answer that a change overtakes', async () => {
    const [cached, other] = [await connect({ consistency: 'cached' }), await connect({})]
    for (let round = 0; round < 50; round += 1) {
      const [, epoch] = await Promise.all([cached.openKeys(chat), other.openSession(key), cached.openKeys(chat)])
      await until(isOpenIn(cached))
      await Promise.all([cached.openKeys(chat), other.closeIfIdle(key, epoch, Infinity), cached.openKeys(chat)])
      await until(async () => !(await isOpenIn(cached)()))
    }
  })

  it('S31 drops all that it knows when the connection is lost', async () => {
    const cached = await connect({ consistency: 'cached' })
    expect(await cached.openKeys(chat)).toEqual([])
    await server.kill()
    await until(() =>
      cached.openKeys(chat).then(
        () => false,
        () => true,
      ),
    )
    await server.launch()
    const other = await connect({})
    await other.openSession(key)
    await until(() => isOpenIn(cached)().catch(() => false))
  })

  it('S31 drops all that it knows when a connection that gives no answer is given up', async () => {
    const cached = await connect({ consistency: 'cached', timeout: 1500 })
    expect(await cached.openKeys(chat)).toEqual([])
    server.pause()
    await expect(cached.count(key)).rejects.toThrow('did not answer within 1500 ms')
    await expect(cached.openKeys(chat)).rejects.toThrow()
    server.resume()
    await until(() =>
      cached.openKeys(chat).then(
        () => true,
        () => false,
      ),
    )
  })
})

withServers('cached consistency in a cluster', () => {
  it('S31 asks nothing for idle chats, and sees soon what another process opens, on each node', async () => {
    const cluster = await OwnCluster.start()
    const cached = await RedisStorage.connect({ nodes: cluster.urls, consistency: 'cached' })
    const other = await RedisStorage.connect({ nodes: cluster.urls })
    try {
      const chats = Array.from({ length: 30 }, (_, number) => `1/c${number + 1}/`)
      for (const each of chats) expect(await cached.openKeys(each)).toEqual([])
      const before = await asked(...cluster.nodes)
      for (const each of chats) expect(await cached.openKeys(each)).toEqual([])
      expect(await asked(...cluster.nodes)).toBe(before)
      for (const each of chats) {
        await other.openSession(each)
        await until(async () => (await cached.openKeys(each)).length > 0)
      }
    } finally {
      await cached.close()
      await other.close()
      await cluster.stop()
    }
  })
})
