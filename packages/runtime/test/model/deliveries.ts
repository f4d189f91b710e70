import type { Update } from 'telegraf/types'
import type { SessionIds } from '../../src/index.js'
import { type Claim, type History, never, type Period } from './history.js'
import type { Facts } from './messages.js'

/** An update that has not been handled to the end. */
export interface Delivery {
  readonly updateId: number
  readonly facts: Facts & { readonly userId: number }
  readonly began: number
  readonly claims: Claim[]
  isAcknowledged: boolean
  isHandled: boolean
}

/** The updates under way, and which sessions their messages get into. */
export class Deliveries {
  readonly #history: History
  readonly #underWay = new Map<number, Delivery>()

  constructor(history: History) {
    this.#history = history
  }

  of(updateId: number): Delivery | undefined {
    return this.#underWay.get(updateId)
  }

  begin({ update_id: updateId, message }: Update.MessageUpdate, sessions: ReadonlyMap<string, SessionIds>): Delivery {
    const { chat, message_id: messageId, from } = message
    const facts = { chatId: chat.id, messageId, userId: from.id, direction: 'incoming' as const }
    const began = this.#history.next()
    const delivery: Delivery = { updateId, facts, began, claims: [], isAcknowledged: false, isHandled: false }
    this.#underWay.set(updateId, delivery)
    for (const [key, ids] of sessions) {
      const period = this.#history.current(key)
      if (period !== undefined && records(ids, facts)) {
        delivery.claims.push(this.#history.claim(period, facts, began, true))
      }
    }
    return delivery
  }

  /** What has been delivered and not handled may be recorded in the period when its turn comes. */
  mayBeRecordedIn(period: Period, ids: SessionIds): void {
    for (const { facts, began, claims } of this.#underWay.values()) {
      if (records(ids, facts)) claims.push(this.#history.claim(period, facts, began, false))
    }
  }

  isAcknowledged(delivery: Delivery, activeAt: number): void {
    for (const claim of delivery.claims) {
      this.#history.settle(claim, true, activeAt)
      // What is acknowledged early is recorded in its turn where it was not before.
      if (!delivery.isHandled && claim.period.opened > delivery.began) claim.inTurn = never
    }
    delivery.isAcknowledged = true
    this.#finish(delivery)
  }

  isHandled(delivery: Delivery): void {
    delivery.isHandled = true
    for (const claim of delivery.claims) {
      if (claim.period.opened > delivery.began) claim.inTurn = this.#history.next()
    }
    this.#finish(delivery)
  }

  #finish({ updateId, isAcknowledged, isHandled }: Delivery): void {
    if (isAcknowledged && isHandled) this.#underWay.delete(updateId)
  }
}

function records(ids: SessionIds, { chatId, userId }: { readonly chatId: number; readonly userId: number }): boolean {
  return ids.chatId === chatId && (ids.userId === undefined || ids.userId === userId)
}
