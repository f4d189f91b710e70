import { median } from '../lib/compare.js'
import { figure } from '../lib/result.js'
import { type Command, measure, type Run } from './processes.js'

/** One process of one side in each round. */
export interface Turn<Side extends string> {
  readonly side: Side
  readonly cwd: string
  readonly command: Command
  /** What must be so before the process starts; its time does not count. */
  readonly prepare?: () => void
}

export interface Rounds {
  /** Rounds that count. */
  readonly rounds: number
  /** Rounds before the first that counts; one has every file in the disk's cache. */
  readonly warmUps: number
}

/** Runs all turns in order, round after round, so that whatever slows the machine down slows every side. */
export async function inTurns<Side extends string>(
  turns: readonly Turn<Side>[],
  { rounds, warmUps }: Rounds,
): Promise<Samples<Side>> {
  const runs = new Map<Side, Run[]>(turns.map(({ side }) => [side, []]))
  for (let round = 0; round < warmUps + rounds; round += 1) {
    for (const { side, cwd, command, prepare } of turns) {
      prepare?.()
      const run = await measure(cwd, command)
      if (round >= warmUps) runs.get(side)?.push(run)
    }
  }
  return new Samples(runs)
}

/** The runs of several sides, measured in turns. */
export class Samples<Side extends string> {
  readonly #runs: ReadonlyMap<string, readonly Run[]>

  constructor(runs: ReadonlyMap<Side, readonly Run[]>) {
    this.#runs = runs
  }

  /** The median time of one side divided by that of another. */
  ratio(side: Side, against: Side): number {
    return median(this.#times(side)) / median(this.#times(against))
  }

  /** The same of the time on processors, for a reader. */
  cpuRatio(side: Side, against: Side): string {
    const [own, other] = [side, against].map((each) =>
      median(this.#of(each).map(({ cpuMilliseconds }) => cpuMilliseconds)),
    )
    return figure((own ?? 0) / (other ?? 0))
  }

  /** The median of the most memory that a side held. */
  peakMiB(side: Side): number {
    return median(this.#of(side).map(({ peakMiB }) => peakMiB))
  }

  /** For a reader: the median, and the least in brackets. */
  seconds(side: Side): string {
    const times = this.#times(side).map((milliseconds) => milliseconds / 1000)
    return `${figure(median(times))} s (${figure(Math.min(...times))})`
  }

  #times(side: Side): readonly number[] {
    return this.#of(side).map(({ milliseconds }) => milliseconds)
  }

  #of(side: Side): readonly Run[] {
    return this.#runs.get(side) ?? []
  }
}
