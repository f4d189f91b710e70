import type { Context } from 'telegraf'
import type { Message } from 'telegraf/types'
import { type ClearReport, type Session, SessionClosedError, type SessionIds } from '../../src/index.js'
import type { SessionStep } from './commands.js'
import { describe, isFromStorage } from './failures.js'
import type { Removal } from './history.js'
import { type Facts, idOf, isChosen } from './messages.js'
import type { Scene } from './scene.js'
import type { Sendings } from './sendings.js'
import { keyOf } from './watch.js'

/** Does with real sessions what a play says, and notes in its history what that may and must have done. */
export class SessionSteps {
  readonly #scene: Scene
  readonly #sendings: Sendings
  readonly #tracked = new Set<string>()

  constructor(scene: Scene, sendings: Sendings) {
    this.#scene = scene
    this.#sendings = sendings
  }

  /** The messages that were tracked by hand. */
  get tracked(): ReadonlySet<string> {
    return this.#tracked
  }

  do(step: SessionStep, ids: SessionIds, ctx?: Context): Promise<void> {
    switch (step.do) {
      case 'open':
        return this.open(ids, () => {
          const { sessions } = this.#scene.stage.bot
          return step.by === 'get' ? sessions.get(ids) : sessions.peek(ids).open()
        })
      case 'send':
        return this.#sendings.send(step, ids, ctx)
      case 'track':
        return this.#track(ids)
      case 'read':
        return this.read(ids)
      case 'clear':
        return this.#clear(step, ids)
      case 'forget':
        return this.#forget(step, ids)
      case 'close':
        return this.close(ids)
    }
  }

  async open(ids: SessionIds, open: () => Session): Promise<void> {
    const { history, model, watch } = this.#scene
    watch.look()
    const key = keyOf(ids)
    const current = history.current(key)
    const session = open()
    model.require(session.isOpen, () => `S3 ${key} is not open after it was opened`)
    if (current === undefined) watch.hasOpened(ids, session)
    else model.require(session === current.session, () => `S4 there are two open sessions of ${key}`)
  }

  async #track(ids: SessionIds): Promise<void> {
    const { stage, history, model, watch } = this.#scene
    watch.look()
    const key = keyOf(ids)
    const message = stage.chats
      .find(({ id }) => id === ids.chatId)
      ?.history()
      .at(-1)
    if (message === undefined) return
    const period = history.current(key)
    const direction = message.from?.is_bot === true ? 'outgoing' : 'incoming'
    const facts: Facts = { chatId: ids.chatId, messageId: message.message_id, direction }
    this.#tracked.add(idOf(facts))
    const claim = period && history.claim(period, facts, history.next(), true)
    const now = stage.clock.now()
    try {
      // The server's messages are Telegram's, whose types Telegraf has.
      await watch.lastHandle(ids).track(message as unknown as Message, direction)
      model.require(period !== undefined, () => `S28 something was tracked by ${key}, which is closed`)
      watch.look()
      if (claim) history.settle(claim, true, now)
    } catch (error) {
      watch.look()
      const isClosed = error instanceof SessionClosedError && period === undefined
      model.require(isClosed, () => `S20 tracking in ${key} failed: ${describe(error)}`)
    }
  }

  async read(ids: SessionIds): Promise<void> {
    const { stage, history, model, watch } = this.#scene
    watch.look()
    const key = keyOf(ids)
    const began = history.next()
    try {
      const entries = await stage.bot.sessions.peek(ids).messages()
      watch.look()
      model.hasRead(key, entries, began)
    } catch (error) {
      this.#fails('S21 messages()', key, error)
    }
  }

  async #clear({ which, forgetFailed }: SessionStep & { do: 'clear' }, ids: SessionIds): Promise<void> {
    const { stage, history, model, watch } = this.#scene
    watch.look()
    const key = keyOf(ids)
    const removal = history.remove({
      key,
      does: 'clear',
      which,
      forgetsFailed: forgetFailed,
      at: stage.clock.now(),
    })
    const session = stage.bot.sessions.peek(ids)
    try {
      const report: ClearReport = await session.clear((entry) => isChosen(which, entry), {
        forgetFailed,
        entries: true,
      })
      watch.look()
      for (const entry of report.entries!.deleted) {
        const isThere = stage.isThere(entry.chatId, entry.messageId)
        model.require(!isThere, () => `S22 a clear of ${key} says that it deleted ${idOf(entry)}, which is there`)
      }
      model.hasCleared(removal, report, stage.clock.now())
    } catch (error) {
      this.#failedToRemove(removal, error)
    }
  }

  async #forget({ which }: SessionStep & { do: 'forget' }, ids: SessionIds): Promise<void> {
    const { stage, history, watch } = this.#scene
    watch.look()
    const removal = history.remove({
      key: keyOf(ids),
      does: 'forget',
      which,
      forgetsFailed: false,
      at: stage.clock.now(),
    })
    try {
      await stage.bot.sessions.peek(ids).forget((entry) => isChosen(which, entry))
      removal.ended = history.next()
    } catch (error) {
      this.#failedToRemove(removal, error)
    }
  }

  #failedToRemove(removal: Removal, error: unknown): void {
    removal.hasFailed = true
    removal.ended = this.#scene.history.next()
    this.#fails(removal.does, removal.key, error)
  }

  async close(ids: SessionIds): Promise<void> {
    const { stage, history, watch } = this.#scene
    watch.look()
    const key = keyOf(ids)
    const period = history.current(key)
    if (period === undefined) return stage.bot.sessions.peek(ids).close()
    history.end(period)
    try {
      await period.session.close()
    } catch (error) {
      this.#fails('S28 close()', key, error)
    }
    // A storage that has failed to close it goes on trying; here it is over.
    period.closed = history.next()
  }

  #fails(what: string, key: string, error: unknown): void {
    const { history, model } = this.#scene
    const isOnPurpose = history.hasStorageFailed && isFromStorage(error)
    model.require(isOnPurpose, () => `${what} of ${key} failed: ${describe(error)}`)
  }
}
