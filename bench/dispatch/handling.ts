import assert from 'node:assert/strict'
import type { Update } from 'telegraf/types'
import type { Round } from '../lib/compare.js'
import { random } from '../lib/random.js'
import { timedBatches } from '../lib/timed-batches.js'
import { commandUpdate } from '../lib/updates.js'
import type { Hits } from './table.js'

/** A bot of any library. */
export interface UpdateHandler {
  readonly handleUpdate: (update: Update) => Promise<unknown>
}

export interface Handling {
  /** The command that is typed. */
  readonly name: string
  /** Updates a round. */
  readonly updates: number
  /** What each update must raise; nothing where no handler is meant to take it. */
  readonly hits?: Hits
}

/** Hands commands to a bot, one after another, each a new update of one of a thousand chats. */
export function handling(bot: UpdateHandler, { name, updates, hits }: Handling): Round {
  const batchSize = Math.min(updates, 500)
  const batches = Math.ceil(updates / batchSize)
  const handleAll = async (list: readonly Update[]): Promise<void> => {
    for (const update of list) await bot.handleUpdate(update)
  }
  const makeUpdate = (): Update => {
    const id = 5_000_000_000 + random(1000)
    return commandUpdate(name, { chatId: id, userId: id })
  }
  return async () => {
    const before = hits?.count ?? 0
    const micros = await timedBatches({ batches, batchSize, makeUpdate, handleAll })
    if (hits !== undefined) assert.equal(hits.count - before, batches * batchSize, `/${name} was not always handled.`)
    return micros
  }
}
