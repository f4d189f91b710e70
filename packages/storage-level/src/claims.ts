import type { UpdateClaim } from '@botgen/runtime'

interface Claim extends UpdateClaim {
  readonly isGranted: boolean
  /** Unix time in milliseconds. */
  readonly until: number
}

const sweepInterval = 60_000

/**
 * The updates that this process wants or has. They are kept in memory only: one process at a time has the database, so
 * whatever a process before it had claimed is nobody's any more.
 */
export class Claims {
  /** By update, then by owner. */
  readonly #updates = new Map<string, Map<string, Claim>>()
  readonly #lanes = new Map<string, Set<Claim>>()
  #sweepAt = Number.NEGATIVE_INFINITY

  /** Whether no lease runs. */
  isEmpty(now: number): boolean {
    this.#sweep(now)
    return this.#updates.size === 0
  }

  /** Says whether the update is granted to the asker for `lease` milliseconds; else the claim waits for as long. */
  ask(claim: UpdateClaim, lease: number, now: number): boolean {
    if (now >= this.#sweepAt) this.#sweep(now)
    const isGranted = this.#isFree(claim, now)
    this.end(claim)
    this.#add({ ...claim, isGranted, until: now + lease })
    return isGranted
  }

  /** Ends this owner's claim, if it has one. */
  end({ owner, ...update }: UpdateClaim): void {
    const id = updateOf(update)
    const claims = this.#updates.get(id)
    const ended = claims?.get(owner)
    if (claims === undefined || ended === undefined) return
    claims.delete(owner)
    if (claims.size === 0) this.#updates.delete(id)

    const lane = laneOf(ended)
    if (lane === undefined) return
    const others = this.#lanes.get(lane)
    others?.delete(ended)
    if (others?.size === 0) this.#lanes.delete(lane)
  }

  /** Ends this owner's claim on an update that is handled, and those that waited for it. */
  endHandled(claim: UpdateClaim): void {
    for (const other of this.#of(claim)) if (!other.isGranted) this.end(other)
    this.end(claim)
  }

  #isFree(claim: UpdateClaim, now: number): boolean {
    const isRunning = ({ until }: Claim): boolean => until > now
    const granted = this.#of(claim).find((other) => other.isGranted && isRunning(other))
    if (granted !== undefined) return granted.owner === claim.owner
    const lane = laneOf(claim)
    const others = lane === undefined ? [] : [...(this.#lanes.get(lane) ?? [])]
    return !others.some(
      (other) =>
        isRunning(other) && other.updateId !== claim.updateId && (other.isGranted || other.updateId < claim.updateId),
    )
  }

  #of(update: Omit<UpdateClaim, 'owner'>): readonly Claim[] {
    return [...(this.#updates.get(updateOf(update))?.values() ?? [])]
  }

  #add(claim: Claim): void {
    const id = updateOf(claim)
    const claims = this.#updates.get(id) ?? new Map<string, Claim>()
    this.#updates.set(id, claims.set(claim.owner, claim))
    const lane = laneOf(claim)
    if (lane !== undefined) this.#lanes.set(lane, (this.#lanes.get(lane) ?? new Set()).add(claim))
  }

  #sweep(now: number): void {
    this.#sweepAt = now + sweepInterval
    const all = [...this.#updates.values()].flatMap((claims) => [...claims.values()])
    for (const claim of all) if (claim.until <= now) this.end(claim)
  }
}

function updateOf({ namespace, updateId }: Omit<UpdateClaim, 'owner'>): string {
  return JSON.stringify([namespace, updateId])
}

function laneOf({ namespace, lane }: Omit<UpdateClaim, 'owner'>): string | undefined {
  return lane === undefined ? undefined : JSON.stringify([namespace, lane])
}
