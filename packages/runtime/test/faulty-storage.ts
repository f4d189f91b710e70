/** Bots whose session storage fails when a test has it fail. */
import { type FaultyStorage, faultyStorage } from '@botgen/testing'
import { InMemorySessionStorage, type Session, type SessionStorage } from '../src/index.js'
import type { TestOptions, TestSetup } from './harness.js'
import { openSession } from './sessions.js'
import { start } from './start.js'
import { pause, type Timers, until, watchTimers } from './waiting.js'

export const broken = { rejects: new Error('disk full') }

export interface FaultySetup extends TestSetup {
  readonly faulty: FaultyStorage<SessionStorage>
  readonly timers: Timers
  /** Alice's session in her chat with the bot. */
  readonly open: (qualifier?: string) => Session
  /** What the storage knows that session by. */
  readonly keyOf: (qualifier?: string) => string
  /** The ids that the storage has of it. */
  readonly stored: (qualifier?: string) => Promise<number[]>
  /** Tracks messages of Alice with these ids. */
  readonly track: (session: Session, ...ids: readonly number[]) => Promise<void>
  /** How many entries the storage was given. */
  readonly writes: () => number
  /** Lets the storage be tried again after a pause, and that be over. */
  readonly retryAfter: (delay: number) => Promise<void>
}

/** The storage is that of the options, else one in memory. The bot stops when the test has ended. */
export async function startFaulty({ sessions, ...options }: TestOptions = {}): Promise<FaultySetup> {
  const faulty = faultyStorage(sessions?.storage ?? new InMemorySessionStorage())
  const setup = await start({ ...options, sessions: { ...sessions, storage: faulty.storage } })
  const { server, alice, chat } = setup
  const timers = watchTimers(server.clock)
  const keyOf = (qualifier?: string): string =>
    `${server.bot.id}/c${chat.id}/u${alice.id}/${qualifier === undefined ? '' : `q${qualifier}/`}`
  return {
    ...setup,
    faulty,
    timers,
    keyOf,
    open: (qualifier) => openSession(setup, qualifier),
    stored: async (qualifier) =>
      (await faulty.storage.list(keyOf(qualifier))).map(({ messageId }) => messageId).sort((a, b) => a - b),
    track: async (session, ...ids) => {
      for (const message_id of ids) {
        const message = { message_id, chat: chat.info, from: alice.info, date: 1_893_456_000, text: 'x' }
        await session.track(message as never)
      }
    },
    writes: () => faulty.calls.filter(({ method }) => method === 'add').length,
    retryAfter: async (delay) => {
      await timers.set(delay)
      const before = faulty.calls.length
      server.clock.advance(delay)
      await until(() => faulty.calls.length > before)
      await pause()
    },
  }
}
