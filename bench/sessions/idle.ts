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
 * P2: sessions that nobody has opened add nothing measurable: what they do with a plain message, against a Telegraf with
 * one empty middleware handling it. What botgen's update path costs as a whole is P1.
 */
export const part: Part = async ({ isQuick }) => {
  const { sessions } = botgenBot()
  const options = { rounds: isQuick ? 31 : 201, warmUps: 12 }
  const measured: Round = () => idleRecording(sessions)
  const recording = await compare({ measured, against: handling(emptyBot()) }, options)
  return [
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
