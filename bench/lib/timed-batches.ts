import type { Update } from 'telegraf/types'

export interface TimedBatches {
  readonly batches: number
  readonly batchSize: number
  /** Makes a fresh update; its time does not count. */
  readonly makeUpdate: () => Update
  /** The loop over the updates. Each side has its own, so that V8 compiles the loop for that side alone. */
  readonly handleAll: (updates: readonly Update[]) => void | Promise<void>
}

/**
 * Microseconds an update. The updates are made batch by batch, as they come from Telegram: small enough to be still in
 * the processor's cache, new objects always.
 */
export async function timedBatches({ batches, batchSize, makeUpdate, handleAll }: TimedBatches): Promise<number> {
  let elapsed = 0
  for (let batch = 0; batch < batches; batch += 1) {
    const updates = Array.from({ length: batchSize }, makeUpdate)
    const start = performance.now()
    await handleAll(updates)
    elapsed += performance.now() - start
  }
  return (elapsed * 1000) / (batches * batchSize)
}
