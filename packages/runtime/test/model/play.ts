/** Plays a scenario against real sessions and holds what they do against the model. */
import type { ApiMessage } from '@botgen/testing'
import type { Context } from 'telegraf'
import type { Message, Update } from 'telegraf/types'
import {
  BotgenError,
  type ClearReport,
  type Session,
  SessionClosedError,
  type SessionIds,
  UnrecordedMessagesError,
} from '../../src/index.js'
import type { Action, HandlerSteps, Scenario, SessionStep } from './commands.js'
import { type Claim, type Facts, idOf, isChosen, Model, type Period, type Removal } from './model.js'
import { turns } from './pace.js'
import { expiresAfter, Stage, StorageTroubleError } from './stage.js'
import type { MakeStorage } from './storages.js'

const second = 1000
/** Longer than the longest pause between two tries of the storage. */
const retryTime = 31 * second

/** Rejects with what was not as the model says. A rejection that nobody handles fails the test by itself: jest sees to it. */
export async function play(scenario: Scenario, makeStorage: MakeStorage): Promise<void> {
  const performance = new Play(scenario, makeStorage)
  await performance.run()
  const [first] = performance.model.violations
  if (first !== undefined) throw new Error(first)
}

/** An update that has not been handled to the end. */
interface Delivery {
  readonly update: Update
  readonly facts: Facts & { readonly userId: number }
  readonly began: number
  readonly claims: Claim[]
  isAcknowledged: boolean
  isHandled: boolean
}

interface Sending {
  readonly period: Period | undefined
  readonly began: number
  readonly claims: Claim[]
  /** When Telegram sent it. */
  sentAt: number
  hasSucceeded: boolean
}

class Play {
  readonly model = new Model()
  readonly #scenario: Scenario
  readonly #stage: Stage
  readonly #running = new Set<Promise<void>>()
  readonly #ids = new Map<string, SessionIds>()
  readonly #deliveries = new Map<number, Delivery>()
  readonly #sendings: Sending[] = []
  readonly #unrecorded = new Set<string>()
  readonly #tracked = new Set<string>()
  /** Handles that another process has of these periods. */
  readonly #elsewhere = new Map<Period, Session>()
  #lastUpdate: Update | undefined

