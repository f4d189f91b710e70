import { describe, it } from '@jest/globals'
import { playMany, runs } from './budget.js'
import { play } from './play.js'
import { regressions } from './regressions.js'
import type { MakeStorage } from './storages.js'

const timeLimit = 10 * 60_000

/** Declares the plays over one kind of storage, which are `share` of all plays. */
export function modelSuite(name: string, makeStorage: MakeStorage, share: number): void {
  describe(name, () => {
    it.each(regressions)('$promise $what', async ({ scenario }) => play(scenario, makeStorage))

    const count = Math.ceil(runs * share)
    it(`S3 to S39 hold in ${count} random plays`, () => playMany(name, makeStorage, count), timeLimit)
  })
}
