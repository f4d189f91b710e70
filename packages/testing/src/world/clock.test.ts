import { describe, expect, it } from '@jest/globals'
import { TestClock } from './clock.js'

describe('TestClock', () => {
  it('stands still until it is advanced', () => {
    const clock = new TestClock(5000)

    clock.advance(250)

    expect(clock.now()).toBe(5250)
    expect(new TestClock().now()).toBe(Date.UTC(2030, 0, 1))
  })

  it('wakes sleepers in the order of their time, and none too early', async () => {
    const clock = new TestClock()
    const woken: string[] = []
    const sleeps = [clock.sleep(300).then(() => woken.push('late')), clock.sleep(200).then(() => woken.push('early'))]
    void clock.sleep(301).then(() => woken.push('too early'))

    clock.advance(300)
    await Promise.all(sleeps)

    expect(woken).toEqual(['early', 'late'])
  })

  it.each([-1, Number.NaN])('refuses to advance by %d', (step) => {
    expect(() => new TestClock().advance(step)).toThrow('give 0 or more')
  })
})
