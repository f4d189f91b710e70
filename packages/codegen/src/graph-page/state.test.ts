import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { formatState, parseState, type State, views } from './browser/state.js'
import { handlerKinds } from './browser/words.js'

const text = fc.string({ unit: 'grapheme', minLength: 1 })
const state: fc.Arbitrary<State> = fc.record({
  bot: fc.option(text, { nil: undefined }),
  view: fc.option(fc.constantFrom(...views), { nil: undefined }),
  at: fc.option(text, { nil: undefined }),
  query: fc.string({ unit: 'grapheme' }),
  kinds: fc.subarray([...handlerKinds]),
  class: fc.option(text, { nil: undefined }),
  session: fc.option(text, { nil: undefined }),
  only: fc.boolean(),
})

describe('the address of the page', () => {
  it('T6 says all that is shown', () => {
    fc.assert(
      fc.property(state, (shown) => expect(parseState(formatState(shown))).toEqual(shown)),
      { seed: 6 },
    )
  })

  it('T6 is taken for what it says, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (hash) => {
        const parsed = parseState(hash)
        expect(parseState(formatState(parsed))).toEqual(parsed)
      }),
      { seed: 6 },
    )
  })
})
