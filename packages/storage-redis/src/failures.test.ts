import { afterEach, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import { inspect } from 'node:util'
import { createClient } from '@redis/client'
import { type RedisConnectOptions, RedisStorage, RedisStorageError } from './index.js'
import { canStartServers, freePort, OwnServer } from './testing/own-server.js'
import { entry } from './testing/samples.js'

const withServers = canStartServers() ? describe : describe.skip

const key = '1/c100/'
const tooLong = 'x'.repeat(200_000)

let server: OwnServer | undefined
const open: RedisStorage[] = []

afterEach(async () => {
  server?.resume()
  await Promise.all(open.splice(0).map((storage) => storage.close()))
  await server?.stop()
  server = undefined
})

async function start(...args: readonly string[]): Promise<OwnServer> {
  server = await OwnServer.start(...args)
  return server
}

async function connect(url: string, options: RedisConnectOptions = {}): Promise<RedisStorage> {
  const storage = await RedisStorage.connect({ url, timeout: 1500, ...options })
  open.push(storage)
  return storage
}

/** Tries until the storage works again. */
async function recovered(storage: RedisStorage): Promise<void> {
  for (;;) {
    try {
      await storage.count(key)
      return
    } catch {
      await wait(20)
    }
  }
}

async function idsOf(storage: RedisStorage): Promise<readonly number[]> {
  return (await storage.list(key)).map(({ messageId }) => messageId).sort((one, other) => one - other)
}

async function failure(call: Promise<unknown>): Promise<RedisStorageError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof RedisStorageError) return error
  throw new Error('The call did not fail as a storage does.', { cause: error })
}

/** Neither a message, nor what a log shows of an object, may hold any of these. */
function expectNothingSecret(shown: unknown, secrets: readonly string[]): void {
  const text = [inspect(shown, { depth: 20, showHidden: true }), String(shown), JSON.stringify(shown)].join('\n')
  for (const secret of secrets) expect(text).not.toContain(secret)
}

withServers('a server that is killed', () => {
  it('S15 keeps what it has acknowledged, fails every call at once, and works again by itself', async () => {
    const own = await start('--appendonly', 'yes', '--appendfsync', 'always')
    const storage = await connect(own.url)
    const epoch = await storage.openSession(key)
    expect(await storage.addIfOpen(key, epoch, [entry(1), entry(2)])).toBe(true)
    await storage.state.set('k', { step: 1 })
    await own.kill()

    const failures = await Promise.all([
      failure(storage.add(key, entry(3))),
      failure(storage.list(key)),
      failure(storage.remove(key, () => true)),
      failure(storage.clear(key)),
      failure(storage.addMany(key, [entry(3)])),
      failure(storage.removeIds(key, [entry(1)])),
      failure(storage.count(key)),
      failure(storage.openSession(key)),
      failure(storage.addIfOpen(key, epoch, [entry(3)])),
      failure(storage.openKeys(key)),
      failure(storage.closeIfIdle(key, epoch, Infinity)),
      failure(storage.claimUpdate({ namespace: '1', updateId: 1, owner: 'a' }, 1000)),
      failure(storage.finishUpdate({ namespace: '1', updateId: 1, owner: 'a' }, 'handled')),
      failure(storage.state.get('k')),
      failure(storage.state.set('k', 1)),
      failure(storage.state.delete('k')),
    ])
    for (const { reason, message } of failures) {
      // Those that were sent before the client saw that it is gone had no answer.
      expect(['unreachable', 'unanswered']).toContain(reason)
      expect(message).toContain(`127.0.0.1:${own.port}`)
    }

    await own.launch()
    await recovered(storage)
    expect(await idsOf(storage)).toEqual([1, 2])
    expect(await storage.openKeys(key)).toEqual([{ key, epoch }])
    expect((await storage.state.get('k'))?.value).toEqual({ step: 1 })
  })

  it('S15 does not do later what was asked of it while it was away', async () => {
    const own = await start('--appendonly', 'yes', '--appendfsync', 'always')
    const storage = await connect(own.url)
    await own.kill()
    for (let id = 1; id <= 20; id += 1) await failure(storage.add(key, entry(id)))
    await own.launch()
    await recovered(storage)
    expect(await storage.list(key)).toEqual([])
  })
})

