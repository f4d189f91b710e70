export { ClaimFailure, claimsOf } from './claims.js'
export { type Acknowledge, Intake } from './intake.js'
export type { Ordering } from './ordering.js'
