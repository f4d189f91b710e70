import { figure } from './result.js'

/** One side of a comparison: does a fixed amount of work and returns what it took, in microseconds an operation. */
export type Round = () => number | Promise<number>

export interface Comparison {
  /** Median, over all pairs of rounds, of what is measured divided by what it is measured against. */
  readonly ratio: number
  readonly details: Readonly<Record<string, string>>
  /** Median microseconds an operation of what is measured. */
  readonly micros: number
}

export interface CompareOptions {
  readonly rounds: number
  /** Rounds of each side before the first that counts. */
  readonly warmUps: number
}

/**
 * Compares two sides in interleaved rounds (A B, B A, …), so that whatever slows the machine down slows both, and none
 * always runs in the other's wake.
 */
export async function compare(
  { measured, against }: { readonly measured: Round; readonly against: Round },
  { rounds, warmUps }: CompareOptions,
): Promise<Comparison> {
  for (let round = 0; round < warmUps; round += 1) {
    await measured()
    await against()
  }
  const own: number[] = []
  const others: number[] = []
  const ratios: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const isFirst = round % 2 === 0
    const first = await (isFirst ? measured : against)()
    const second = await (isFirst ? against : measured)()
    const [mine, other] = isFirst ? [first, second] : [second, first]
    own.push(mine)
    others.push(other)
    ratios.push(mine / other)
  }
  const ratio = median(ratios)
  const micros = median(own)
  return { ratio, micros, details: { µs: spread(own), against: spread(others), ratios: spread(ratios) } }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Median, and from the least to the greatest. */
function spread(values: readonly number[]): string {
  return `${figure(median(values))} (${figure(Math.min(...values))}–${figure(Math.max(...values))})`
}
