import type { ClaimAnswer, Clock, UpdateClaim } from '@botgen/runtime'

/** An update that somebody handles, or waits for. */
interface Held {
  readonly claim: UpdateClaim
  readonly isGranted: boolean
  /** When the lease is over. */
  readonly until: number
}

/** Telegram keeps updates for 24 hours; a little more, as no two clocks go alike. */
const keptFor = 25 * 60 * 60 * 1000

/** The updates that processes share, of one bot. */
class ClaimedUpdates {
  readonly #held = new Map<number, Held>()
  /** When they were handled; the oldest first. */
  readonly #handled = new Map<number, number>()

  claim(claim: UpdateClaim, lease: number, now: number): ClaimAnswer {
    this.#forgetOld(now)
    const { updateId, owner } = claim
    if (this.#handled.has(updateId)) return 'handled'
    const held = this.#held.get(updateId)
    if (held !== undefined && held.claim.owner !== owner) return 'waiting'
    const isGranted = held?.isGranted === true || !this.#isLaneTaken(claim)
    this.#held.set(updateId, { claim, isGranted, until: now + lease })
    return isGranted ? 'granted' : 'waiting'
  }

  finish({ updateId, owner }: UpdateClaim, outcome: 'handled' | 'failed', now: number): void {
    this.#forgetOld(now)
    if (outcome === 'failed' && this.#held.get(updateId)?.claim.owner !== owner) return
    this.#held.delete(updateId)
    if (outcome === 'handled' && !this.#handled.has(updateId)) this.#handled.set(updateId, now)
  }

  #isLaneTaken({ updateId, lane }: UpdateClaim): boolean {
    if (lane === undefined) return false
    return [...this.#held.values()].some(
      ({ claim, isGranted }) =>
        claim.lane === lane && claim.updateId !== updateId && (isGranted || claim.updateId < updateId),
    )
  }

  #forgetOld(now: number): void {
    for (const [updateId, { until }] of this.#held) if (until <= now) this.#held.delete(updateId)
    for (const [updateId, at] of this.#handled) {
      if (at > now - keptFor) break
      this.#handled.delete(updateId)
    }
  }
}

/** Which updates are claimed and were handled, of all bots. */
export class SharedClaims {
  readonly #bots = new Map<string, ClaimedUpdates>()
  readonly #clock: Pick<Clock, 'now'>

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  claim(claim: UpdateClaim, lease: number): ClaimAnswer {
    return this.#updatesOf(claim).claim(claim, lease, this.#clock.now())
  }

  finish(claim: UpdateClaim, outcome: 'handled' | 'failed'): void {
    this.#updatesOf(claim).finish(claim, outcome, this.#clock.now())
  }

  #updatesOf({ namespace }: UpdateClaim): ClaimedUpdates {
    let updates = this.#bots.get(namespace)
    if (updates === undefined) {
      updates = new ClaimedUpdates()
      this.#bots.set(namespace, updates)
    }
    return updates
  }
}
