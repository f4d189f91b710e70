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

  it('S14 an empty lane holds no memory', async () => {
    const lanes = new Lanes<number>()
    await Promise.all(Array.from({ length: 100 }, (_, key) => lanes.run(key % 10, async () => {})))
    await Promise.resolve()
    expect(lanes.size).toBe(0)
  })
})