withServers('a server that does not answer', () => {
  it('S15 fails each call in time, and works again when it answers', async () => {
    const own = await start()
    const storage = await connect(own.url)
    await storage.add(key, entry(1))
    own.pause()
    const failures = await Promise.all([failure(storage.count(key)), failure(storage.add(key, entry(2)))])
    expect(failures.map(({ reason }) => reason)).toEqual(['unanswered', 'unanswered'])
    expect(failures[0].message).toBe(`Redis at 127.0.0.1:${own.port} did not answer within 1500 ms.`)
    // The connection is given up, so that nothing else waits for it.
    expect((await failure(storage.add(key, entry(3)))).reason).toBe('unreachable')

    own.resume()
    await recovered(storage)
    const kept = await idsOf(storage)
    expect(kept).toContain(1)
    expect(kept).not.toContain(3)
  })

  it('S39 is left in time', async () => {
    const own = await start()
    const storage = await connect(own.url)
    own.pause()
    const [lost] = await Promise.all([failure(storage.count(key)), storage.close()])
    expect(lost.reason).toBe('unanswered')
  })

  it('S15 is not connected to', async () => {
    const own = await start()
    own.pause()
    expect((await failure(connect(own.url))).reason).toBe('unanswered')
  })
})

withServers('a server that refuses', () => {
  it('S15 is out of memory: nothing of a call is stored, and sessions can be closed', async () => {
    const own = await start()
    const storage = await connect(own.url)
    const epoch = await storage.openSession(key)
    await storage.addIfOpen(key, epoch, [entry(1)])
    await own.asking((admin) => admin.configSet({ maxmemory: '1mb', 'maxmemory-policy': 'noeviction' }))

    const full = await failure(storage.addIfOpen(key, epoch, [entry(2), entry(3)]))
    expect(full.reason).toBe('full')
    expect(full.message).toContain('maxmemory')
    expect((await failure(storage.openSession('1/c200/'))).reason).toBe('full')
    expect((await failure(storage.state.set('k', tooLong))).reason).toBe('full')
    expect((await failure(storage.claimUpdate({ namespace: '1', updateId: 1, owner: 'a' }, 1000))).reason).toBe('full')
    expect(await storage.list(key)).toEqual([entry(1)])
    expect(await storage.openKeys('1/c200/')).toEqual([])
    expect(await storage.closeIfIdle(key, epoch, Infinity)).toBe(true)
    expect(await storage.openKeys(key)).toEqual([])

    await own.asking((admin) => admin.configSet('maxmemory', '0'))
    await storage.add(key, entry(2))
    expect(await storage.list(key)).toEqual([entry(2)])
  })

  it('S15 is a replica', async () => {
    const own = await start()
    const storage = await connect(own.url)
    await storage.add(key, entry(1))
    const nobody = await freePort()
    await own.asking((admin) => admin.sendCommand(['REPLICAOF', '127.0.0.1', String(nobody)]))
    expect((await failure(storage.add(key, entry(2)))).reason).toBe('readonly')
    expect(await storage.list(key)).toEqual([entry(1)])
    await own.asking((admin) => admin.sendCommand(['REPLICAOF', 'NO', 'ONE']))
    await storage.add(key, entry(2))
  })

  it('S15 is starting', async () => {
    const own = await start('--appendonly', 'yes')
    const storage = await connect(own.url, { timeout: 4000 })
    await storage.add(key, entry(1))
    await Promise.all(Array.from({ length: 800 }, (_, id) => storage.state.set(`k${id}`, id)))
    await own.kill()
    await own.launchLoading('--key-load-delay', '500')
    const reasons = new Set<string>()
    while (!reasons.has('loading')) {
      reasons.add((await failure(storage.count(key))).reason)
      await wait(5)
    }
    await recovered(storage)
    expect(await storage.list(key)).toEqual([entry(1)])
  })

  it('S15 has forgotten the scripts: they are sent again', async () => {
    const own = await start()
    const storage = await connect(own.url)
    await storage.add(key, entry(1))
    for (const flushed of [2, 3]) {
      await own.asking((admin) => admin.scriptFlush())
      await Promise.all([storage.add(key, entry(flushed)), storage.add(key, entry(flushed + 10)), storage.count(key)])
    }
    expect(await storage.count(key)).toBe(5)
  })
})

