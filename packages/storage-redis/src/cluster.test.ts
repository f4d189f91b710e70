import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { optionalMethods, sessionStorageSuite, stateStorageSuite, TestClock } from '@botgen/testing'
import { createCluster } from '@redis/client'
import { RedisStorage } from './index.js'
import { OwnCluster } from './testing/own-cluster.js'
import { canStartServers } from './testing/own-server.js'
import { entry } from './testing/samples.js'
import { Storages, subjects } from './testing/storages.js'

const runner = { describe: canStartServers() ? describe : describe.skip, it }

let cluster: OwnCluster

runner.describe('a Redis Cluster', () => {
  beforeAll(async () => {
    cluster = await OwnCluster.start()
  })
  afterAll(() => cluster.stop())

  const clock = new TestClock()
  const { sessions, state } = subjects(
    new Storages('test:', (prefix) => RedisStorage.connect({ nodes: cluster.urls, prefix, clock })),
    clock,
  )
  sessionStorageSuite('S35 RedisStorage conforms in a cluster', { ...sessions, optional: optionalMethods }, runner)
  stateStorageSuite('S35 RedisStorage.state conforms in a cluster', state, runner)

  it('S31 spreads chats over the nodes', async () => {
    const storage = await RedisStorage.connect({ nodes: cluster.urls, prefix: 'spread:' })
    await Promise.all(Array.from({ length: 60 }, (_, chat) => storage.add(`1/c${chat + 1}/`, entry(1))))
    await storage.close()
    for (const node of cluster.nodes) {
      const keys = await node.asking((admin) => admin.keys('spread:*'))
      expect(keys.length).toBeGreaterThan(0)
    }
  })

  it('S31 finds the others from one node, and uses a client that was given to it, which it leaves open', async () => {
    const storage = await RedisStorage.connect({ nodes: cluster.urls.slice(0, 1), prefix: 'given:' })
    const client = createCluster({ rootNodes: cluster.urls.map((url) => ({ url })) })
    await client.connect()
    try {
      const borrowed = RedisStorage.using(client, { prefix: 'given:' })
      for (let chat = 1; chat <= 20; chat += 1) {
        const epoch = await storage.openSession(`1/c${chat}/`)
        expect(await borrowed.openKeys(`1/c${chat}/`)).toEqual([{ key: `1/c${chat}/`, epoch }])
      }
      await borrowed.close()
      expect(await client.get('given:nothing')).toBeNull()
    } finally {
      client.destroy()
      await storage.close()
    }
  })

  it('S15 a node that does not answer fails only what is on it, in time', async () => {
    const storage = await RedisStorage.connect({ nodes: cluster.urls, prefix: 'paused:', timeout: 1500 })
    const [node] = cluster.nodes
    const keys = Array.from({ length: 30 }, (_, chat) => `1/c${chat + 1}/`)
    await Promise.all(keys.map((key) => storage.add(key, entry(1))))
    node?.pause()
    try {
      const results = await Promise.allSettled(keys.map((key) => storage.count(key)))
      const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
      expect(failures.length).toBeGreaterThan(0)
      expect(failures.length).toBeLessThan(keys.length)
      for (const failure of failures) expect(failure).toMatchObject({ reason: 'unanswered' })
    } finally {
      node?.resume()
    }
    await expect(Promise.all(keys.map((key) => storage.count(key)))).resolves.toEqual(keys.map(() => 1))
    await storage.close()
  })
})
