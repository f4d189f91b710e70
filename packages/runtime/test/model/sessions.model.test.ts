import { describe, it } from '@jest/globals'
import fc from 'fast-check'
import { scenarios } from './commands.js'
import { play } from './play.js'
import { fourMethods, inMemory, type MakeStorage, shared } from './storages.js'

const seed = Number(process.env.MODEL_SEED ?? 20_300_101)
const runs = Number(process.env.MODEL_RUNS ?? 10_000)

async function check(makeStorage: MakeStorage, share: number): Promise<void> {
  const t = Date.now()
  const details = await fc.check(
    fc.asyncProperty(scenarios, (scenario) => play(scenario, makeStorage)),
    { seed, numRuns: Math.ceil(runs * share), interruptAfterTimeLimit: 60000 },
  )
  console.log(details.numRuns, Date.now() - t)
  if (details.failed) {
    console.log(JSON.stringify(details.counterexample?.[0]), String(details.errorInstance))
    throw details.errorInstance
  }
}

describe('sessions in random plays', () => {
  it('in memory', () => check(inMemory, 0.4), 120_000)
  it('four', () => check(fourMethods, 0.4), 120_000)
  it('shared', () => check(shared, 0.2), 120_000)
})
