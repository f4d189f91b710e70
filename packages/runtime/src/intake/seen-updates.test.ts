import { describe, expect, it } from '@jest/globals'
import { SeenUpdates } from './seen-updates.js'

describe('seen updates', () => {
  it('S37 handles an update once', async () => {
    const seen = new SeenUpdates()
    let runs = 0
    for (const _ of [1, 2]) await seen.once(5, async () => void (runs += 1))
    expect(runs).toBe(1)
  })

  it('S37 a redelivery waits for the first delivery that still runs', async () => {
    const seen = new SeenUpdates()
    let finish = (): void => {}
    const first = seen.once(5, () => new Promise((resolve) => (finish = resolve)))
    let isSecondDone = false
    const second = seen.once(5, async () => {}).then(() => (isSecondDone = true))
    await Promise.resolve()
    expect(isSecondDone).toBe(false)
    finish()
    await Promise.all([first, second])
    expect(isSecondDone).toBe(true)
  })

  it('S37 a handler that delivers its own update again neither handles it nor waits for itself', async () => {
    const seen = new SeenUpdates()
    let runs = 0
    const handle = async (): Promise<void> => {
      runs += 1
      await seen.once(5, handle)
    }
    await seen.once(5, handle)
    expect(runs).toBe(1)
  })

  it('S37 an update that failed is handled when it is delivered again', async () => {
    const seen = new SeenUpdates()
    await expect(seen.once(5, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    let hasRun = false
    await seen.once(5, async () => void (hasRun = true))
    expect(hasRun).toBe(true)
  })

  it('S37 remembers the newest ones, and those that still run', async () => {
    const seen = new SeenUpdates(3)
    let finish = (): void => {}
    const running = seen.once(0, () => new Promise((resolve) => (finish = resolve)))
    for (let id = 1; id <= 10; id += 1) await seen.once(id, async () => {})
    const again: number[] = []
    for (const id of [1, 10]) await seen.once(id, async () => void again.push(id))
    void seen.once(0, async () => void again.push(0))
    finish()
    await running
    expect(again).toEqual([1])
  })
})
