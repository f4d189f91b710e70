import {
  type ApiMessage,
  type ApiUpdate,
  BotApiServer,
  type CallFilter,
  type Fault,
  faultyStorage,
  type StorageFault,
} from '@botgen/testing'
import { Context, Telegraf, type Telegram } from 'telegraf'
import type { Update } from 'telegraf/types'
import {
  type BotOf,
  botgen,
  type Clock,
  createSessionManager,
  defineDispatchTable,
  type SessionIds,
  type SessionManager,
  type SessionStorage,
} from '../../src/index.js'
import type { Scenario, StorageTrouble, TelegramTrouble } from './commands.js'
import { Pace, turns } from './pace.js'
import { counting, type MakeStorage, type Stored } from './storages.js'

/** What a storage fails with because the play had it fail. */
export class StorageTroubleError extends Error {}

export const expiresAfter = 30 * 60 * 60 * 1000

/** What the stage tells of Telegram's side. */
export interface Witness {
  /** Just before the bot asks Telegram to delete. */
  readonly deleting: (chatId: number, messageIds: readonly number[]) => void
  /** Just after Telegram sent these; `by` is what `marked` was given. */
  readonly sent: (by: number, chatId: number, messageIds: readonly number[]) => void
  readonly storageFailed: () => void
  readonly onError: (error: unknown) => void
}

/** A real bot on the Bot API server, without HTTP, so that thousands of plays fit into a minute. */
export class Stage {
  readonly server = BotApiServer.inProcess()
  readonly alice = this.server.user({ firstName: 'Alice' })
  readonly bob = this.server.user({ firstName: 'Bob' })
  readonly users = [this.alice, this.bob] as const
  readonly group = this.server.group({ members: [this.alice, this.bob], botStatus: 'administrator' })
  readonly chats = [this.server.privateChat(this.alice), this.group, this.server.privateChat(this.bob)] as const
  readonly sessions: readonly SessionIds[] = [
    { chatId: this.chats[0].id, userId: this.alice.id },
    { chatId: this.group.id, userId: this.alice.id },
    { chatId: this.group.id },
    { chatId: this.group.id, userId: this.alice.id, qualifier: 'order' },
    { chatId: this.chats[2].id, userId: this.bob.id },
  ]
  readonly photo = this.server.file()
  readonly bot: BotOf
  readonly stored: Stored
  /** Another process of the bot, which takes no updates, where the storage is shared. */
  readonly elsewhere: SessionManager | undefined
  readonly clock: Clock
  readonly #faulty
  readonly #unanswered: () => number
  readonly #pace: Pace
  readonly #witness: Witness
  /** Timers that have neither gone off nor been cancelled. */
  readonly #timers = new Set<{ readonly at: number; readonly isShort: boolean }>()

