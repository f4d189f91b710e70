import { beforeEach, describe, expect, it } from '@jest/globals'
import { TestClock } from '@botgen/testing'
import { InMemoryStateStorage } from './state-storage.js'

let clock: TestClock
let state: InMemoryStateStorage

beforeEach(() => {
  clock = new TestClock()
  state = new InMemoryStateStorage(clock)
})

describe('in-memory state storage', () => {
  it('S38 gets what was set last, under its key', () => {
    state.set('a', 1)
    state.set('b', 2)
    state.set('a', 3)
    expect([state.get('a')?.value, state.get('b')?.value, state.get('c')]).toEqual([3, 2, undefined])
  })

  it('S38 holds null, false and empty values', () => {
    for (const value of [null, false, 0, '', []]) {
      state.set('a', value)
      expect(state.get('a')?.value).toEqual(value)
    }
  })

  it('S38 delete takes a value away, and only that', () => {
    state.set('a', 1)
    state.set('b', 2)
    state.delete('a')
    state.delete('never there')
    expect([state.get('a'), state.get('b')?.value]).toEqual([undefined, 2])
  })

  it('S38 hands out copies, and keeps copies', () => {
    const given = { steps: [1] }
    state.set('a', given)
    given.steps.push(2)
    const got = state.get('a')?.value as typeof given
    expect(got).toEqual({ steps: [1] })
    got.steps.push(3)
    expect(state.get('a')?.value).toEqual({ steps: [1] })
  })
})

describe('ttl', () => {
  it('S38 a value is gone when its time is over, and not before', () => {
    state.set('a', 1, { ttl: 1000 })
    clock.advance(999)
    expect(state.get('a')?.value).toBe(1)
    clock.advance(1)
    expect(state.get('a')).toBeUndefined()
  })

  it('S38 without one a value stays', () => {
    state.set('a', 1)
    clock.advance(10 ** 12)
    expect(state.get('a')?.value).toBe(1)
  })

  it('S38 the last set decides', () => {
    state.set('a', 1, { ttl: 1000 })
    state.set('a', 2)
    state.set('b', 1)
    state.set('b', 2, { ttl: 1000 })
    clock.advance(1000)
    expect([state.get('a')?.value, state.get('b')]).toEqual([2, undefined])
  })

  it('S38 values that nobody asks for again hold no memory', () => {
    for (let index = 0; index < 5000; index += 1) {
      state.set(`limit/${index}`, index, { ttl: 10 })
      clock.advance(10)
    }
    state.set('last', 1)
    const values = Array.from({ length: 5000 }, (_, index) => state.get(`limit/${index}`))
    expect(values.filter((value) => value !== undefined)).toEqual([])
  })
})

describe('ifVersion', () => {
  it('S38 sets only what nobody has changed meanwhile', () => {
    const first = state.set('a', 1)
    const second = state.set('a', 2, { ifVersion: first ?? -1 })
    expect(second).not.toBe(first)
    expect(state.set('a', 3, { ifVersion: first ?? -1 })).toBeUndefined()
    expect(state.get('a')).toEqual({ value: 2, version: second })
  })

  it('S38 0 sets only where there is no value', () => {
    expect(state.set('a', 1, { ifVersion: 0 })).toBeDefined()
    expect(state.set('a', 2, { ifVersion: 0 })).toBeUndefined()
    expect(state.get('a')?.value).toBe(1)
  })

  it('S38 a value that is gone, or deleted, is none', () => {
    const old = state.set('a', 1, { ttl: 1000 })
    clock.advance(1000)
    expect(state.set('a', 2, { ifVersion: old ?? -1 })).toBeUndefined()
    expect(state.set('a', 3, { ifVersion: 0 })).toBeDefined()
    state.delete('a')
    expect(state.set('a', 4, { ifVersion: 0 })).toBeDefined()
  })

  it('S38 no version comes twice, also after a delete', () => {
    const versions = [state.set('a', 1), state.set('a', 2)]
    state.delete('a')
    versions.push(state.set('a', 1), state.set('b', 1))
    expect(new Set(versions).size).toBe(4)
    expect(versions).not.toContain(0)
  })

  it('S38 two who read the same version: one of them sets', () => {
    state.set('a', 1)
    const seen = state.get('a')?.version ?? -1
    const results = [state.set('a', 'one', { ifVersion: seen }), state.set('a', 'other', { ifVersion: seen })]
    expect(results.filter((result) => result === undefined)).toHaveLength(1)
    expect(state.get('a')?.value).toBe('one')
  })
})
