import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { RecentNumbers } from './recent-numbers.js'

describe('recent numbers', () => {
  it('S37 are exactly the last ones, in sequence or not', () => {
    const sequence = fc
      .integer({ min: -50, max: 1_000_000_000_000 })
      .chain((start) =>
        fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 }).map((steps) => steps.map((step) => start + step)),
      )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(sequence, { maxLength: 4 }), (limit, sequences) => {
        const recent = new RecentNumbers(limit)
        const added: number[] = []
        for (const number of sequences.flat()) {
          recent.add(number)
          added.push(number)
          const last = new Set(added.slice(-limit))
          for (const other of new Set([...added, number + 1, number + limit])) {
            expect(recent.has(other)).toBe(last.has(other))
          }
        }
      }),
      { seed: 37 },
    )
  })

  it('S37 are none at first, not even zero', () => {
    expect(new RecentNumbers(3).has(0)).toBe(false)
  })
})
