import assert from 'node:assert/strict'
import type { Update } from 'telegraf/types'
import { botgenBot } from '../lib/bots.js'
import { compare } from '../lib/compare.js'
import { random } from '../lib/random.js'
import { result } from '../lib/result.js'
import { timedBatches } from '../lib/timed-batches.js'
import { textUpdate } from '../lib/updates.js'
import type { Part } from '../parts.js'
import { oneGroup } from './conversations.js'

/**
 * P2, for contrast: finding the sessions of an update by botgen's index, against asking each session's predicate, as
 * ktgram does.
 */
export const part: Part = async ({ size }) => {
  const conversations = oneGroup(size)
  const { sessions } = botgenBot()
  const scan = new Scan()
  for (let index = 0; index < size; index += 1) {
    const ids = conversations.at(index)
    sessions.get(ids)
    scan.subscribe(`${ids.chatId}/${ids.userId}`, isFrom(ids))
  }
  const makeUpdate = (): Update => textUpdate({ ...conversations.at(random(size)), text: 'Hello' })
  const measured = (): Promise<number> =>
    timedBatches({
      batches: 1,
      batchSize: 1000,
      makeUpdate,
      handleAll: (updates) => {
        for (const update of updates) assert.equal(sessions.matchingSubscriptions(update).length, 1)
      },
    })
  const against = (): Promise<number> =>
    timedBatches({
      batches: 1,
      batchSize: Math.ceil(100_000 / size),
      makeUpdate,
      handleAll: (updates) => {
        for (const update of updates) assert.equal(scan.matching(update).length, 1)
      },
    })
  const { ratio, details } = await compare({ measured, against }, { rounds: 31, warmUps: 5 })
  return [result(`P2.scan.${size}`, { ratio, limit: 1 }, details)]
}

type Predicate = (update: Update) => boolean

function isFrom({ chatId, userId }: { readonly chatId: number; readonly userId: number }): Predicate {
  return (update) => 'message' in update && update.message.chat.id === chatId && update.message.from.id === userId
}

class Scan {
  readonly #predicates = new Map<string, Predicate>()

  subscribe(key: string, predicate: Predicate): void {
    this.#predicates.set(key, predicate)
  }

  matching(update: Update): string[] {
    const matching: string[] = []
    for (const [key, predicate] of this.#predicates) if (predicate(update)) matching.push(key)
    return matching
  }
}
