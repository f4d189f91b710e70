/** What the modules of a small bot import. */
export {
  botgen,
  CommandHandler,
  command,
  defineDispatchTable,
  routes,
  SessionQualifier,
} from '@botgen/runtime'
export { optional, text } from '@botgen/runtime/arguments'
