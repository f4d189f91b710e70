import type { History } from './history.js'
import type { Model } from './model.js'
import type { Stage } from './stage.js'
import type { Watch } from './watch.js'

/** What the parts of a play have in common. */
export interface Scene {
  readonly stage: Stage
  readonly history: History
  readonly model: Model
  readonly watch: Watch
}
