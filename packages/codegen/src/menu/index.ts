export type { BotApiOptions } from './bot-api.js'
export { MenuError, type MenuErrorReason } from './errors.js'
export {
  maxMenuLines,
  type MenuChange,
  type MenuLine,
  syncMenu,
  type SyncMenuOptions,
  type SyncMenuResult,
} from './sync.js'
