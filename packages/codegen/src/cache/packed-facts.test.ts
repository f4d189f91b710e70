import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parse } from '../parse/index.js'
import { fixtures } from '../testing/projects.js'
import { randomSource } from '../testing/random-source.js'
import { sourcesIn } from '../testing/sources.js'
import { packFacts, type PackedFacts, unpackFacts } from './packed-facts.js'

describe('packed facts', () => {
  it('C11 say the same as before, of every fixture', async () => {
    const facts = await parse(sourcesIn(fixtures))

    expect(facts.map((each) => kept(packFacts(each)))).toEqual(asJson(facts))
  })

  it('C11 say the same as before, of a random source', async () => {
    await fc.assert(
      fc.asyncProperty(randomSource, async (text) => {
        const facts = await parse([{ file: 'src/a.ts', text }])

        expect(facts.map((each) => kept(packFacts(each)))).toEqual(asJson(facts))
      }),
      { seed: 20_264, numRuns: 300 },
    )
  }, 120_000)
})

function kept(packed: PackedFacts) {
  return unpackFacts(asJson(packed) as PackedFacts)
}

/** JSON does not know a negative zero. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
