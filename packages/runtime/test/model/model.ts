/**
 * What sessions promise, as intervals: who may, and who must, have recorded a message, and who may, and who must, have
 * removed it. It foresees no interleaving, so that it holds for all of them.
 */
import type { ClearReport, Session, SessionEntry } from '../../src/index.js'

export type Which = 'all' | 'incoming' | 'outgoing' | 'odd'
export type Facts = Pick<SessionEntry, 'chatId' | 'messageId' | 'direction'>

export function isChosen(which: Which, { messageId, direction }: Facts): boolean {
  switch (which) {
    case 'all':
      return true
    case 'odd':
      return messageId % 2 === 1
    case 'incoming':
    case 'outgoing':
      return direction === which
  }
}

export function idOf({ chatId, messageId }: Pick<SessionEntry, 'chatId' | 'messageId'>): string {
  return `${chatId}/${messageId}`
}

/** Later than any moment. Moments are numbered in the order in which the play comes by them. */
const never = Number.POSITIVE_INFINITY

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

export class Model {
  readonly violations: string[] = []
  readonly #periods = new Map<string, Period[]>()
  readonly #claims = new Map<string, Claim[]>()
  readonly #ofPeriod = new Map<Period, Claim[]>()
  readonly #removals: Removal[] = []
  #hasStorageFailed = false
  #moment = 0

  get now(): number {
    return this.#moment
  }

  next(): number {
    return ++this.#moment
  }

