import type { Clock } from './clock.js'
import type { ErrorListener } from './errors.js'
import { ClaimFailure } from './intake/index.js'
import { StorageFailure } from './sessions/index.js'

/** What a storage has failed with last. */
export interface Failure {
  /** Unix time in milliseconds. */
  readonly at: number
  readonly error: StorageFailure | ClaimFailure
}

/** Remembers the last failure of the storage, and of its sharing of updates. */
export class Incidents {
  readonly #clock: Clock
  lastFailure: Failure | undefined
  lastClaimFailure: Failure | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** `listener`, with what it hears remembered. */
  heardBy(listener: ErrorListener): ErrorListener {
    return (error, context) => {
      if (error instanceof StorageFailure) this.lastFailure = { at: this.#clock.now(), error }
      else if (error instanceof ClaimFailure) this.lastClaimFailure = { at: this.#clock.now(), error }
      listener(error, context)
    }
  }
}