withServers('a server that wants a password', () => {
  const [password, wrong] = ['s3cret/of:the@server', 'wr0ng/one']

  it('P5 does not let in who has none, or a wrong one, and shows neither', async () => {
    const own = await start('--requirepass', password)
    const host = `127.0.0.1:${own.port}`
    for (const [url, secret] of [
      [`redis://${host}`, password],
      [`redis://:${encodeURIComponent(wrong)}@${host}`, wrong],
      [`redis://somebody:${encodeURIComponent(wrong)}@${host}`, wrong],
    ] as const) {
      const refused = await failure(connect(url))
      expect(refused.reason).toBe('credentials')
      expect(refused.message).toContain(host)
      expectNothingSecret(refused, [secret, encodeURIComponent(secret), 'somebody'])
    }
    const storage = await connect(`redis://:${encodeURIComponent(password)}@${host}`)
    await storage.add(key, entry(1))
    expectNothingSecret(storage, [password, encodeURIComponent(password)])
  })

  it('P5 shows no password when it is gone, silent, or has another one', async () => {
    const own = await start('--requirepass', password)
    const url = `redis://:${encodeURIComponent(password)}@127.0.0.1:${own.port}`
    const secrets = [password, encodeURIComponent(password)]
    const storage = await connect(url)
    await own.asking(async (admin) => {
      await admin.configSet('requirepass', wrong)
      await admin.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'])
    })
    await wait(300)
    const changed = await failure(storage.add(key, entry(1)))
    expect(changed.reason).toBe('credentials')
    expectNothingSecret(changed, [...secrets, wrong])
    await own.kill()
    expectNothingSecret(await failure(storage.add(key, entry(1))), secrets)
    const absent = await failure(connect(url))
    expect(absent.reason).toBe('unreachable')
    expectNothingSecret(absent, secrets)
  })
})

withServers('a storage that is closed', () => {
  it('S39 has done what was asked before, does no more, and can be closed again', async () => {
    const own = await start()
    const storage = await connect(own.url)
    const adding = Array.from({ length: 100 }, (_, id) => storage.add(key, entry(id + 1)))
    await Promise.all([storage.close(), storage.close()])
    await Promise.all(adding)
    await storage.close()
    expect((await failure(storage.count(key))).reason).toBe('closed')
    expect((await failure(storage.state.get('k'))).reason).toBe('closed')
    const later = await connect(own.url)
    expect(await later.count(key)).toBe(100)
    const clients = await own.asking((admin) => admin.sendCommand(['CLIENT', 'LIST']))
    expect((clients as unknown as string).match(/name=botgen /g)).toHaveLength(1)
  })

  it('S39 leaves a client open that was given to it', async () => {
    const own = await start()
    const client = createClient({ url: own.url })
    await client.connect()
    const storage = RedisStorage.using(client)
    await storage.add(key, entry(1))
    expect(await storage.list(key)).toEqual([entry(1)])
    await storage.close()
    expect((await failure(storage.list(key))).reason).toBe('closed')
    expect(await client.ping()).toBe('PONG')
    expect(client.listenerCount('error')).toBe(0)
    client.destroy()
  })

  it('S15 with a client that was given to it, a server that is gone ends no process', async () => {
    const own = await start()
    const client = createClient({ url: own.url })
    await client.connect()
    const storage = RedisStorage.using(client, { timeout: 1500 })
    open.push(storage)
    await own.kill()
    expect(['unanswered', 'unreachable']).toContain((await failure(storage.add(key, entry(1)))).reason)
    await own.launch()
    await recovered(storage)
    client.destroy()
  })
})

withServers('what a server may drop', () => {
  it('S15 is warned of where its policy lets it drop keys', async () => {
    const own = await start()
    const warnings: string[] = []
    const onWarning = (message: string): void => void warnings.push(message)
    await connect(own.url, { onWarning })
    await own.asking((admin) => admin.configSet({ maxmemory: '100mb', 'maxmemory-policy': 'noeviction' }))
    await connect(own.url, { onWarning })
    expect(warnings).toEqual([])
    await own.asking((admin) => admin.configSet('maxmemory-policy', 'allkeys-lru'))
    await connect(own.url, { onWarning })
    expect(warnings).toEqual([expect.stringMatching(/127\.0\.0\.1:\d+ drops keys .*allkeys-lru.*noeviction/)])
  })
})

describe('an address', () => {
  it('S15 where nobody listens fails in time', async () => {
    const port = await freePort()
    const refused = await failure(connect(`redis://127.0.0.1:${port}`))
    expect(refused).toMatchObject({ reason: 'unreachable', server: `127.0.0.1:${port}` })
    expect(refused.message).toContain('ECONNREFUSED')
    const byName = await failure(connect(`redis://localhost:${port}`))
    expect(byName.message).toContain('ECONNREFUSED')
    const cluster = RedisStorage.connect({ nodes: [`redis://127.0.0.1:${port}`], timeout: 1500 })
    expect((await failure(cluster)).reason).toBe('unreachable')
  })
})
