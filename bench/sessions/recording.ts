import assert from 'node:assert/strict'
import type { SessionEntry } from '@botgen/runtime'
import type { Update } from 'telegraf/types'
import { botgenBot } from '../lib/bots.js'
import { compare, type Round } from '../lib/compare.js'
import { random } from '../lib/random.js'
import { type Result, result } from '../lib/result.js'
import { timedBatches } from '../lib/timed-batches.js'
import { textUpdate } from '../lib/updates.js'
import { BareRecorder, type PlainMessage } from './bare-recorder.js'
import type { Conversations } from './conversations.js'

export interface RecordingOptions {
  readonly isQuick: boolean
  /** What the bare recorder finds a conversation by. */
  readonly idOf: (message: PlainMessage) => number
}

/** The size that P2 speaks of; below, the bare recorder fits the processor's cache and the ratio says less. */
const promisedSize = 1_000_000
/** Microseconds that recording one message may take on a machine that does nothing else. */
const budget = 5

/**
 * Recording a message of a random conversation into botgen's default storage, against a bare recorder of the same
 * size. In both each conversation holds one entry at the start of a round; what a round added is dropped after it.
 */
export async function recording(
  name: string,
  conversations: Conversations,
  { isQuick, idOf }: RecordingOptions,
): Promise<readonly Result[]> {
  const measured = await botgenSide(conversations)
  const against = bareSide(conversations, idOf)
  globalThis.gc?.()
  const { ratio, micros, details } = await compare({ measured, against }, { rounds: isQuick ? 11 : 61, warmUps: 5 })
  const limit = conversations.size >= promisedSize ? 3 : undefined
  return [
    result(name, { ratio, limit }, details),
    result(`${name}.budget`, { ratio: micros / budget, limit: undefined }, { of: `${budget} µs` }),
  ]
}

async function botgenSide(conversations: Conversations): Promise<Round> {
  const { sessions } = botgenBot()
  for (let index = 0; index < conversations.size; index += 1) {
    sessions.get(conversations.at(index))
    await sessions.record(messageIn(conversations, index))
  }
  const record = (updates: readonly Update[]): void => {
    // With the default storage nothing is left to wait for when `record` returns.
    for (const update of updates) void sessions.record(update)
  }
  const reset = async (index: number): Promise<number> => {
    const session = sessions.peek(conversations.at(index))
    const [first] = await session.messages()
    return session.forget((entry) => entry.messageId !== first?.messageId)
  }
  return round(conversations, record, reset)
}

function bareSide(conversations: Conversations, idOf: (message: PlainMessage) => number): Round {
  const bare = new BareRecorder(idOf)
  const idAt = (index: number): number => {
    const { chatId, userId } = conversations.at(index)
    return idOf({ chat: { id: chatId }, from: { id: userId }, message_id: 0, date: 0 })
  }
  for (let index = 0; index < conversations.size; index += 1) bare.open(idAt(index), firstEntry(conversations, index))
  const record = (updates: readonly Update[]): void => {
    for (const update of updates) bare.record(update)
  }
  return round(conversations, record, (index) => bare.reset(idAt(index)))
}

/** Records into conversations that are new to the processor's cache, then drops what was recorded. */
function round(
  conversations: Conversations,
  record: (updates: readonly Update[]) => void,
  reset: (index: number) => number | Promise<number>,
): Round {
  const batches = 20
  const batchSize = 500
  return async () => {
    const touched = new Set<number>()
    const micros = await timedBatches({
      batches,
      batchSize,
      makeUpdate: () => {
        const index = random(conversations.size)
        touched.add(index)
        return messageIn(conversations, index)
      },
      handleAll: record,
    })
    let recorded = 0
    for (const index of touched) recorded += await reset(index)
    assert.equal(recorded, batches * batchSize, 'Not every message was recorded.')
    return micros
  }
}

function messageIn(conversations: Conversations, index: number): Update {
  return textUpdate({ ...conversations.at(index), text: 'Hello' })
}

function firstEntry(conversations: Conversations, index: number): SessionEntry {
  return { messageId: 1, ...conversations.at(index), kind: 'text', direction: 'incoming', date: 1_760_000_000 }
}
