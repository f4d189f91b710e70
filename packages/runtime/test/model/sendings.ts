import type { Context } from 'telegraf'
import { type Session, SessionClosedError, type SessionEntry, type SessionIds } from '../../src/index.js'
import type { SessionStep } from './commands.js'
import { describe, isRefusal } from './failures.js'
import { type Claim, never, type Period } from './history.js'
import { idOf } from './messages.js'
import type { Scene } from './scene.js'
import { keyOf } from './watch.js'

type SendStep = SessionStep & { readonly do: 'send' }

interface Sending {
  readonly period: Period | undefined
  readonly began: number
  readonly claims: Claim[]
  /** When Telegram sent it. */
  sentAt: number
  hasSucceeded: boolean
}

/** Sends through sessions, in all the ways that there are; what Telegram has sent is recorded, or somebody is told. */
export class Sendings {
  readonly #scene: Scene
  readonly #sendings: Sending[] = []
  readonly #unrecorded = new Set<string>()

  constructor(scene: Scene) {
    this.#scene = scene
  }

  async send(step: SendStep, ids: SessionIds, ctx: Context | undefined): Promise<void> {
    const { stage, history, model, watch } = this.#scene
    watch.look()
    const key = keyOf(ids)
    const period = history.current(key)
    const sending: Sending = { period, began: history.next(), claims: [], sentAt: never, hasSucceeded: false }
    const number = this.#sendings.push(sending) - 1
    const now = stage.clock.now()
    try {
      await this.#call(watch.lastHandle(ids), step, ids.chatId, number, ctx)
      model.require(period !== undefined, () => `S28 something was sent through ${key}, which is closed`)
      sending.hasSucceeded = true
    } catch (error) {
      watch.look()
      const isOpen = period !== undefined && history.current(key) === period
      const isExpected = error instanceof SessionClosedError ? !isOpen : isRefusal(error)
      model.require(isExpected, () => `S19 a send through ${key} failed: ${describe(error)}`)
    }
    watch.look()
    for (const claim of sending.claims) {
      history.settle(claim, sending.hasSucceeded, now)
      claim.awaitedUntil = stage.clock.now()
    }
  }

  #call(
    session: Session,
    { by, what }: SendStep,
    chatId: number,
    number: number,
    ctx: Context | undefined,
  ): Promise<unknown> {
    const { stage } = this.#scene
    const extra = stage.marked(number)
    const photo = { type: 'photo' as const, media: stage.photo }
    const source = stage.chats.find(({ id }) => id === chatId)?.history()[0]?.message_id
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

  /** Telegram has sent these; `number` is what the stage was told to mark the call with. */
  hasSent(number: number, chatId: number, messageIds: readonly number[]): void {
    const { history } = this.#scene
    const sending = this.#sendings[number]!
    sending.sentAt = history.next()
    if (sending.period === undefined) return
    for (const messageId of messageIds) {
      const facts = { chatId, messageId, direction: 'outgoing' as const }
      sending.claims.push(history.claim(sending.period, facts, sending.began, true))
    }
  }

  /** `onError` was told that these are not recorded. */
  areUnrecorded(entries: readonly SessionEntry[]): void {
    for (const entry of entries) this.#unrecorded.add(idOf(entry))
  }

  /** Of what was sent after its session had closed, somebody was told. */
  checkReports(): void {
    for (const { period, claims, sentAt, hasSucceeded } of this.#sendings) {
      if (!hasSucceeded || period === undefined || sentAt < period.closed) continue
      const ids = claims.map(({ facts }) => idOf(facts))
      const isReported = period.closed === never || ids.every((id) => this.#unrecorded.has(id))
      this.#scene.model.require(isReported, () => `S28 ${ids.join(', ')} went unrecorded, and nobody was told`)
    }
  }
}
