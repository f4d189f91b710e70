/** Several processes of one bot on the data of one storage, to which tests deliver updates by hand. */
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { type FaultyStorage, faultyStorage, SharedInMemoryStorage, SharedSessions, TestClock } from '@botgen/testing'
import { type Context, Telegraf } from 'telegraf'
import type { Update } from 'telegraf/types'
import {
  type BotgenOptions,
  type BotOf,
  botgen,
  type Clock,
  type ErrorContext,
  type HandlerUpdate,
  type SessionOptions,
  type UpdateClaim,
} from '../src/index.js'
import { tableOf } from './harness.js'
import { type Gate, gate, pause, until } from './waiting.js'

export interface BotProcess {
  readonly name: string
  readonly bot: BotOf
  readonly storage: FaultyStorage<SharedInMemoryStorage>
  readonly errors: { readonly error: unknown; readonly context: ErrorContext }[]
  /** Delivers an update; resolves when it is acknowledged. */
  readonly gets: (update: Update) => Promise<void>
  /** Ends as a process without notice does: none of its timers goes off, nothing that it asks for is done. */
  readonly crash: () => void
}

export interface ProcessOptions extends Omit<BotgenOptions, 'sessions' | 'clock'> {
  readonly sessions?: Omit<SessionOptions, 'storage'>
  readonly telegraf?: Partial<Telegraf.Options<Context>>
  /** Handles `/slow`; `/fast` is noted at once. */
  readonly slow?: (update: HandlerUpdate) => unknown
}

/** What the processes share. */
export class Processes {
  readonly clock = new TestClock()
  readonly database = new SharedSessions(this.clock)
  /** The numbers of the updates in the order in which handlers began with them, and where. */
  readonly handled: string[] = []
  #gates = new Map<string, Gate>()

  /** What the handler of an update waits for in a process. */
  gateOf(name: string, updateId: number): Gate {
    const key = `${name} ${updateId}`
    const known = this.#gates.get(key) ?? gate()
    this.#gates.set(key, known)
    return known
  }

  start(
    name: string,
    { sessions, telegraf, slow, ...options }: ProcessOptions = {},
    instance = new SharedInMemoryStorage(this.database),
  ): BotProcess {
    const storage = faultyStorage(instance)
    const errors: BotProcess['errors'] = []
    let hasCrashed = false
    const clock: Clock = {
      now: () => this.clock.now(),
      after: (milliseconds, callback) =>
        this.clock.after(milliseconds, () => {
          if (!hasCrashed) callback()
        }),
    }
    const note = (update: HandlerUpdate): number => {
      const id = update.context().update.update_id
      this.handled.push(`${name} ${id}`)
      return id
    }
    const table = tableOf({
      fast: (update) => void note(update),
      slow: (update) => {
        const { promise } = this.gateOf(name, note(update))
        return slow === undefined ? promise : promise.then(() => slow(update))
      },
    })
    const plain = new Telegraf('123456:TEST', telegraf)
    plain.botInfo = {
      id: 123_456,
      is_bot: true,
      first_name: 'Test bot',
      username: 'test_bot',
    } as typeof plain.botInfo & object
    const bot = botgen(plain, table, {
      clock,
      onError: (error, context) => void errors.push({ error, context }),
      ...options,
      sessions: { ...sessions, storage: storage.storage },
    })
    return {
      name,
      bot,
      storage,
      errors,
      gets: (update) => bot.handleUpdate(update),
      crash: () => {
        hasCrashed = true
        storage.failNext('*', { hangs: true }, Number.POSITIVE_INFINITY)
      },
    }
  }

  /** Delivers an update to a process; resolves in the middle of its handler, and says whether it is acknowledged. */
  async isBusy(process: BotProcess, updateId: number): Promise<Watched> {
    const acknowledged = watch(process.gets(message(updateId, '/slow')))
    await until(() => this.handled.includes(`${process.name} ${updateId}`))
    return acknowledged
  }

  /** Lets time pass, so slowly that all who wait for it can ask again. */
  async pass(milliseconds: number): Promise<void> {
    const step = 500
    for (let passed = 0; passed < milliseconds; passed += step) {
      await pause()
      this.clock.advance(Math.min(step, milliseconds - passed))
    }
    await pause()
  }
}

/** A message from a user in the chat with the bot. */
export function message(updateId: number, text: string, chatId = 1001): Update {
  const entities = text.startsWith('/') ? [{ type: 'bot_command', offset: 0, length: text.length }] : undefined
  const from = { id: chatId, is_bot: false, first_name: 'Alice' }
  const chat = { id: chatId, type: 'private', first_name: 'Alice' }
  return {
    update_id: updateId,
    message: { message_id: updateId, date: 1_900_000_000 + updateId, from, chat, text, ...(entities && { entities }) },
  } as Update
}

/** The answer to a webhook's request. */
export function webhookResponse(): ServerResponse {
  return new ServerResponse(new IncomingMessage(new Socket()))
}

/** What its storage was asked about updates. */
export function claimsOf({ storage }: BotProcess): string[] {
  return storage.calls.flatMap(({ method, arguments: [claim, what] }) => {
    const { updateId } = claim as UpdateClaim
    if (method === 'claimUpdate') return [`claim ${updateId}`]
    return method === 'finishUpdate' ? [`${String(what)} ${updateId}`] : []
  })
}

export interface Watched {
  state: 'pending' | 'resolved' | 'rejected'
}

/** Says whether it has settled, and how. */
export function watch(promise: Promise<unknown>): Watched {
  const watched: Watched = { state: 'pending' }
  promise.then(
    () => (watched.state = 'resolved'),
    () => (watched.state = 'rejected'),
  )
  return watched
}
