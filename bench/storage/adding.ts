import type { SessionEntry, SessionStorage } from '@botgen/runtime'
import { type Comparison, compare } from '../lib/compare.js'
import { result, type Result } from '../lib/result.js'

/** So many messages arrive at a time, each in a chat of its own: what a storage can join into one step. */
const atOnce = 100
const limit = 1 / 0.8

type SharedStorage = SessionStorage & Required<Pick<SessionStorage, 'openSession' | 'addIfOpen'>>

export interface Sides {
  readonly storage: SharedStorage
  /** Stores so many entries with the client that the storage uses, batched as it does, by its plainest command. */
  readonly bare: (entries: readonly KeyedEntry[]) => Promise<unknown>
}

export interface KeyedEntry {
  readonly key: string
  readonly entry: SessionEntry
}

/** P5: recording incoming messages, against the bare client. */
export async function adding(name: string, { storage, bare }: Sides, isQuick: boolean): Promise<readonly Result[]> {
  const run = `bench-${process.pid}-${Date.now()}`
  const keys = Array.from({ length: atOnce }, (_, chat) => `${run}/c${chat}/u${chat}/qflow/`)
  const epochs = await Promise.all(keys.map(async (key) => storage.openSession(key)))
  let messageId = 0
  const nextEntries = (): readonly KeyedEntry[] => {
    messageId += 1
    return keys.map((key, chatId) => ({ key, entry: entryOf(messageId, chatId + 1) }))
  }
  const batches = isQuick ? 20 : 100
  const timed = async (store: (entries: readonly KeyedEntry[]) => Promise<unknown>): Promise<number> => {
    let elapsed = 0
    for (let batch = 0; batch < batches; batch += 1) {
      const entries = nextEntries()
      const start = performance.now()
      await store(entries)
      elapsed += performance.now() - start
    }
    return (elapsed * 1000) / (batches * atOnce)
  }
  try {
    const comparison: Comparison = await compare(
      {
        measured: () =>
          timed((entries) =>
            Promise.all(
              entries.map(async ({ key, entry }, chat) => storage.addIfOpen(key, epochs[chat] ?? 0, [entry])),
            ),
          ),
        against: () => timed(bare),
      },
      { rounds: isQuick ? 9 : 21, warmUps: 3 },
    )
    return [result(`P5.${name}.add`, { ratio: comparison.ratio, limit }, comparison.details)]
  } finally {
    await Promise.all(keys.map(async (key) => storage.clear(key)))
  }
}

function entryOf(messageId: number, chatId: number): SessionEntry {
  return { messageId, chatId, userId: chatId, kind: 'text', direction: 'incoming', date: 1_900_000_000 + messageId }
}
