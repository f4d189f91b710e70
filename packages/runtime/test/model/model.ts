/**
 * What sessions promise, held against what happened: who may, and who must, have recorded a message, and who may, and who
 * must, have removed it.
 */
import type { ClearReport, SessionEntry } from '../../src/index.js'
import { type Claim, type History, never, type Period, type Removal } from './history.js'
import { idOf, isChosen } from './messages.js'

export class Model {
  readonly violations: string[] = []
  readonly #history: History

  constructor(history: History) {
    this.#history = history
  }

  require(holds: boolean, promise: () => string): void {
    if (!holds) this.violations.push(promise())
  }

  /** The session was asked for its messages at `began`, and these are the answer. */
  hasRead(key: string, entries: readonly SessionEntry[], began: number): void {
    const visible = this.#visible(key, began)
    const ids = new Set(entries.map(idOf))
    this.require(ids.size === entries.length, () => `S12 messages() of ${key} lists a message twice`)
    for (const id of ids) {
      const claims = this.#history.claimsOf(id).filter(({ period }) => visible.includes(period))
      this.require(claims.length > 0, () => `S28 messages() of ${key} has ${id}, which nobody recorded in it`)
      const back = this.#history.removals.find(
        (removal) => this.#hasRemoved(removal, id, claims) && removal.ended < began,
      )
      this.require(back === undefined, () => `S22 messages() of ${key} has ${id} again, which a clear had dropped`)
    }
    for (const { facts } of this.#mustShow(key, began)) {
      const id = idOf(facts)
      this.require(ids.has(id), () => `S19 messages() of ${key} lacks ${id}, which was recorded`)
    }
  }

  hasCleared(removal: Removal, report: ClearReport, now: number): void {
    const { key, which, began } = removal
    const { deleted, tooOld, refused, pending } = report.entries!
    const all = [...deleted, ...tooOld, ...refused, ...pending].map(idOf)
    const dropped = [...deleted, ...tooOld, ...(removal.forgetsFailed ? refused : [])]
    for (const id of all) removal.named.add(id)
    // Where the storage fails to drop what Telegram deleted, the clear says that nothing was removed.
    removal.hasFailed = report.removed === 0 && dropped.length > 0 && this.#history.hasStorageFailed
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
    removal.ended = this.#history.next()
  }

  /** Each clear has waited ten seconds for what was being sent when it began. */
  checkWaits(): void {
    for (const removal of this.#history.removals) {
      const { key, does, which, began, ended, at, hasFailed, named } = removal
      const period = this.#history
        .periodsOf(key)
        .find((candidate) => candidate.opened < began && candidate.ended > ended)
      if (does !== 'clear' || hasFailed || period === undefined || period.mayBeClosed) continue
      const missing = this.#history
        .claimsIn(period)
        .find(
          (claim) =>
            claim.isCertain &&
            claim.began < began &&
            claim.ended > began &&
            (claim.awaitedUntil ?? never) < at + 10_000 &&
            isChosen(which, claim.facts) &&
            !named.has(idOf(claim.facts)) &&
            !this.#history.removals.some((other) => other !== removal && this.#mayHaveRemoved(other, claim)),
        )
      this.require(
        missing === undefined,
        () => `S22 a clear of ${key} has not waited for ${missing === undefined ? '' : idOf(missing.facts)}`,
      )
    }
  }

  /** Telegram is being told to delete a message. */
  isDeleting(id: string): void {
    const running = this.#history.removals.filter(({ does, ended }) => does === 'clear' && ended === never)
    const asking = running.filter((removal) => this.#mayRemove(removal, id))
    this.require(asking.length > 0, () => `S23 ${id} is being deleted, which no clear may delete`)
  }

  /** Whether the message may have been dropped from a session. */
  isPerhapsDropped(id: string): boolean {
    const isOver = this.#history.claimsOf(id).some(({ period }) => period.ended !== never)
    return isOver || this.#history.removals.some((removal) => this.#mayRemove(removal, id))
  }

  /** The periods whose entries may be seen under `key` by what begins at `began` and ends now. */
  #visible(key: string, began: number): readonly Period[] {
    const current = this.#history.openSince(key, began)
    return this.#history.periodsOf(key).filter((period) => {
      return period === current || (current === undefined && period.closed >= began)
    })
  }

  /** What is certainly recorded since before `began`, and by nobody removed. */
  #mustShow(key: string, began: number, except?: Removal): readonly Claim[] {
    const period = this.#history.openSince(key, began)
    if (period === undefined || period.mayBeClosed) return []
    return this.#history.claimsIn(period).filter((claim) => {
      if (!claim.isCertain || claim.ended >= began) return false
      return !this.#history.removals.some((removal) => removal !== except && this.#mayHaveRemoved(removal, claim))
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

  /** Whether the message can have been in the session, or on its way there, before the removal began. */
  #mayRemove({ key, which, began }: Removal, id: string): boolean {
    return this.#history
      .claimsOf(id)
      .some(
        (claim) =>
          claim.period.key === key &&
          claim.began < began &&
          isChosen(which, claim.facts) &&
          claim.period.closed >= began,
      )
  }
}
