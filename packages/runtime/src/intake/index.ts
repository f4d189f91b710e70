export { Lanes } from './lanes.js'
export { laneOf, type Ordering } from './ordering.js'
export { SeenUpdates } from './seen-updates.js'
