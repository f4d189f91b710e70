import fc, { type RunDetails } from 'fast-check'
import { type Scenario, scenarios } from './commands.js'
import { play } from './play.js'
import type { MakeStorage } from './storages.js'

/** The same in each run, so that a change is blamed for what it breaks. */
const fixedSeed = 20_300_101
const allRuns = 10_000

function numberIn(name: string, otherwise: number): number {
  const value = process.env[name]
  if (value === undefined || value === '') return otherwise
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new TypeError(`${name} is '${value}'; give a whole number.`)
  return number
}

export const seed = numberIn('MODEL_SEED', fixedSeed)
export const runs = numberIn('MODEL_RUNS', allRuns)

/** Plays that many random scenarios. @throws with the shortest one that goes wrong, and how to play it again */
export async function playMany(name: string, makeStorage: MakeStorage, count: number): Promise<void> {
  const details = await fc.check(
    fc.asyncProperty(scenarios, (scenario) => play(scenario, makeStorage)),
    { seed, numRuns: count },
  )
  if (details.failed) throw new Error(explain(name, details), { cause: details.errorInstance })
}

/** The first of that many scenarios that goes wrong, as it came, and why. */
export async function findFailure(
  makeStorage: MakeStorage,
  count: number,
): Promise<{ readonly plays: number; readonly why: string } | undefined> {
  const details = await fc.check(
    fc.asyncProperty(scenarios, (scenario) => play(scenario, makeStorage)),
    { seed: fixedSeed, numRuns: count, endOnFailure: true },
  )
  return details.failed ? { plays: details.numRuns, why: messageOf(details.errorInstance) } : undefined
}

function explain(name: string, { numRuns, counterexample, errorInstance }: RunDetails<[Scenario]>): string {
  return [
    `Play ${numRuns} went wrong: ${messageOf(errorInstance)}`,
    `Again: MODEL_SEED=${seed} MODEL_RUNS=${runs} pnpm jest packages/runtime/test/model -t '${name}'`,
    `To keep in regressions.ts: ${JSON.stringify(counterexample?.[0])}`,
  ].join('\n')
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
