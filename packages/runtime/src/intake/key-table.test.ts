import { describe, it } from '@jest/globals'
import fc from 'fast-check'
import { type Keyed, KeyTable } from './key-table.js'

class Value implements Keyed<string | number> {
  readonly key: string | number
  chained: this | undefined

  constructor(key: string | number) {
    this.key = key
  }
}

describe('a table of keys that come and go', () => {
  it('S14 finds what a Map would, through growing, emptying and keys of one bucket', () => {
    const numbers = fc.integer({ min: 0, max: 300 }).map((number) => number * 64)
    const chats = fc.integer({ min: 0, max: 300 }).map((number) => -1_002_000_000_000 - number)
    const untyped = fc.constantFrom(null, 5n, true, {}) as fc.Arbitrary<unknown> as fc.Arbitrary<string>
    const key = fc.oneof(
      untyped,
      numbers,
      chats,
      fc.string({ maxLength: 2 }),
      fc.constantFrom(Number.NaN, 0.5, '', '64'),
    )
    fc.assert(
      fc.property(fc.array(key, { maxLength: 600, size: 'max' }), (keys) => {
        const table = new KeyTable<string | number, Value>()
        const map = new Map<string | number, Value>()
        const isLikeMap = (key: string | number): boolean => table.find(key) === map.get(key) && table.size === map.size
        // Each key that comes a second time goes, and once more at the end.
        for (const key of [...keys, ...new Set(keys)]) {
          const held = map.get(key)
          if (held === undefined) {
            const value = new Value(key)
            map.set(key, value)
            table.add(value)
          } else {
            map.delete(key)
            table.remove(held)
          }
          if (!keys.slice(-5).concat(key).every(isLikeMap)) return false
        }
        return keys.every(isLikeMap)
      }),
      { seed: 14 },
    )
  })
})