  get keys(): readonly string[] {
    return [...this.#periods.keys()]
  }

  require(holds: boolean, promise: () => string): void {
    if (!holds) this.violations.push(promise())
  }

  storageFailed(): void {
    this.#hasStorageFailed = true
  }

  get hasStorageFailed(): boolean {
    return this.#hasStorageFailed
  }

  current(key: string): Period | undefined {
    return this.#of(key).find(({ ended }) => ended === never)
  }

  last(key: string): Period | undefined {
    return this.#of(key).at(-1)
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
    this.#periods.set(key, [...this.#of(key), period])
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

  /** The periods whose entries may be seen under `key` by what begins at `began` and ends now. */
  #visible(key: string, began: number): readonly Period[] {
    const current = this.#openSince(key, began)
    return this.#of(key).filter((period) => {
      return period === current || (current === undefined && period.closed >= began)
    })
  }

  /** The period that has been open from `began` until now. */
  #openSince(key: string, began: number): Period | undefined {
    return this.#of(key).find(({ opened, ended }) => opened < began && ended === never)
  }

  /** The session was asked for its messages at `began`, and these are the answer. */
  hasRead(key: string, entries: readonly SessionEntry[], began: number): void {
    const visible = this.#visible(key, began)
    const ids = new Set(entries.map(idOf))
    this.require(ids.size === entries.length, () => `S12 messages() of ${key} lists a message twice`)
    for (const id of ids) {
      const claims = this.#claimsOf(id).filter(({ period }) => visible.includes(period))
      this.require(claims.length > 0, () => `S28 messages() of ${key} has ${id}, which nobody recorded in it`)
      const back = this.#removals.find((removal) => this.#hasRemoved(removal, id, claims) && removal.ended < began)
      this.require(back === undefined, () => `S22 messages() of ${key} has ${id} again, which a clear had dropped`)
    }
    for (const { facts } of this.#mustShow(key, began)) {
      const id = idOf(facts)
      this.require(ids.has(id), () => `S19 messages() of ${key} lacks ${id}, which was recorded`)
    }
  }

  /** What is certainly recorded since before `began`, and by nobody removed. */
  #mustShow(key: string, began: number, except?: Removal): readonly Claim[] {
    const period = this.#openSince(key, began)
    if (period === undefined || period.mayBeClosed) return []
    return (this.#ofPeriod.get(period) ?? []).filter((claim) => {
      if (!claim.isCertain || claim.ended >= began) return false
      return !this.#removals.some((removal) => removal !== except && this.#mayHaveRemoved(removal, claim))
    })
  }

  /** Whether the message can only have been in the session before the removal, which dropped it. */
  #hasRemoved({ key, began, dropped }: Removal, id: string, claims: readonly Claim[]): boolean {
    const isEarlier = claims.every((claim) => claim.period.key === key && Math.max(claim.ended, claim.inTurn) < began)
    return dropped.has(id) && isEarlier
  }

  #mayHaveRemoved(removal: Removal, claim: Claim): boolean {
    const { key, does, ended, hasFailed, dropped } = removal
    if (key !== claim.period.key || ended < claim.began || !this.#mayRemove(removal, idOf(claim.facts))) return false
    return ended === never || does === 'forget' || hasFailed || dropped.has(idOf(claim.facts))
  }

  hasCleared(removal: Removal, report: ClearReport, now: number): void {
    const { key, which, began } = removal
    const { deleted, tooOld, refused, pending } = report.entries!
    const all = [...deleted, ...tooOld, ...refused, ...pending].map(idOf)
    const dropped = [...deleted, ...tooOld, ...(removal.forgetsFailed ? refused : [])]
    for (const id of all) removal.named.add(id)
    // Where the storage fails to drop what Telegram deleted, the clear says that nothing was removed.
    removal.hasFailed = report.removed === 0 && dropped.length > 0 && this.hasStorageFailed
    if (!removal.hasFailed) for (const entry of dropped) removal.dropped.add(idOf(entry))
    this.require(
      removal.dropped.size === report.removed,
      () => `S22 a clear of ${key} says that it removed ${report.removed} of ${all.length}`,
    )
    this.require(
      tooOld.every(({ date }) => now - date * 1000 >= 48 * 60 * 60 * 1000),
      () => `S25 a clear of ${key} calls a message too old that is not`,
    )
    for (const { facts } of this.#mustShow(key, began, removal)) {
      const isMissing = isChosen(which, facts) && !all.includes(idOf(facts))
      this.require(!isMissing, () => `S22 a clear of ${key} passed over ${idOf(facts)}`)
    }
    for (const id of all) {
      this.require(this.#mayRemove(removal, id), () => `S23 a clear of ${key} took ${id}, which was not there yet`)
    }
    removal.ended = this.next()
  }

  /** Each clear has waited ten seconds for what was being sent when it began. */
  checkWaits(): void {
    for (const removal of this.#removals) {
      const { key, does, which, began, ended, at, hasFailed, named } = removal
      const period = this.#of(key).find((candidate) => candidate.opened < began && candidate.ended > ended)
      if (does !== 'clear' || hasFailed || period === undefined || period.mayBeClosed) continue
      const missing = (this.#ofPeriod.get(period) ?? []).find(
        (claim) =>
          claim.isCertain &&
          claim.began < began &&
          claim.ended > began &&
          (claim.awaitedUntil ?? never) < at + 10_000 &&
          isChosen(which, claim.facts) &&
          !named.has(idOf(claim.facts)) &&
          !this.#removals.some((other) => other !== removal && this.#mayHaveRemoved(other, claim)),
      )
      this.require(
        missing === undefined,
        () => `S22 a clear of ${key} has not waited for ${missing === undefined ? '' : idOf(missing.facts)}`,
      )
    }
  }

  /** Telegram is being told to delete a message. */
  isDeleting(id: string): void {
    const running = this.#removals.filter(({ does, ended }) => does === 'clear' && ended === never)
    const asking = running.filter((removal) => this.#mayRemove(removal, id))
    this.require(asking.length > 0, () => `S23 ${id} is being deleted, which no clear may delete`)
  }

  /** Whether the message can have been in the session, or on its way there, before the removal began. */
  #mayRemove({ key, which, began }: Removal, id: string): boolean {
    return this.#claimsOf(id).some(
      (claim) =>
        claim.period.key === key && claim.began < began && isChosen(which, claim.facts) && claim.period.closed >= began,
    )
  }

  /** Whether the message may have been dropped from a session. */
  isPerhapsDropped(id: string): boolean {
    const isOver = this.#claimsOf(id).some(({ period }) => period.ended !== never)
    return isOver || this.#removals.some((removal) => this.#mayRemove(removal, id))
  }

  #claimsOf(id: string): readonly Claim[] {
    return this.#claims.get(id) ?? []
  }

  #of(key: string): readonly Period[] {
    return this.#periods.get(key) ?? []
  }
}