  constructor(scenario: Scenario, makeStorage: MakeStorage) {
    this.#scenario = scenario
    this.#stage = new Stage(scenario, makeStorage, {
      deleting: (chatId, messageIds) => {
        this.#watch()
        for (const messageId of messageIds) this.model.isDeleting(idOf({ chatId, messageId }))
      },
      sent: (by, chatId, messageIds) => this.#sent(by, chatId, messageIds),
      storageFailed: () => this.model.storageFailed(),
      onError: (error) => this.#heard(error),
    })
    for (const ids of this.#stage.sessions) this.#ids.set(nameOf(ids), ids)
    this.#stage.connect((update) => this.#receive(update))
    this.#stage.bot.use((ctx) => this.#handle(ctx))
  }

  async run(): Promise<void> {
    for (const step of this.#scenario.steps) {
      this.#watch()
      if (step.do === 'advance') await this.#stage.pass(step.by)
      else this.#act(step)
      for (let turn = 0; turn < step.pause && this.#running.size > 0; turn += 1) await turns(1)
    }
    await this.#comeToRest()
    // What is over is closed again by another process, which closes nothing else.
    for (const [period, handle] of this.#elsewhere) {
      if (period.closed < Number.POSITIVE_INFINITY) void this.#start(() => handle.close())
    }
    await this.#comeToRest()
    for (const ids of this.#ids.values()) void this.#start(() => this.#read(ids))
    await this.#comeToRest()
    if (this.#scenario.endsBy === 'expiry') await this.#letExpire()
    this.#watch()
    this.#checkOrder()
    await this.#closeAll()
    await this.#shutDown()
  }

  /** Other processes use the sessions for the last time; they expire when that is too long ago. */
  async #letExpire(): Promise<void> {
    await this.#stage.pass(expiresAfter / 3)
    this.#watch()
    this.#stage.stored.useElsewhere?.()
    // This process finds them idle, and asks the storage.
    await this.#stage.pass((expiresAfter * 2) / 3 + 1500 * second)
    // An hour more at most until it asks again, and a sweep.
    await this.#stage.pass(expiresAfter / 3 + 3600 * second + 1500 * second)
  }

  #act(step: Exclude<Action, { do: 'advance' }>): void {
    const { server, users, chats } = this.#stage
    switch (step.do) {
      case 'write': {
        const [user, chat] = [users[step.user]!, chats[step.chat]!]
        if (!chat.isMember(user.id)) return
        user.sends(chat, step.handler === undefined ? 'hello' : JSON.stringify(step.handler))
        return
      }
      case 'edit': {
        const written = chats[step.chat]?.history().findLast(({ from }) => from?.is_bot === false)
        if (written !== undefined) users.find(({ id }) => id === written.from?.id)?.edits(written, written.text ?? '')
        return
      }
      case 'redeliver':
        if (this.#lastUpdate !== undefined) server.redeliver(this.#lastUpdate as never)
        return
      case 'protect': {
        const newest = this.#stage.newest(step.chat)
        if (newest !== undefined) chats[step.chat]?.undeletable.add(newest.message_id)
        return
      }
      case 'break storage':
        return this.#stage.breakStorage(step.how, step.calls)
      case 'mend storage':
        return this.#stage.mendStorage()
      case 'break Telegram':
        return this.#stage.breakTelegram(step.what, step.how, step.calls)
      case 'open':
      case 'send':
      case 'track':
      case 'read':
      case 'clear':
      case 'forget':
      case 'close':
        return void this.#start(() => this.#do(step, this.#stage.sessions[step.session]!))
    }
  }

  /** Counts `work` as running until it ends, and returns what resolves then. */
  #start(work: () => Promise<void>): Promise<void> {
    const running: Promise<void> = work()
      .catch((error: unknown) => this.model.require(false, () => `unexpected: ${describe(error)}`))
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
    return running
  }

  #do(step: SessionStep, ids: SessionIds, ctx?: Context): Promise<void> {
    switch (step.do) {
      case 'open':
        return this.#open(ids, () => {
          const { sessions } = this.#stage.bot
          return step.by === 'get' ? sessions.get(ids) : sessions.peek(ids).open()
        })
      case 'send':
        return this.#send(step, ids, ctx)
      case 'track':
        return this.#track(ids)
      case 'read':
        return this.#read(ids)
      case 'clear':
        return this.#clear(step, ids)
      case 'forget':
        return this.#forget(step, ids)
      case 'close':
        return this.#close(ids)
    }
  }

  // Updates

  async #receive(update: Update): Promise<void> {
    const again = this.#deliveries.has(update.update_id) || this.#lastUpdate?.update_id === update.update_id
    this.#lastUpdate = update
    if (again || !('message' in update)) return this.#start(() => this.#stage.bot.handleUpdate(update))
    const { chat, message_id: messageId, from } = update.message
    const facts = { chatId: chat.id, messageId, userId: from.id, direction: 'incoming' as const }
    const began = this.model.next()
    const delivery: Delivery = { update, facts, began, claims: [], isAcknowledged: false, isHandled: false }
    this.#deliveries.set(update.update_id, delivery)
    for (const [key, ids] of this.#ids) {
      const period = this.model.current(key)
      if (period !== undefined && matches(ids, facts)) {
        delivery.claims.push(this.model.claim(period, facts, began, true))
      }
    }
    await this.#start(async () => {
      const now = this.#stage.clock.now()
      await this.#stage.bot.handleUpdate(update)
      this.#watch()
      for (const claim of delivery.claims) {
        this.model.settle(claim, true, now)
        // What is acknowledged early is recorded in its turn where it was not before.
        if (!delivery.isHandled && claim.period.opened > began) claim.inTurn = Number.POSITIVE_INFINITY
      }
      delivery.isAcknowledged = true
      this.#finish(delivery)
    })
  }

  #finish({ update, isAcknowledged, isHandled }: Delivery): void {
    if (isAcknowledged && isHandled) this.#deliveries.delete(update.update_id)
  }

  async #handle(ctx: Context): Promise<void> {
    this.#watch()
    const delivery = this.#deliveries.get(ctx.update.update_id)
    const text = ctx.text
    if (text?.startsWith('{') === true && ctx.chat !== undefined && ctx.from !== undefined && 'message' in ctx.update) {
      await this.#start(() => this.#handleBy(JSON.parse(text) as HandlerSteps, ctx, ctx.chat!.id, ctx.from!.id))
    }
    if (delivery !== undefined) {
      delivery.isHandled = true
      for (const claim of delivery.claims) if (claim.period.opened > delivery.began) claim.inTurn = this.model.next()
      this.#finish(delivery)
    }
  }

  async #handleBy({ qualifier, opens, steps }: HandlerSteps, ctx: Context, chatId: number, userId: number) {
    const ids = { chatId, userId, ...(qualifier !== undefined && { qualifier }) }
    this.#ids.set(nameOf(ids), ids)
    const options = qualifier === undefined ? {} : { qualifier }
    if (opens) {
      const before = this.model.current(nameOf(ids))
      await this.#open(ids, () => this.#stage.bot.sessions.of(ctx, options)!)
      if (before === undefined) this.#recordsOpening(ctx.update, nameOf(ids))
    }
    for (const step of steps) await this.#do(step, ids, ctx)
  }

  /** S13: the acknowledgement, unless it comes early, waits for the message that opened the session. */
  #recordsOpening({ update_id: id }: Update, key: string): void {
    const period = this.model.current(key)
    const claim = this.#deliveries.get(id)?.claims.find((candidate) => candidate.period === period)
    if (claim !== undefined && this.#scenario.acknowledge === 'handled') claim.isCertain = true
  }

  // Sessions

  async #open(ids: SessionIds, open: () => Session): Promise<void> {
    this.#watch()
    const key = nameOf(ids)
    const current = this.model.current(key)
    const session = open()
    this.model.require(session.isOpen, () => `S3 ${key} is not open after it was opened`)
    if (current !== undefined) {
      this.model.require(session === current.session, () => `S4 there are two open sessions of ${key}`)
      return
    }
    this.#begin(key, ids, session)
  }

  #begin(key: string, ids: SessionIds, session: Session): Period {
    const period = this.model.begin(key, session, this.#stage.clock.now())
    // What has been delivered and not handled may be recorded in it when its turn comes.
    for (const { facts, began, claims } of this.#deliveries.values()) {
      if (matches(ids, facts)) claims.push(this.model.claim(period, facts, began, false))
    }
    return period
  }

  async #send({ by, what }: SessionStep & { do: 'send' }, ids: SessionIds, ctx: Context | undefined): Promise<void> {
    this.#watch()
    const key = nameOf(ids)
    const period = this.model.current(key)
    const session = (period ?? this.model.last(key))?.session ?? this.#stage.bot.sessions.peek(ids)
    const sending: Sending = {
      period,
      began: this.model.next(),
      claims: [],
      sentAt: Number.POSITIVE_INFINITY,
      hasSucceeded: false,
    }
    const number = this.#sendings.push(sending) - 1
    const now = this.#stage.clock.now()
    try {
      await this.#call(session, { by, what }, ids.chatId, number, ctx)
      this.model.require(period !== undefined, () => `S28 something was sent through ${key}, which is closed`)
      sending.hasSucceeded = true
    } catch (error) {
      this.#watch()
      const isOpen = period !== undefined && this.model.current(key) === period
      const isExpected = error instanceof SessionClosedError ? !isOpen : isRefusal(error)
      this.model.require(isExpected, () => `S19 a send through ${key} failed: ${describe(error)}`)
    }
    this.#watch()
    for (const claim of sending.claims) {
      this.model.settle(claim, sending.hasSucceeded, now)
      claim.awaitedUntil = this.#stage.clock.now()
    }
  }

  #call(
    session: Session,
    { by, what }: Pick<SessionStep & { do: 'send' }, 'by' | 'what'>,
    chatId: number,
    number: number,
    ctx: Context | undefined,
  ): Promise<unknown> {
    const extra = this.#stage.marked(number)
    const photo = { type: 'photo' as const, media: this.#stage.photo }
    const source = this.#stage.chats.find(({ id }) => id === chatId)?.history()[0]?.message_id
    if (what === 'album') {
      if (by === 'chat') return session.chat.sendMediaGroup([photo, photo], extra)
      if (ctx === undefined || by === 'telegram') return session.telegram.sendMediaGroup(chatId, [photo, photo], extra)
      return session.with(ctx).replyWithMediaGroup([photo, photo], extra)
    }
    if (what === 'copy' && source !== undefined) {
      if (by === 'chat') return session.chat.copyMessage(chatId, source, extra)
      return session.telegram.copyMessage(chatId, chatId, source, extra)
    }
    if (by === 'chat') return session.chat.sendMessage('hi', extra)
    if (ctx === undefined || by === 'telegram') return session.telegram.sendMessage(chatId, 'hi', extra)
    return session.with(ctx).reply('hi', extra)
  }

  #sent(by: number, chatId: number, messageIds: readonly number[]): void {
    const sending = this.#sendings[by]!
    sending.sentAt = this.model.next()
    if (sending.period === undefined) return
    for (const messageId of messageIds) {
      const facts = { chatId, messageId, direction: 'outgoing' as const }
      sending.claims.push(this.model.claim(sending.period, facts, sending.began, true))
    }
  }

  async #track(ids: SessionIds): Promise<void> {
    this.#watch()
    const key = nameOf(ids)
    const message: ApiMessage | undefined = this.#stage.chats
      .find(({ id }) => id === ids.chatId)
      ?.history()
      .at(-1)
    if (message === undefined) return
    const period = this.model.current(key)
    const session = (period ?? this.model.last(key))?.session ?? this.#stage.bot.sessions.peek(ids)
    const direction = message.from?.is_bot === true ? 'outgoing' : 'incoming'
    const facts: Facts = { chatId: ids.chatId, messageId: message.message_id, direction }
    this.#tracked.add(idOf(facts))
    const claim = period && this.model.claim(period, facts, this.model.next(), true)
    const now = this.#stage.clock.now()
    try {
      // The server's messages are Telegram's, whose types Telegraf has.
      await session.track(message as unknown as Message, direction)
      this.model.require(period !== undefined, () => `S28 something was tracked by ${key}, which is closed`)
      this.#watch()
      if (claim) this.model.settle(claim, true, now)
    } catch (error) {
      this.#watch()
      const isClosed = error instanceof SessionClosedError && period === undefined
      this.model.require(isClosed, () => `S20 tracking in ${key} failed: ${describe(error)}`)
    }
  }

  async #read(ids: SessionIds): Promise<void> {
    this.#watch()
    const key = nameOf(ids)
    const began = this.model.next()
    try {
      const entries = await this.#stage.bot.sessions.peek(ids).messages()
      this.#watch()
      this.model.hasRead(key, entries, began)
    } catch (error) {
      this.#fails('S21 messages()', key, error)
    }
  }

  async #clear({ which, forgetFailed }: SessionStep & { do: 'clear' }, ids: SessionIds): Promise<void> {
    this.#watch()
    const key = nameOf(ids)
    const removal = this.model.remove({
      key,
      does: 'clear',
      which,
      forgetsFailed: forgetFailed,
      at: this.#stage.clock.now(),
    })
    const session = this.#stage.bot.sessions.peek(ids)
    try {
      const report: ClearReport = await session.clear((entry) => isChosen(which, entry), {
        forgetFailed,
        entries: true,
      })
      this.#watch()
      for (const entry of report.entries!.deleted) {
        const isThere = this.#stage.isThere(entry.chatId, entry.messageId)
        this.model.require(!isThere, () => `S22 a clear of ${key} says that it deleted ${idOf(entry)}, which is there`)
      }
      this.model.hasCleared(removal, report, this.#stage.clock.now())
    } catch (error) {
      this.#failedToRemove(removal, error)
    }
  }

  async #forget({ which }: SessionStep & { do: 'forget' }, ids: SessionIds): Promise<void> {
    this.#watch()
    const removal = this.model.remove({
      key: nameOf(ids),
      does: 'forget',
      which,
      forgetsFailed: false,
      at: this.#stage.clock.now(),
    })
    try {
      await this.#stage.bot.sessions.peek(ids).forget((entry) => isChosen(which, entry))
      removal.ended = this.model.next()
    } catch (error) {
      this.#failedToRemove(removal, error)
    }
  }

  #failedToRemove(removal: Removal, error: unknown): void {
    removal.hasFailed = true
    removal.ended = this.model.next()
    this.#fails(removal.does, removal.key, error)
  }

  async #close(ids: SessionIds): Promise<void> {
    this.#watch()
    const key = nameOf(ids)
    const period = this.model.current(key)
    if (period === undefined) return this.#stage.bot.sessions.peek(ids).close()
    this.model.end(period)
    try {
      await period.session.close()
    } catch (error) {
      this.#fails('S28 close()', key, error)
    }
    // A storage that has failed to close it goes on trying; here it is over.
    period.closed = this.model.next()
  }

  #fails(what: string, key: string, error: unknown): void {
    // A storage that does not answer is given up with an error of botgen's.
    const isOnPurpose =
      this.model.hasStorageFailed && (error instanceof StorageTroubleError || error instanceof BotgenError)
    this.model.require(isOnPurpose, () => `${what} of ${key} failed: ${describe(error)}`)
  }

  // Looking on

  /** Which sessions are open, against what the model says: only idle ones close by themselves, and none opens. */
  #watch(): void {
    const { sessions } = this.#stage.bot
    for (const [key, ids] of this.#ids) {
      const period = this.model.current(key)
      const session = sessions.peek(ids)
      if (period !== undefined) {
        period.mayBeClosed ||= this.#stage.clock.now() - period.activeAt >= expiresAfter
        if (session.isOpen && session === period.session) {
          this.model.isOpen(period)
          this.#joinElsewhere(period, ids)
        } else {
          this.model.require(period.mayBeClosed, () => `S28 ${key} was closed, though it is open and in use`)
          this.model.hasEnded(period)
        }
      }
      if (this.model.current(key) !== undefined || !session.isOpen) continue
      this.model.require(false, () => `S28 ${key} is open again, though nobody opened it`)
      this.#begin(key, ids, session)
    }
  }

  #joinElsewhere(period: Period, ids: SessionIds): void {
    const { elsewhere } = this.#stage
    if (elsewhere === undefined || this.#elsewhere.has(period) || !this.#stage.isStored(ids)) return
    for (const [earlier, handle] of this.#elsewhere) if (earlier.key === period.key && handle.isOpen) return
    this.#elsewhere.set(period, elsewhere.get(ids))
  }

  #heard(error: unknown): void {
    if (error instanceof UnrecordedMessagesError) {
      for (const entry of error.entries) this.#unrecorded.add(idOf(entry))
    }
    const isExpected = error instanceof BotgenError || error instanceof StorageTroubleError || isRefusal(error)
    this.model.require(isExpected, () => `onError heard of ${describe(error)}`)
  }

  // The end

  /** Nothing fails any more; time passes until everything that was begun has ended, and nothing waits. */
  async #comeToRest(): Promise<void> {
    this.#stage.mendStorage()
    this.#stage.server.clearFaults()
    for (let tries = 0; this.#running.size > 0 && tries < 60; tries += 1) {
      await this.#stage.settle()
      if (this.#running.size > 0) await this.#stage.pass(2 * second)
    }
    this.model.require(this.#running.size === 0, () => `${this.#running.size} calls never end`)
    for (let tries = 0; this.#stage.isWaiting && tries < 5; tries += 1) await this.#stage.pass(retryTime)
    this.#watch()
  }

  async #closeAll(): Promise<void> {
    const { sessions } = this.#stage.bot
    for (const [key, ids] of this.#ids) {
      const expired = this.#scenario.endsBy === 'expiry' && this.model.current(key) !== undefined
      this.model.require(!expired, () => `S29 ${key} has not expired`)
      await this.#start(() => this.#close(ids))
      void this.#start(() => this.#read(ids))
    }
    await this.#comeToRest()
    this.model.require(sessions.isIdle(), () => 'S7 the manager is not idle after all sessions were closed')
    this.model.require(sessions.settled() === undefined, () => 'something is still under way after the end')
    this.model.checkWaits()
    const left = this.#stage.stored.keys()
    this.model.require(left.length === 0, () => `S28 the storage still has ${left.join(', ')}`)
    for (const { period, claims, sentAt, hasSucceeded } of this.#sendings) {
      if (!hasSucceeded || period === undefined || sentAt < period.closed) continue
      const ids = claims.map(({ facts }) => idOf(facts))
      const isReported = period.closed === Number.POSITIVE_INFINITY || ids.every((id) => this.#unrecorded.has(id))
      this.model.require(isReported, () => `S28 ${ids.join(', ')} went unrecorded, and nobody was told`)
    }
  }

  /** What updates brought is stored in the order in which it came. */
  #checkOrder(): void {
    // There it is recorded before its turn.
    if (this.#scenario.acknowledge === 'recorded') return
    const isLate = this.#scenario.steps.some(
      (step) => step.do === 'break storage' && (step.how === 'hangs' || step.how === 'slow'),
    )
    // What was dropped while it was on its way may be stored after what followed it, and is then taken back.
    const isPassedOver = (id: string): boolean => this.#tracked.has(id) || (isLate && this.model.isPerhapsDropped(id))
    for (const [key, arrived] of this.#stage.stored.arrivals?.() ?? []) {
      const ids = [...arrived.values()].filter((entry) => entry.direction === 'incoming' && !isPassedOver(idOf(entry)))
      const isOrdered = ids.every(({ messageId }, place) => place === 0 || messageId > ids[place - 1]!.messageId)
      const list = ids.map(({ messageId }) => messageId).join(', ')
      this.model.require(isOrdered, () => `S14 the storage was given the messages ${list} of ${key}, in this order`)
    }
  }

  async #shutDown(): Promise<void> {
    let left: unknown
    void this.#start(async () => {
      const { updates, entries } = await this.#stage.bot.shutdown()
      left = updates + entries
    })
    await this.#stage.settle()
    this.model.require(left === 0, () => `S39 shutdown() leaves ${String(left)}`)
    this.model.require(this.#stage.timers === 0, () => `${this.#stage.timers} timers are left after the end`)
  }
}

function nameOf({ chatId, userId, qualifier }: SessionIds): string {
  return `chat ${chatId}${userId === undefined ? '' : ` user ${userId}`}${qualifier === undefined ? '' : ` ${qualifier}`}`
}

function matches(ids: SessionIds, { chatId, userId }: { readonly chatId: number; readonly userId: number }): boolean {
  return ids.chatId === chatId && (ids.userId === undefined || ids.userId === userId)
}

/** What the server answers with, or a connection that it drops. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && ['BotApiError', 'ConnectionDropped'].includes(error.name)
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
