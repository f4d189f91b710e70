import { describe, expect, it } from '@jest/globals'
import { gate } from '../../test/waiting.js'
import { Lanes } from './lanes.js'

describe('lanes', () => {
  it('S14 runs tasks of one key in arrival order', async () => {
    const lanes = new Lanes<number>()
    const first = gate()
    const order: string[] = []
    const a = lanes.run(1, async () => {
      await first.promise
      order.push('a')
    })
    const b = lanes.run(1, async () => void order.push('b'))
    first.open()
    await Promise.all([a, b])
    expect(order).toEqual(['a', 'b'])
  })

  it('S14 runs tasks of different keys side by side', async () => {
    const lanes = new Lanes<number>()
    const first = gate()
    const a = lanes.run(1, () => first.promise)
    await lanes.run(2, async () => {})
    first.open()
    await a
  })

  it('S14 a failed task fails only its own caller', async () => {
    const lanes = new Lanes<number>()
    const failed = lanes.run(1, () => Promise.reject(new Error('no')))
    const next = lanes.run(1, async () => 'fine')
    await expect(failed).rejects.toThrow('no')
    await expect(next).resolves.toBe('fine')
  })

  it('S14 a task that throws at once fails its caller, with and without a key, and the lane goes on', async () => {
    const lanes = new Lanes<number>()
    const fail = (): Promise<void> => {
      throw new Error('at once')
    }
    await expect(lanes.run(1, fail)).rejects.toThrow('at once')
    await expect(lanes.run(undefined, fail)).rejects.toThrow('at once')
    await expect(lanes.run(1, async () => 'fine')).resolves.toBe('fine')
  })

  it('S14 begins at once where nothing is queued, and else not', async () => {
    const lanes = new Lanes<number>()
    const order: string[] = []
    const first = lanes.run(1, async () => void order.push('first'))
    const second = lanes.run(1, async () => void order.push('second'))
    const other = lanes.run(2, async () => void order.push('other'))
    expect(order).toEqual(['first', 'other'])
    await Promise.all([first, second, other])
    expect(order).toEqual(['first', 'other', 'second'])
  })

  it('S14 what a task queues under its own key waits for that task', async () => {
    const lanes = new Lanes<number>()
    const first = gate()
    const order: string[] = []
    let inner: Promise<void> | undefined
    const outer = lanes.run(1, async () => {
      inner = lanes.run(1, async () => void order.push('inner'))
      await first.promise
      order.push('outer')
    })
    first.open()
    await outer
    await inner
    expect(order).toEqual(['outer', 'inner'])
  })

  it('S14 an empty lane holds no memory', async () => {
    const lanes = new Lanes<number>()
    await Promise.all(Array.from({ length: 100 }, (_, key) => lanes.run(key % 10, async () => {})))
    await Promise.resolve()
    expect(lanes.size).toBe(0)
  })
})
