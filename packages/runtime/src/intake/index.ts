export { ClaimFailure, claimsOf, type UpdateClaims } from './claims.js'
export { type Acknowledge, Intake } from './intake.js'
export type { Lane, Ordering } from './ordering.js'
