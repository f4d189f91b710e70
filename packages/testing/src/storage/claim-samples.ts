import type { UpdateClaim } from '@botgen/runtime'
import type { StorageWith } from './session-subject.js'

export type ClaimingStorage = StorageWith<'claimUpdate' | 'finishUpdate'>

/** Longer than any test takes. */
export const longLease = 3_600_000
/** Short enough to wait for. */
export const shortLease = 400
/** After it a short lease is over. */
export const pastShortLease = 2 * shortLease

/** What `owner` asks for the update of this number. */
export function claimOf(updateId: number, owner: string, more: Partial<UpdateClaim> = {}): UpdateClaim {
  return { namespace: '1', updateId, owner, ...more }
}
