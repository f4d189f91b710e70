import { describe, expect, it } from '@jest/globals'
import { deeper, fits, listed, outermost } from './layout.js'

const margin = deeper(deeper(outermost))

/** A text that ends where a line may, or `more` columns later, when it stands behind the margin. */
function upTo(end: string, more = 0): string {
  return 'x'.repeat(110 - 4 + more - end.length) + end
}

describe('layout', () => {
  it('C5 a line has 110 columns, its indentation among them', () => {
    expect(fits(margin, upTo(''))).toBe(true)
    expect(fits(margin, upTo('', 1))).toBe(false)
  })

  it('C5 a list stands on one line where what follows it has room there too', () => {
    const before = upTo('[a, b],').slice(0, -'a, b],'.length)

    expect(listed(margin, before, ['a', 'b'], '],')).toBe(upTo('[a, b],'))
    expect(listed(margin, before, ['a', 'b'], '];;')).toBe(`${before}\n      a,\n      b,\n    ];;`)
  })

  it('C5 what parts brackets from items counts, and goes with the line', () => {
    const before = upTo('{ a }').slice(0, -' a }'.length)

    expect(listed(margin, before, ['a'], '}', ' ')).toBe(upTo('{ a }'))
    expect(listed(margin, before, ['ab'], '}', ' ')).toBe(`${before}\n      ab,\n    }`)
  })

  it('C5 an empty list is never broken', () => {
    expect(listed(margin, upTo('{', 9), [], '}', ' ')).toBe(upTo('{}', 10))
  })
})