  constructor(scenario: Scenario, makeStorage: MakeStorage, witness: Witness) {
    this.#witness = witness
    this.#pace = new Pace(scenario.seed)
    const { clock } = this.server
    this.clock = {
      now: () => clock.now(),
      after: (milliseconds, callback) => this.#timer(milliseconds, callback),
    }
    this.stored = makeStorage(this.#pace, this.clock)
    const { storage, unanswered } = counting(this.stored.storage)
    const other = this.stored.elsewhere && counting(this.stored.elsewhere)
    this.#unanswered = () => unanswered() + (other?.unanswered() ?? 0)
    this.#faulty = faultyStorage<SessionStorage>(storage)
    const setUp = (telegram: Telegram): void => this.#connect(telegram)
    // Telegraf makes a client for each update; its class of contexts is where that can be reached.
    class InProcessContext extends Context {
      constructor(...args: ConstructorParameters<typeof Context>) {
        super(...args)
        setUp(args[1])
      }
    }
    const telegraf = new Telegraf(this.server.token, {
      contextType: InProcessContext,
      handlerTimeout: Number.POSITIVE_INFINITY,
    })
    // What getMe would have said.
    telegraf.botInfo = this.server.bot.user as unknown as NonNullable<typeof telegraf.botInfo>
    setUp(telegraf.telegram)
    this.bot = botgen(telegraf, defineDispatchTable([]), {
      clock: this.clock,
      acknowledge: scenario.acknowledge,
      sessions: { storage: this.#faulty.storage, whileStorageFails: scenario.whileStorageFails, expiresAfter },
      onError: witness.onError,
    })
    this.elsewhere =
      other &&
      createSessionManager({
        botId: this.server.bot.id,
        telegram: this.bot.telegram,
        clock: this.clock,
        storage: other.storage,
        expiresAfter: Number.POSITIVE_INFINITY,
        onError: witness.onError,
      })
  }

  /** Whether the storage has the session open. */
  isStored({ chatId, userId, qualifier }: SessionIds): boolean {
    const user = userId === undefined ? '' : `u${userId}/`
    const key = `${this.server.bot.id}/c${chatId}/${user}${qualifier === undefined ? '' : `q${qualifier}/`}`
    return this.stored.keys().includes(key)
  }

  get timers(): number {
    return this.#timers.size
  }

  /** Whether something is due soon. */
  get isWaiting(): boolean {
    return [...this.#timers].some(({ isShort }) => isShort)
  }

  /** Lets time pass, but not while a call is on its way that nothing holds up: none takes seconds by itself. */
  async pass(milliseconds: number): Promise<void> {
    const { clock } = this.server
    const end = clock.now() + milliseconds
    for (let count = 0; count < 200; count += 1) {
      await this.settle()
      const due = [...this.#timers].filter(({ at, isShort }) => isShort && at <= end).map(({ at }) => at)
      if (due.length === 0) break
      clock.advance(Math.max(Math.min(...due) - clock.now(), 0))
    }
    clock.advance(Math.max(end - clock.now(), 0))
    await this.settle()
  }

  /** Resolves when nothing goes on without time passing. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet += 1) {
      await turns(1)
      if (this.#unanswered() > 0 || this.#pace.waiting > 0) quiet = 0
    }
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.clock.after(milliseconds, resolve))
  }

  /** Hands each update over as the server sends it. */
  connect(receive: (update: Update) => Promise<void>): void {
    this.server.connect((update: ApiUpdate) => receive(update as unknown as Update))
  }

  /** Parameters that tell whose call it is. */
  marked(by: number): object {
    return { play: by }
  }

  newest(chat: number): ApiMessage | undefined {
    return this.chats[chat]?.history().at(-1)
  }

  isThere(chatId: number, messageId: number): boolean {
    return this.chats.some((chat) => chat.id === chatId && chat.message(messageId) !== undefined)
  }

  breakStorage(how: StorageTrouble, calls: number): void {
    const failure = new StorageTroubleError('the storage was told to fail')
    const answered = how === 'hangs' ? this.#sleep(7000) : undefined
    const isOnPurpose = (): boolean => {
      if (how !== 'slow') this.#witness.storageFailed()
      return true
    }
    this.#faulty.failNext(isOnPurpose, this.#storageFault(how, failure, answered), calls)
  }

  mendStorage(): void {
    this.#faulty.clearFaults()
  }

  breakTelegram(what: 'delete' | 'send', how: TelegramTrouble, calls: number): void {
    const filter: CallFilter = ({ method }) => method.startsWith(what)
    this.server.failNext(filter, this.#fault(how), calls)
  }

  #storageFault(how: StorageTrouble, failure: Error, hold = this.#sleep(2000)): StorageFault {
    switch (how) {
      case 'throws':
        return { throws: failure }
      case 'rejects':
        return { rejects: failure }
      case 'loses':
        return { loses: failure }
      case 'slow':
      case 'hangs':
        return { hold }
    }
  }

  #fault(how: TelegramTrouble): Fault {
    switch (how) {
      case 'flood':
        return { errorCode: 429, retryAfter: 3 }
      case 'forbidden':
        return { errorCode: 403 }
      case 'refused':
        return { errorCode: 400 }
      case 'request lost':
        return { drop: 'request' }
      case 'answer lost':
        return { drop: 'response' }
      case 'slow':
        return { hold: this.#sleep(12_000) }
    }
  }

  #connect(telegram: Telegram): void {
    const client = this.server.client()
    // The one public method that all others go through. A call takes its time both ways.
    telegram.callApi = async (method: string, payload: Readonly<Record<string, unknown>>): Promise<never> => {
      const { play, ...parameters } = payload
      if (method === 'deleteMessages') {
        this.#witness.deleting(Number(payload.chat_id), payload.message_ids as readonly number[])
      }
      await this.#pace.wait()
      const result = await client.callApi(method, parameters)
      if (typeof play === 'number') {
        const messages = (Array.isArray(result) ? result : [result]) as readonly { message_id: number }[]
        this.#witness.sent(
          play,
          Number(payload.chat_id),
          messages.map(({ message_id }) => message_id),
        )
      }
      await this.#pace.wait()
      // Telegraf's type names the result of each method that it knows.
      return result as never
    }
  }

  #timer(milliseconds: number, callback: () => void): () => void {
    const isShort = milliseconds < 60_000
    // What looks for idle sessions goes off every minute, for hours: it may as well be late.
    const delay = isShort ? milliseconds : milliseconds * 20
    const timer = { at: this.server.clock.now() + delay, isShort }
    this.#timers.add(timer)
    const cancel = this.server.clock.after(delay, () => {
      this.#timers.delete(timer)
      callback()
    })
    return () => {
      this.#timers.delete(timer)
      cancel()
    }
  }
}
