import type { ClaimAnswer, UpdateClaim } from '@botgen/runtime'
import type { Claims } from './claims.js'
import { current, type Expiring, replace } from './expiry.js'
import { handledKey } from './keys.js'
import type { Step } from './writer.js'

/** Telegram keeps updates for 24 hours, and begins to count anew after a week without any. */
const remembered = 25 * 60 * 60 * 1000

export function claim(claims: Claims, asked: UpdateClaim, lease: number): Step<ClaimAnswer> {
  const key = handledKey(asked.namespace, asked.updateId)
  return {
    keys: [key],
    run(changes) {
      if (current(changes, key) === undefined) return claims.ask(asked, lease, changes.now) ? 'granted' : 'waiting'
      claims.end(asked)
      return 'handled'
    },
  }
}

export function noteHandled({ namespace, updateId }: UpdateClaim): Step<void> {
  const key = handledKey(namespace, updateId)
  return {
    keys: [key],
    run: (changes) => replace(changes, key, { goneAt: changes.now + remembered } satisfies Expiring),
  }
}
