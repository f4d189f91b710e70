import assert from 'node:assert/strict'
import { botgenBot, emptyBot } from '../lib/bots.js'
import { compare } from '../lib/compare.js'
import { type Result, result } from '../lib/result.js'
import type { Part } from '../parts.js'
import { handling } from './handling.js'
import { commandName, Hits, tableOf } from './table.js'

/**
 * P1: an update that hits the first, the last or none of many commands, against a Telegraf with one empty middleware
 * and the same timeout, which finds and calls nothing.
 */
export const part: Part = async ({ size, isQuick }) => {
  const hits = new Hits()
  const bot = botgenBot(tableOf(size, hits))
  const empty = emptyBot()
  const updates = 2000
  const typed = { first: commandName(0), last: commandName(size - 1), none: 'unknown' }

  const results: Result[] = []
  for (const [which, name] of Object.entries(typed)) {
    const isHandled = which !== 'none'
    const before = hits.count
    const { ratio, details } = await compare(
      {
        measured: handling(bot, { name, updates, ...(isHandled && { hits }) }),
        against: handling(empty, { name, updates }),
      },
      // botgen has seen as many updates as it remembers before the first round that counts.
      { rounds: isQuick ? 31 : 201, warmUps: 12 },
    )
    assert.equal(hits.count > before, isHandled)
    results.push(result(`P1.${which}.${size}`, { ratio, limit: 1 }, details))
  }
  return results
}
