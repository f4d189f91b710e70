import type { Telegraf } from 'telegraf'
import type { Update } from 'telegraf/types'
import { botgenBot, emptyBot } from '../lib/bots.js'
import { compare, type Round } from '../lib/compare.js'
import { random } from '../lib/random.js'
import { result } from '../lib/result.js'
import { timedBatches } from '../lib/timed-batches.js'
import { textUpdate } from '../lib/updates.js'
import type { Part } from '../parts.js'

/**
 * P2: sessions that nobody has opened add nothing measurable. A plain message to a bot without handlers, and what
 * sessions do with it alone, against a Telegraf with one empty middleware.
 */
export const part: Part = async ({ isQuick }) => {
  const bot = botgenBot()
  const empty = handling(emptyBot())
  const options = { rounds: isQuick ? 31 : 201, warmUps: 12 }
  const update = await compare({ measured: handling(bot), against: empty }, options)
  const recording = await compare({ measured: () => idleRecording(bot.sessions), against: empty }, options)
  return [
    result('P2.idle.update', { ratio: update.ratio, limit: 1 }, update.details),
    // Two rounds of the very same work differ by more.
    result('P2.idle.recording', { ratio: recording.ratio, limit: 0.02 }, recording.details),
  ]
}

function handling(bot: Telegraf): Round {
  return () =>
    timedBatches({
      batches: 4,
      batchSize: 500,
      makeUpdate: message,
      handleAll: async (updates) => {
        for (const update of updates) await bot.handleUpdate(update)
      },
    })
}

/** Everything that the update path asks of the sessions. */
function idleRecording(sessions: ReturnType<typeof botgenBot>['sessions']): Promise<number> {
  return timedBatches({
    batches: 40,
    batchSize: 500,
    makeUpdate: message,
    handleAll: (updates) => {
      for (const update of updates) {
        void sessions.record(update)
        void sessions.settled()
      }
    },
  })
}

function message(): Update {
  return textUpdate({ chatId: 5_000_000_000 + random(1000), userId: 5_000_000_000, text: 'Hello' })
}
