import { describe, expect, it } from '@jest/globals'
import { InMemorySessionStorage } from '@botgen/runtime'
import { faultyStorage, SharedInMemoryStorage } from './index.js'
import { entry, key } from './samples.js'

const failure = new Error('connection lost')

describe('faultyStorage', () => {
  it('S15 rejects as many calls of a method as was said, before they have any effect', async () => {
    const { storage, failNext } = faultyStorage(new SharedInMemoryStorage())
    failNext('add', { rejects: failure }, 2)

    await expect(storage.add(key, entry(1))).rejects.toBe(failure)
    await expect(storage.add(key, entry(2))).rejects.toBe(failure)
    await storage.add(key, entry(3))

    expect(await storage.list(key)).toEqual([entry(3)])
  })

  it('S15 loses an answer after the call had its effect', async () => {
    const { storage, failNext } = faultyStorage(new SharedInMemoryStorage())
    failNext('add', { loses: failure })

    await expect(storage.add(key, entry(1))).rejects.toBe(failure)

    expect(await storage.count(key)).toBe(1)
  })

  it('S15 throws without a promise', () => {
    const { storage, failNext } = faultyStorage(new SharedInMemoryStorage())
    failNext('add', { throws: failure })

    expect(() => storage.add(key, entry(1))).toThrow(failure)
  })

  it('S15 fails all calls until it recovers, and notes each', async () => {
    const { storage, calls, failNext, clearFaults } = faultyStorage(new SharedInMemoryStorage())
    failNext('*', { rejects: failure }, Infinity)

    await expect(storage.list(key)).rejects.toBe(failure)
    await expect(storage.clear(key)).rejects.toBe(failure)
    clearFaults()
    await storage.add(key, entry(1))

    expect(calls.map(({ method }) => method)).toEqual(['list', 'clear', 'add'])
    expect(calls.at(-1)?.arguments).toEqual([key, entry(1)])
  })

  it('S15 holds the calls that a predicate picks until it is told to go on', async () => {
    const { storage, failNext } = faultyStorage(new SharedInMemoryStorage())
    let release = (): void => {}
    const hold = new Promise<void>((resolve) => (release = resolve))
    failNext(({ arguments: [at] }) => at === key, { hold }, Infinity)

    const held = storage.add(key, entry(1)).then(() => 'added')
    await storage.add('other', entry(2))
    expect(await Promise.race([held, Promise.resolve('waits')])).toBe('waits')
    release()

    expect(await held).toBe('added')
  })

  it('S15 delays a call, and never answers another', async () => {
    const { storage, failNext } = faultyStorage(new SharedInMemoryStorage())
    failNext('add', { delay: 20 })
    failNext('add', { hangs: true })
    const settled: string[] = []

    const slow = storage.add(key, entry(1)).then(() => settled.push('slow'))
    void storage.add(key, entry(2)).then(() => settled.push('never'))
    await storage.add('other', entry(3)).then(() => settled.push('fast'))
    await slow

    expect(settled).toEqual(['fast', 'slow'])
  })

  it('S30 has the optional methods of what it wraps, and answers as that does', () => {
    const { storage } = faultyStorage(new InMemorySessionStorage())

    storage.add(key, entry(1))

    expect(storage.count(key)).toBe(1)
    expect('openSession' in storage).toBe(false)
    expect(storage).toBeInstanceOf(InMemorySessionStorage)
  })
})
