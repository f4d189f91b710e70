import type { Clock } from '@botgen/runtime'

/**
 * What a write outlives before it is answered.
 *
 * - `process`: the end of the process, also by `kill -9`. The last writes may be lost with the power, or with the system.
 * - `power`: loss of power too, as far as the disk keeps its word. Each batch of writes waits for the disk.
 */
export type Durability = 'process' | 'power'

export interface LevelStorageOptions {
  /** Default `process`. */
  readonly durability?: Durability
  /** For tests. Default: the system's. */
  readonly clock?: Pick<Clock, 'now'>
}

const durabilities: readonly unknown[] = ['process', 'power'] satisfies readonly Durability[]

/** @throws RangeError if an option is none of those that there are */
export function assertOptions({ durability = 'process' }: LevelStorageOptions): void {
  if (!durabilities.includes(durability)) {
    throw new RangeError(`durability is ${JSON.stringify(durability)}: give 'process' or 'power'.`)
  }
}
