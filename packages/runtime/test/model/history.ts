/**
 * What happened in a play, as intervals: when a session was open, when a message was on its way into it, when it was being
 * removed. An interval says nothing of what comes first inside of it, so that no interleaving has to be foreseen.
 */
import type { Session } from '../../src/index.js'
import { type Facts, idOf, type Which } from './messages.js'

/** Later than any moment. Moments are numbered in the order in which the play comes by them. */
export const never = Number.POSITIVE_INFINITY

/** One open period of a session. */
export interface Period {
  readonly key: string
  readonly session: Session
  readonly opened: number
  /** When it began to end, or was seen open for the last time before it was found closed. */
  ended: number
  seenOpen: number
  /** When it was said to be closed. */
  closed: number
  /** Clock time of the last certain activity. */
  activeAt: number
  /** The storage may have closed it: it has been idle for long. */
  mayBeClosed: boolean
}

/** A message that is, or perhaps is, recorded in a period. */
export interface Claim {
  readonly period: Period
  readonly facts: Facts
  readonly began: number
  ended: number
  /** Clock time of that, where a clear that began meanwhile waits for it. */
  awaitedUntil: number | undefined
  /** Until when it may be recorded although it was acknowledged before. */
  inTurn: number
  isCertain: boolean
}

export interface Removal {
  readonly key: string
  readonly does: 'clear' | 'forget'
  readonly which: Which
  readonly forgetsFailed: boolean
  readonly began: number
  /** Clock time of that. */
  readonly at: number
  ended: number
  hasFailed: boolean
  /** What a clear's report says was dropped. */
  readonly dropped: Set<string>
  /** What a clear's report names. */
  readonly named: Set<string>
}

export class History {
  readonly #periods = new Map<string, Period[]>()
  readonly #claims = new Map<string, Claim[]>()
  readonly #ofPeriod = new Map<Period, Claim[]>()
  readonly #removals: Removal[] = []
  #hasStorageFailed = false
  #moment = 0

  next(): number {
    return ++this.#moment
  }

  storageFailed(): void {
    this.#hasStorageFailed = true
  }

  get hasStorageFailed(): boolean {
    return this.#hasStorageFailed
  }

  begin(key: string, session: Session, activeAt: number): Period {
    const opened = this.next()
    const period: Period = {
      key,
      session,
      opened,
      ended: never,
      seenOpen: opened,
      closed: never,
      activeAt,
      mayBeClosed: false,
    }
    this.#periods.set(key, [...this.periodsOf(key), period])
    this.#ofPeriod.set(period, [])
    return period
  }

  isOpen(period: Period): void {
    period.seenOpen = this.#moment
  }

  end(period: Period): void {
    period.ended = this.next()
  }

  /** It was found closed. */
  hasEnded(period: Period): void {
    period.ended = period.seenOpen
  }

  claim(period: Period, facts: Facts, began: number, isCertain: boolean): Claim {
    const claim = { period, facts, began, ended: never, awaitedUntil: undefined, inTurn: 0, isCertain }
    const id = idOf(facts)
    const known = this.#claims.get(id)
    if (known === undefined) this.#claims.set(id, [claim])
    else known.push(claim)
    this.#ofPeriod.get(period)?.push(claim)
    return claim
  }

  /** What records the message has come to its end; the claim is certain if its period is still open. */
  settle(claim: Claim, isRecorded: boolean, activeAt: number): void {
    claim.ended = this.next()
    claim.isCertain &&= isRecorded && claim.period.ended === never
    if (claim.isCertain) claim.period.activeAt = Math.max(claim.period.activeAt, activeAt)
  }

  remove({
    key,
    does,
    which,
    forgetsFailed,
    at,
  }: Pick<Removal, 'key' | 'does' | 'which' | 'forgetsFailed' | 'at'>): Removal {
    const removal = {
      key,
      does,
      which,
      forgetsFailed,
      began: this.next(),
      at,
      ended: never,
      hasFailed: false,
      dropped: new Set<string>(),
      named: new Set<string>(),
    }
    this.#removals.push(removal)
    return removal
  }

  current(key: string): Period | undefined {
    return this.periodsOf(key).find(({ ended }) => ended === never)
  }

  last(key: string): Period | undefined {
    return this.periodsOf(key).at(-1)
  }

  /** The period that has been open from `began` until now. */
  openSince(key: string, began: number): Period | undefined {
    return this.periodsOf(key).find(({ opened, ended }) => opened < began && ended === never)
  }

  periodsOf(key: string): readonly Period[] {
    return this.#periods.get(key) ?? []
  }

  claimsOf(id: string): readonly Claim[] {
    return this.#claims.get(id) ?? []
  }

  claimsIn(period: Period): readonly Claim[] {
    return this.#ofPeriod.get(period) ?? []
  }

  get removals(): readonly Removal[] {
    return this.#removals
  }
}
